package waybill.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** TLS in front of an engine, with a certificate for 127.0.0.1 that is trusted once it is said. */
public final class TlsNetwork implements AutoCloseable {
  private static final String PASSWORD = "password";
  private static final String TRUST_STORE = "javax.net.ssl.trustStore";
  private static final String TRUST_STORE_PASSWORD = "javax.net.ssl.trustStorePassword";

  private final Path keys;
  private final BrittleNetwork network;

  /**
   * @param port where the engine seems to listen; 0 for any
   * @param to the port of the engine, without TLS
   */
  public TlsNetwork(int port, int to, Path folder) throws Exception {
    keys = folder.resolve("keys.p12");
    makeKeys();
    var sockets = context().getServerSocketFactory();
    var server = sockets.createServerSocket(port, 50, InetAddress.getLoopbackAddress());
    network = new BrittleNetwork(server, to);
  }

  private void makeKeys() throws IOException, InterruptedException {
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var options =
        "-genkeypair -alias key -keyalg EC -dname CN=engine -ext san=ip:127.0.0.1 -validity 2"
            + " -storetype PKCS12 -storepass "
            + PASSWORD;
    var command = new ArrayList<>(List.of(keytool, "-keystore", keys.toString()));
    command.addAll(List.of(options.split(" ", -1)));
    var made =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    assertEquals(0, made, "keytool");
  }

  private SSLContext context() throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(keys)) {
      store.load(in, PASSWORD.toCharArray());
    }
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, PASSWORD.toCharArray());
    var context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  public int port() {
    return network.port();
  }

  /** Fails unless the transport speaks TLS, and with an engine that it trusts only. */
  public void assertIsUsedBy(Transport transport) throws Exception {
    var received = new Received();
    assertThrows(Exception.class, () -> transport.connect("waybill_tls", received));

    System.setProperty(TRUST_STORE, keys.toString());
    System.setProperty(TRUST_STORE_PASSWORD, PASSWORD);

    try (var sender = transport.connect("waybill_tls", received)) {
      sender.send(Received.batch("secret"));
      received.await("secret");
    }
  }

  @Override
  public void close() throws IOException {
    System.clearProperty(TRUST_STORE);
    System.clearProperty(TRUST_STORE_PASSWORD);
    network.close();
  }
}
