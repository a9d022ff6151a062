package waybill.edge;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.helidon.common.tls.Tls;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The certificate and key of TLS connections, from two PEM files. {@link #reloadIfChanged} gives a
 * new pair to new connections; open ones keep theirs. Files that are not a valid pair, perhaps
 * because they are being written, change nothing.
 *
 * <p>Helidon 4.5.0 does not watch files, and its own key loading knows neither Ed25519 keys nor
 * whether a key belongs to a certificate.
 */
public final class Certificates {
  private static final Logger LOG = System.getLogger(Certificates.class.getName());
  private static final Pattern PRIVATE_KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");

  private final Path certificate;
  private final Path key;
  private final Tls tls;
  private PemTexts current;
  private String lastFailure = "";

  /** The files cannot be used; the message says which and why. */
  public static final class InvalidCertificate extends Exception {
    private static final long serialVersionUID = 1;

    InvalidCertificate(String message) {
      super(message);
    }
  }

  private record PemTexts(String certificate, String key) {}

  private record KeyPair(List<X509Certificate> chain, PrivateKey key) {}

  private Certificates(Path certificate, Path key) throws InvalidCertificate {
    this.certificate = certificate;
    this.key = key;
    this.current = read();
    this.tls = tls(pair(current));
  }

  /**
   * Reads the pair.
   *
   * @param certificate PEM: the certificate, then those of its issuers
   * @param key PEM: its private key, as PKCS #8 without a password
   */
  public static Certificates load(Path certificate, Path key) throws InvalidCertificate {
    return new Certificates(certificate, key);
  }

  Tls tls() {
    return tls;
  }

  private static Tls tls(KeyPair pair) {
    return Tls.builder()
        .privateKey(pair.key())
        .privateKeyCertChain(pair.chain())
        .addEnabledProtocol("TLSv1.3")
        .addEnabledProtocol("TLSv1.2")
        .addApplicationProtocol("http/1.1")
        .build();
  }

  /**
   * Reads the files and uses the pair from now on if they have changed. Their text is compared and
   * not their time, because a copied file may keep an old one. Each failure is logged once.
   */
  public synchronized void reloadIfChanged() {
    try {
      var found = read();
      if (!found.equals(current)) {
        tls.reload(tls(pair(found)));
        current = found;
        LOG.log(Level.INFO, "the TLS certificate was read again");
      }
      lastFailure = "";
    } catch (InvalidCertificate | RuntimeException e) {
      var failure = e instanceof InvalidCertificate ? String.valueOf(e.getMessage()) : e.toString();
      if (!failure.equals(lastFailure)) {
        LOG.log(Level.WARNING, "the former TLS certificate stays in use: " + failure);
      }
      lastFailure = failure;
    }
  }

  private PemTexts read() throws InvalidCertificate {
    return new PemTexts(text(certificate), text(key));
  }

  private static String text(Path file) throws InvalidCertificate {
    try {
      return new String(Files.readAllBytes(file), US_ASCII);
    } catch (IOException e) {
      throw new InvalidCertificate(file + " cannot be read");
    }
  }

  private KeyPair pair(PemTexts pem) throws InvalidCertificate {
    var chain = chain(pem.certificate());
    var publicKey = chain.getFirst().getPublicKey();
    var privateKey = privateKey(pem.key(), publicKey.getAlgorithm());
    if (!belongTogether(publicKey, privateKey)) {
      throw noPair();
    }
    return new KeyPair(chain, privateKey);
  }

  private InvalidCertificate noPair() {
    return new InvalidCertificate(
        key + " is not the key of the first certificate in " + certificate);
  }

  private List<X509Certificate> chain(String pem) throws InvalidCertificate {
    try {
      var in = new ByteArrayInputStream(pem.getBytes(US_ASCII));
      var chain =
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (!chain.isEmpty()) {
        return chain;
      }
    } catch (GeneralSecurityException e) {
      // the same answer as for an empty file
    }
    throw new InvalidCertificate(certificate + " has no certificates in PEM");
  }

  private PrivateKey privateKey(String pem, String algorithm) throws InvalidCertificate {
    var found = PRIVATE_KEY.matcher(pem);
    if (!found.find()) {
      throw new InvalidCertificate(
          key + " has no private key in PEM (PKCS #8, without a password)");
    }
    try {
      var encoded = Base64.getMimeDecoder().decode(found.group(1));
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw noPair();
    }
  }

  private static boolean belongTogether(PublicKey publicKey, PrivateKey privateKey) {
    try {
      var signature = Signature.getInstance(signing(publicKey.getAlgorithm()));
      var text = "any text".getBytes(US_ASCII);
      signature.initSign(privateKey);
      signature.update(text);
      var signed = signature.sign();
      signature.initVerify(publicKey);
      signature.update(text);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static String signing(String algorithm) {
    return switch (algorithm) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> algorithm;
    };
  }
}
