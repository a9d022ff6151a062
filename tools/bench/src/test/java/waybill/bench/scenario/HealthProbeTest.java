package waybill.bench.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import waybill.bench.load.EventLoop;
import waybill.bench.load.ScriptedServer;
import waybill.bench.load.ScriptedServer.Peer;

final class HealthProbeTest {
  private static final String UP = "200 OK";
  private static final String DOWN = "503 Service Unavailable";

  private volatile String live = UP;
  private volatile String ready = UP;
  private volatile String body = "{}";
  private ScriptedServer node;
  private HealthProbe probe;

  @BeforeEach
  void start() throws IOException {
    node = new ScriptedServer(this::answer);
    probe =
        new HealthProbe(URI.create("http://127.0.0.1:" + node.target().address().getPort() + "/h"));
    await(probe::isReady);
  }

  private void answer(Peer peer) throws IOException {
    while (true) {
      var status = peer.request().contains("/h/live") ? live : ready;
      peer.send("HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    }
  }

  @AfterEach
  void stop() throws IOException {
    probe.close();
    node.close();
  }

  private static void await(BooleanSupplier condition) {
    try (var loop = new EventLoop()) {
      assertTrue(loop.runUntil(condition, TimeUnit.SECONDS.toNanos(10)));
    }
  }

  @Test
  void aReadyNodeThatNamesAReasonIsDegraded() {
    assertFalse(probe.isDegraded());

    body = "{\"degraded\":\"why\"}";

    await(probe::isDegraded);
    assertTrue(probe.isReady());
  }

  @Test
  void aNodeThatIsNotReadyIsOnlyWrongIfItHasToBe() {
    ready = DOWN;
    await(probe::isUnready);
    assertEquals("", probe.unready());

    probe.expect(true, true);

    await(() -> probe.unready().equals("503 {}"));
    assertEquals(0, probe.deaths());
  }

  @Test
  void aNodeThatDoesNotLiveIsOnlyCountedIfItHasTo() throws IOException {
    probe.expect(true, false);

    live = DOWN;

    await(() -> probe.deaths() > 0);
    node.close();
    await(() -> !probe.isReady() && !probe.isUnready());
  }
}
