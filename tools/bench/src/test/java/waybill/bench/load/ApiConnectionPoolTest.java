package waybill.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import waybill.bench.load.ScriptedServer.Script;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ApiConnectionPoolTest {
  private static final long LIMIT = TimeUnit.SECONDS.toNanos(10);

  private final EventLoop loop = new EventLoop();

  /** The statuses of the answers and their bodies, or that there was none. */
  private final List<String> answers = new ArrayList<>();

  @AfterEach
  void close() {
    loop.close();
  }

  @Test
  void requestsWaitInOrderForAFreeConnection() throws IOException {
    var gate = new CountDownLatch(1);
    Script echo =
        peer -> {
          while (true) {
            var path = peer.request().split(" ", -1)[1];
            gate.await();
            peer.send(answer("200 OK", path));
          }
        };

    try (var server = new ScriptedServer(echo)) {
      var pool = new ApiConnectionPool(loop, server.target(), 1);
      get(pool, "/1", "/2", "/3");
      assertTrue(loop.runUntil(() -> server.requests().size() == 1, LIMIT));
      assertEquals(2, pool.waiting());

      gate.countDown();
      await(3);
    }
    assertEquals(List.of("200 /1", "200 /2", "200 /3"), answers);
  }

  @Test
  void anAnswerMayComeInTwoPiecesOfAnySize() throws IOException {
    var text = answer("201 Created", "x".repeat(9));
    Script pieces =
        peer -> {
          for (int cut = 1; cut < text.length(); cut++) {
            peer.request();
            peer.send(text.substring(0, cut));
            peer.send(text.substring(cut));
          }
        };

    try (var server = new ScriptedServer(pieces)) {
      var pool = new ApiConnectionPool(loop, server.target(), 1);
      for (int cut = 1; cut < text.length(); cut++) {
        get(pool, "/" + cut);
      }
      await(text.length() - 1);
    }
    assertEquals(List.of("201 xxxxxxxxx"), answers.stream().distinct().toList());
  }

  @Test
  void anAnswerMayBeLong() throws IOException {
    var body = "0123456789".repeat(50_000);

    try (var server = new ScriptedServer(says(answer("200 OK", body)))) {
      get(new ApiConnectionPool(loop, server.target(), 1), "/");
      await(1);
    }
    assertEquals(List.of("200 " + body), answers);
  }

  @Test
  void afterAPauseNoRequestIsSentOnAClosedConnection() throws Exception {
    var closed = new CountDownLatch(1);
    Script closesOnceItAnswered =
        peer -> {
          peer.request();
          peer.send(answer("200 OK", "first"));
          peer.close();
          closed.countDown();
        };

    try (var server = new ScriptedServer(closesOnceItAnswered, says(answer("200 OK", "second")))) {
      var pool = new ApiConnectionPool(loop, server.target(), 1);
      get(pool, "/");
      await(1);
      closed.await();
      loop.at(System.nanoTime(), () -> get(pool, "/"));
      await(2);
    }
    assertEquals(List.of("200 first", "200 second"), answers);
  }

  @Test
  void anAnswerWithoutContentHasNoLength() throws IOException {
    try (var server = new ScriptedServer(says("HTTP/1.1 204 No Content\r\n\r\n"))) {
      get(new ApiConnectionPool(loop, server.target(), 1), "/", "/");
      await(2);
    }
    assertEquals(List.of("204 ", "204 "), answers);
  }

  @Test
  void anUnreadableAnswerCountsAsNone() throws IOException {
    try (var server = new ScriptedServer(says("HTTP/1.1 200 OK\r\n\r\n"))) {
      get(new ApiConnectionPool(loop, server.target(), 1), "/");
      await(1);
    }
    assertEquals(List.of("none"), answers);
  }

  @Test
  void aBrokenConnectionLosesItsRequestAndIsReplaced() throws IOException {
    Script diesWithinAnAnswer =
        peer -> {
          peer.request();
          peer.send("HTTP/1.1 201 Created\r\nContent-Length: 10\r\n\r\n{");
        };

    try (var server = new ScriptedServer(diesWithinAnAnswer, says(answer("201 Created", "{}")))) {
      get(new ApiConnectionPool(loop, server.target(), 1), "/1", "/2");
      await(2);
      assertEquals(2, server.requests().size());
      assertEquals(2, server.connections());
    }
    assertEquals(List.of("none", "201 {}"), answers);
  }

  @Test
  void aBrokenIdleConnectionIsReplacedByOne() throws IOException {
    var bye = new CountDownLatch(1);
    Script leaves =
        peer -> {
          peer.request();
          peer.send(answer("200 OK", "first"));
          bye.await();
        };

    try (var server = new ScriptedServer(leaves, says(answer("200 OK", "second")))) {
      var pool = new ApiConnectionPool(loop, server.target(), 1);
      get(pool, "/");
      await(1);
      bye.countDown();
      assertTrue(loop.runUntil(() -> server.connections() == 2, LIMIT));
      loop.run(TimeUnit.MILLISECONDS.toNanos(5));

      get(pool, "/", "/");
      await(3);
    }
    assertEquals(List.of("200 first", "200 second", "200 second"), answers);
  }

  @Test
  void aRequestHasItsTokenAndItsLength() throws IOException {
    try (var server = new ScriptedServer(says(answer("200 OK", "")))) {
      var pool = new ApiConnectionPool(loop, server.target(), 1);
      pool.send(new ApiRequest("POST", "/api/x", "{\"city\":\"Köln\"}", this::answered));
      await(1);

      var request = server.requests().getFirst();
      assertTrue(request.startsWith("POST /api/x HTTP/1.1\r\nHost: 127.0.0.1:"));
      assertTrue(request.contains("\r\nAuthorization: Bearer token\r\n"));
      assertTrue(request.endsWith("\r\nContent-Length: 16\r\n\r\n{\"city\":\"Köln\"}"));
    }
  }

  private void get(ApiConnectionPool pool, String... paths) {
    for (var path : paths) {
      pool.send(new ApiRequest("GET", path, "", this::answered));
    }
  }

  private void answered(ApiRequest.Reply reply) {
    answers.add(reply == null ? "none" : reply.status() + " " + reply.text());
  }

  private void await(int count) {
    assertTrue(loop.runUntil(() -> answers.size() == count, LIMIT));
  }

  private static String answer(String status, String body) {
    return "HTTP/1.1 %s\r\nContent-Length: %d\r\n\r\n%s".formatted(status, body.length(), body);
  }

  private static Script says(String answer) {
    return peer -> {
      while (true) {
        peer.request();
        peer.send(answer);
      }
    };
  }
}
