package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The clients of docs/clients.md live through cut connections, crashes and stops of the service.
 */
@ExtendWith({Browser.class, NodeClients.Condition.class})
final class StandardClientsIT {
  private static final int CUTS_BEFORE_A_KILL = 50;
  private static final int KILLS = 3;
  private static final int STOPS = 2;
  private static final int INSTANCES = 3;
  private static final long BETWEEN_CHANGES = Duration.ofMillis(50).toNanos();
  private static final String DRAIN = "PT0.5S";
  private static final Set<String> CONTROLS = Set.of("begins", "ready");
  private static final Path IN_BROWSER =
      Path.of("..", "tracking-web", "test", "clients", "browser.js");

  /** Each instance has a list of the words that it has heard, as in storm.js. */
  private static final String FOLLOW =
      """
      ([url, instances]) => {
        FUNCTION
        window.heard = Array.from({ length: instances }, () => {
          const words = [];
          follow(url, ["order.note_added", "ready", "reset"], ({ type, data }) =>
            words.push(type === "order.note_added" ? JSON.parse(data).data.text : type));
          return words;
        });
      }
      """;

  @TempDir Path data;
  private final long seed = Long.getLong("clients.seed", System.nanoTime());
  private volatile ServiceProcess service;
  private volatile int written;
  private volatile boolean enough;

  @Test
  @Timeout(value = 3, unit = TimeUnit.MINUTES)
  void everyClientHearsEachChangeOnceAndInOrder(Chromium chromium) throws Exception {
    System.out.println("StandardClientsIT: -Dclients.seed=" + seed);
    service = ServiceProcess.start(data, "WAYBILL_STREAM_DRAIN", DRAIN);
    var order = orderOfAda();
    try (var proxy = CuttableProxy.to(service.port());
        var ada = chromium.user(proxy.uri("/"))) {
      ada.errors().allow("Failed to load resource: net::ERR_");
      var page = ada.signIn("ada").open("/clock");
      var token = StaffTokens.token(proxy.uri("/"), "ada", StaffTokens.PASSWORD);
      var stream = proxy.uri("/api/customers/ada/events");
      try (var node = NodeClients.follow(stream, token, INSTANCES)) {
        followInBrowser(page, stream);
        awaitHeard("ready", node, page);

        var writer = Thread.startVirtualThread(() -> writeUntilEnough(order));
        cutAndKill(proxy);
        awaitCaughtUp(node, page);
        for (int i = 0; i < STOPS; i++) {
          service.terminate();
          service.awaitExit();
          restart(proxy);
          awaitCaughtUp(node, page);
        }
        enough = true;
        writer.join();
        awaitCaughtUp(node, page);

        var changes = IntStream.rangeClosed(1, written).mapToObj(String::valueOf).toList();
        heard(node, page)
            .forEach((client, words) -> assertEquals(changes, withoutControls(words), client));
      }
    } finally {
      enough = true;
      service.close();
    }
  }

  private String orderOfAda() throws IOException {
    service.post("/api/customers", "{\"id\":\"ada\",\"name\":\"Ada\",\"email\":\"a@example.org\"}");
    var placed = service.post("/api/orders", ConcurrentWriters.order("ada", "thing"));
    return RunningService.json(placed).get("id").textValue();
  }

  private static void followInBrowser(Page page, URI stream) throws IOException {
    var follow = Files.readString(IN_BROWSER).replace("export ", "");
    page.evaluate(FOLLOW.replace("FUNCTION", follow), List.of(stream.toString(), INSTANCES));
  }

  /** 20 changes a second; one without an answer is repeated until it has one. */
  private void writeUntilEnough(String order) {
    for (int i = 1; !enough; i++) {
      var note = "{\"type\":\"order.note_added\",\"text\":\"%d\"}".formatted(i);
      while (!isAcknowledged("/api/orders/" + order + "/events", note, "note-" + i)) {
        LockSupport.parkNanos(BETWEEN_CHANGES);
      }
      written = i;
      LockSupport.parkNanos(BETWEEN_CHANGES);
    }
  }

  private boolean isAcknowledged(String path, String note, String key) {
    try {
      return service.post(path, note, "Idempotency-Key", key).statusCode() == 201;
    } catch (IOException e) {
      return false;
    }
  }

  /** Streams are cut all the time, also those that catch up after a crash. */
  private void cutAndKill(CuttableProxy proxy) {
    var cuts = new RandomCuts(new Random(seed));
    proxy.cutStreams(cuts);
    for (int i = 1; i <= KILLS; i++) {
      int least = i * CUTS_BEFORE_A_KILL;
      Await.until(least + " cuts", () -> cuts.count() >= least);
      service.kill();
      restart(proxy);
    }
    proxy.cutNoMore();
  }

  /** While the service is away connections are refused. */
  private void restart(CuttableProxy proxy) {
    proxy.disconnect();
    service.close();
    var port = String.valueOf(service.port());
    service = ServiceProcess.start(data, "WAYBILL_STREAM_DRAIN", DRAIN, "SERVER_PORT", port);
    proxy.reconnect();
  }

  private void awaitCaughtUp(NodeClients node, Page page) {
    awaitHeard(String.valueOf(written), node, page);
  }

  private static void awaitHeard(String word, NodeClients node, Page page) {
    node.awaitHeard(word);
    page.waitForCondition(() ->
        page.evaluate("word => heard.every(words => words.includes(word))", word).equals(true));
  }

  private static Map<String, List<String>> heard(NodeClients node, Page page) {
    var heard = new TreeMap<>(node.heard());
    for (int i = 0; i < INSTANCES; i++) {
      var words = (List<?>) page.evaluate("i => heard[i]", i);
      heard.put("Chromium#" + (i + 1), words.stream().map(String.class::cast).toList());
    }
    return heard;
  }

  /** A reset stays: the test expects none. */
  private static List<String> withoutControls(List<String> words) {
    return words.stream().filter(word -> !CONTROLS.contains(word)).toList();
  }
}
