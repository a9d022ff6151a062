package waybill.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import waybill.bench.TcpProxy.Mode;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class TcpProxyTest {
  private ServerSocket engine;
  private TcpProxy proxy;

  /** The engine says everything again. */
  @BeforeEach
  void start() throws IOException {
    engine = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(this::accept);
    proxy =
        new TcpProxy(
            engine.getLocalPort(), Pattern.compile("bus"), Pattern.compile("READ COMMITTED"));
  }

  private void accept() {
    try {
      while (true) {
        var client = engine.accept();
        Thread.startVirtualThread(() -> echo(client));
      }
    } catch (IOException e) {
      // the test is over
    }
  }

  private static void echo(Socket client) {
    try (client) {
      client.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException e) {
      // the client is gone
    }
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    engine.close();
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), proxy.port());
  }

  private static void say(Socket client, String text) throws IOException {
    client.getOutputStream().write(text.getBytes(US_ASCII));
  }

  private static String hear(Socket client, int length) throws IOException {
    return new String(client.getInputStream().readNBytes(length), US_ASCII);
  }

  @Test
  void bytesPass() throws IOException {
    try (var client = connect()) {
      say(client, "hello");

      assertEquals("hello", hear(client, 5));
    }
  }

  @Test
  void whatHangsArrivesLater() throws IOException {
    try (var client = connect()) {
      proxy.all(Mode.HANG);
      say(client, "hello");
      assertSilent(client);

      proxy.all(Mode.PASS);

      assertEquals("hello", hear(client, 5));
    }
  }

  @Test
  void whatIsLostNeverArrives() throws IOException {
    try (var client = connect()) {
      proxy.all(Mode.LOSE);
      say(client, "hello");
      assertSilent(client);
      proxy.all(Mode.PASS);

      say(client, "again");

      assertEquals("again", hear(client, 5));
    }
  }

  @Test
  void aCutEndsConnectionsAndLetsNoneThrough() throws IOException {
    try (var before = connect()) {
      say(before, "hello");
      hear(before, 5);

      proxy.all(Mode.CUT);

      assertEquals("", hear(before, 1));
      try (var after = connect()) {
        assertEquals("", hear(after, 1));
      }
    }
  }

  @Test
  void connectionsOfTheBusCanBeDisturbedAlone() throws IOException {
    try (var bus = connect();
        var other = connect()) {
      proxy.marked(Mode.LOSE);

      say(bus, "bus");
      say(other, "other");

      assertEquals("other", hear(other, 5));
      assertSilent(bus);
    }
  }

  @Test
  void theIsolationLevelIsReplaced() throws IOException {
    try (var client = connect()) {
      say(client, "is READ COMMITTED.");

      assertEquals("is SERIALIZABLE  .", hear(client, 18));
    }
  }

  private static void assertSilent(Socket client) throws IOException {
    client.setSoTimeout(100);
    assertThrows(SocketTimeoutException.class, () -> client.getInputStream().read());
    client.setSoTimeout(0);
  }
}
