package waybill;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A token made by hand, in any way that is right or wrong (RFC 7515). */
public record TestToken(Map<String, Object> header, Map<String, Object> claims) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  /** As a decent issuer would make it: good for a minute. */
  public static TestToken valid(
      String algorithm, String keyId, String issuer, String subject, Instant now) {
    return new TestToken(Map.of("alg", algorithm, "kid", keyId, "typ", "JWT"), Map.of())
        .claim("iss", issuer)
        .claim("aud", List.of("waybill"))
        .claim("sub", subject)
        .claim("iat", now.getEpochSecond())
        .claim("exp", now.getEpochSecond() + 60);
  }

  public TestToken claim(String name, Object value) {
    return new TestToken(header, with(claims, name, value));
  }

  public TestToken without(String claim) {
    var fewer = new LinkedHashMap<>(claims);
    fewer.remove(claim);
    return new TestToken(header, fewer);
  }

  public TestToken head(String name, Object value) {
    return new TestToken(with(header, name, value), claims);
  }

  private static Map<String, Object> with(Map<String, Object> map, String name, Object value) {
    var more = new LinkedHashMap<>(map);
    more.put(name, value);
    return more;
  }

  private String signed() {
    try {
      return base64(JSON.writeValueAsBytes(header)) + "." + base64(JSON.writeValueAsBytes(claims));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  public static String base64(byte[] bytes) {
    return BASE64.encodeToString(bytes);
  }

  public String with(byte[] signature) {
    return signed() + "." + base64(signature);
  }

  /**
   * Signs it.
   *
   * @param algorithm in Java's words
   */
  public byte[] signature(String algorithm, PrivateKey key) {
    try {
      var signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(signed().getBytes(US_ASCII));
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** With ES256, whatever the header says. */
  public String by(PrivateKey key) {
    return with(signature("SHA256withECDSAinP1363Format", key));
  }

  /** With HS256, whatever the header says. */
  public String by(byte[] secret) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return with(mac.doFinal(signed().getBytes(US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
