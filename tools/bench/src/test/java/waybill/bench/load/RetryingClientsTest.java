package waybill.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import waybill.bench.load.ScriptedServer.Script;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class RetryingClientsTest {
  private static final long LIMIT = TimeUnit.SECONDS.toNanos(10);
  private static final Script ACCEPTS = answers("201 Created");

  private final EventLoop loop = new EventLoop();
  private ApiRequest.@Nullable Reply reply;

  @AfterEach
  void close() {
    loop.close();
  }

  @Test
  void aChangeThatIsNotAcceptedGoesToTheNextNodeWithTheSameKey() throws IOException {
    try (var away = new ScriptedServer(answers("503 Service Unavailable\r\nRetry-After: 5"));
        var works = new ScriptedServer(ACCEPTS)) {
      var clients = send(works, away);

      assertTrue(away.requests().getFirst().contains("\r\nIdempotency-Key: change-1\r\n"));
      assertTrue(works.requests().getFirst().contains("\r\nIdempotency-Key: change-1\r\n"));
      assertEquals(1, clients.unavailable());
      assertEquals(1, clients.repeated());
      assertEquals(0, clients.withoutRetryAfter());
      assertEquals(Map.of(), clients.unexpected());
    }
  }

  @Test
  void aBrokenConnectionLeadsToTheNextNodeToo() throws IOException {
    try (var dies = new ScriptedServer(peer -> peer.request());
        var works = new ScriptedServer(ACCEPTS)) {
      var clients = send(works, dies);

      assertEquals(1, clients.repeated());
      assertEquals(0, clients.unavailable());
    }
  }

  @Test
  void anAnswer503WithoutRetryAfterIsCounted() throws IOException {
    try (var away = new ScriptedServer(answers("503 Service Unavailable"));
        var works = new ScriptedServer(ACCEPTS)) {
      var clients = send(works, away);

      assertEquals(1, clients.withoutRetryAfter());
    }
  }

  @Test
  void anyOtherStatusIsUnexpectedAndEndsTheAttempts() throws IOException {
    try (var fails = new ScriptedServer(answers("500 Internal Server Error"))) {
      var clients = send(fails);

      assertEquals(Map.of(500, 1L), clients.unexpected());
      assertEquals(0, clients.repeated());
    }
  }

  /** Sends one change, to the second node first, and waits for its answer. */
  private RetryingClients send(ScriptedServer... nodes) {
    var pools = List.of(nodes).stream().map(node -> new ApiConnectionPool(loop, node.target(), 1));
    var ready = pools.toList();
    assertTrue(loop.runUntil(() -> ready.stream().allMatch(ApiConnectionPool::hasIdle), LIMIT));
    var clients = new RetryingClients(loop, ready, _ -> "/api/x");
    clients.send(0, new ApiRequest("POST", "/api/x", "{}", answer -> reply = answer));
    assertTrue(loop.runUntil(() -> reply != null, LIMIT));
    return clients;
  }

  private static Script answers(String status) {
    return peer -> {
      while (true) {
        peer.request();
        peer.answer(status);
      }
    };
  }
}
