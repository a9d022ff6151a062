package waybill.http;

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
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The certificate that TLS connections are shown, read anew when its files change: new connections
 * get the new one, open ones live on with theirs. Files that make no pair, because they are being
 * written perhaps, leave everything as it was.
 */
public final class Certificates implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Certificates.class.getName());
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");

  private final Path certificate;
  private final Path key;
  private final Tls tls;
  private final Thread watch;
  private Pem current;
  private String complaint = "";

  /** The files cannot be used; the message says which and why. */
  public static final class Unusable extends Exception {
    private static final long serialVersionUID = 1;

    Unusable(String message) {
      super(message);
    }
  }

  /** What the files say. */
  private record Pem(String certificate, String key) {}

  private record Pair(List<X509Certificate> chain, PrivateKey key) {}

  private Certificates(Path certificate, Path key) throws Unusable {
    this.certificate = certificate;
    this.key = key;
    this.current = read();
    this.tls = tls(pair(current));
    this.watch = Thread.ofPlatform().name("waybill-certificates").daemon().start(this::watch);
  }

  /**
   * Reads the pair and begins to watch its files.
   *
   * @param certificate PEM: the certificate, then those that vouch for it
   * @param key PEM: its private key, as PKCS #8 without a password
   */
  public static Certificates of(Path certificate, Path key) throws Unusable {
    return new Certificates(certificate, key);
  }

  Tls tls() {
    return tls;
  }

  private static Tls tls(Pair pair) {
    return Tls.builder()
        .privateKey(pair.key())
        .privateKeyCertChain(pair.chain())
        .addEnabledProtocol("TLSv1.3")
        .addEnabledProtocol("TLSv1.2")
        .addApplicationProtocol("http/1.1")
        .build();
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(PAUSE);
        look();
      }
    } catch (InterruptedException e) {
      // the service is closed
    }
  }

  /** What the files say is compared, and not their times: a copied file may keep an old one. */
  private void look() {
    try {
      var found = read();
      if (!found.equals(current)) {
        tls.reload(tls(pair(found)));
        current = found;
        LOG.log(Level.INFO, "the TLS certificate was read anew");
      }
      complaint = "";
    } catch (Unusable | RuntimeException e) {
      var reason = e instanceof Unusable ? String.valueOf(e.getMessage()) : e.toString();
      if (!reason.equals(complaint)) {
        LOG.log(Level.WARNING, "the former TLS certificate stays in use: " + reason);
      }
      complaint = reason;
    }
  }

  private Pem read() throws Unusable {
    return new Pem(text(certificate), text(key));
  }

  private static String text(Path file) throws Unusable {
    try {
      return new String(Files.readAllBytes(file), US_ASCII);
    } catch (IOException e) {
      throw new Unusable(file + " cannot be read");
    }
  }

  private Pair pair(Pem pem) throws Unusable {
    var chain = chain(pem.certificate());
    var shown = chain.getFirst().getPublicKey();
    var secret = privateKey(pem.key(), shown.getAlgorithm());
    if (!belongTogether(shown, secret)) {
      throw notThePair();
    }
    return new Pair(chain, secret);
  }

  private Unusable notThePair() {
    return new Unusable(key + " is not the key of the first certificate in " + certificate);
  }

  private List<X509Certificate> chain(String pem) throws Unusable {
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
    throw new Unusable(certificate + " has no certificates in PEM");
  }

  private PrivateKey privateKey(String pem, String algorithm) throws Unusable {
    var found = KEY.matcher(pem);
    if (!found.find()) {
      throw new Unusable(key + " has no private key in PEM (PKCS #8, without a password)");
    }
    try {
      var encoded = Base64.getMimeDecoder().decode(found.group(1));
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw notThePair();
    }
  }

  private static boolean belongTogether(PublicKey shown, PrivateKey secret) {
    try {
      var signature = Signature.getInstance(signing(shown.getAlgorithm()));
      var text = "waybill".getBytes(US_ASCII);
      signature.initSign(secret);
      signature.update(text);
      var signed = signature.sign();
      signature.initVerify(shown);
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

  @Override
  public void close() {
    watch.interrupt();
  }
}
