package waybill.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class AttackersTest {
  private static final byte[] REQUEST = "GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII);

  @Test
  void aClientWhoseRequestWasAnsweredBeginsAgain() throws IOException {
    try (var server =
            new ScriptedServer(
                peer -> answer(peer, "200 OK"),
                peer -> answer(peer, "429 Too Many Requests"),
                Peers::hold);
        var attackers = new Attackers(server.target(), 1, _ -> REQUEST, true)) {
      await(() -> server.connections() == 3);

      assertEquals(1, attackers.accepted());
      assertEquals(1, attackers.refused());
    }
  }

  @Test
  void aClientThatDoesNotReadSendsUntilItIsCut() throws IOException {
    try (var server =
            new ScriptedServer(
                peer -> {
                  for (int i = 0; i < 1_000; i++) {
                    peer.request();
                  }
                },
                Peers::hold);
        var attackers = new Attackers(server.target(), 1, _ -> REQUEST, false)) {
      await(() -> server.connections() >= 2);

      assertTrue(server.requests().size() >= 1_000);
      assertTrue(attackers.refused() >= 1);
    }
  }

  @Test
  void noConnectionIsLeftAfterClose() throws IOException, InterruptedException {
    var ended = new CountDownLatch(5);
    try (var server =
        new ScriptedServer(peer -> {
          peer.request();
          peer.awaitClose();
          ended.countDown();
        })) {
      try (var attackers = new Attackers(server.target(), 5, _ -> REQUEST, true)) {
        await(() -> server.requests().size() == 5);

        assertEquals(0, attackers.accepted() + attackers.refused());
      }

      assertTrue(ended.await(30, TimeUnit.SECONDS));
    }
  }

  private static final class Peers {
    static void hold(ScriptedServer.Peer peer) throws IOException {
      peer.request();
      peer.awaitClose();
    }
  }

  private static void answer(ScriptedServer.Peer peer, String status) throws IOException {
    peer.request();
    peer.answer(status);
  }

  private static void await(BooleanSupplier reached) {
    try (var loop = new EventLoop()) {
      assertTrue(loop.runUntil(reached, TimeUnit.SECONDS.toNanos(30)));
    }
  }
}
