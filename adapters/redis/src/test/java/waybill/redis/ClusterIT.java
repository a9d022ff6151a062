package waybill.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import waybill.Await;
import waybill.cluster.ChildProcess;

/** {@code ./run cluster} as a reader starts it. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class ClusterIT {
  @Test
  void aPageGoesOnWhenNodesAndTheBusAreKilledAndNothingIsLeftAfterTheEnd() {
    int port = ChildProcess.freePort();
    var processes = new ArrayList<ProcessHandle>();
    try (var cluster = RunCommand.start(Map.of(), "cluster", "--port", "" + port)) {
      var heading = cluster.await("of Waybill.*: (http://127.0.0.1:\\d+)");
      assertTrue(heading.group().contains("HAProxy") || !"true".equals(System.getenv("CI")));
      var nodes = List.of(process(cluster, "node-1"), process(cluster, "node-2"));
      var redis = process(cluster, "redis");
      processes.addAll(nodes);
      processes.addAll(List.of(redis, process(cluster, "postgresql")));
      var staff = new StaffClient(URI.create(heading.group(1)));
      try (var page = staff.page()) {
        Await.until("the page is open", () -> page.opened() == 1);

        for (var node : nodes) {
          node.destroyForcibly();
          assertArrives("after the end of " + node.pid(), staff, page);
          processes.add(process(cluster, "runs again"));
        }
        redis.destroyForcibly();
        assertArrives("without a bus", staff, page);

        assertTrue(page.opened() > 1);
        assertFalse(page.contains("event: reset"));
        var numbers = page.numbers();
        int first = numbers.getFirst();
        assertEquals(IntStream.range(first, first + numbers.size()).boxed().toList(), numbers);
      }
    }
    assertEquals(List.of(), processes.stream().filter(ProcessHandle::isAlive).toList());
    assertFalse(ChildProcess.listens(port));
  }

  private static ProcessHandle process(RunCommand cluster, String line) {
    var pid = cluster.await(line + ".*kill -\\w+ (\\d+)").group(1);
    return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }

  private static void assertArrives(String text, StaffClient staff, ReconnectingPage page) {
    staff.note(text);
    Await.until("the page shows: " + text, () -> page.contains(text));
  }
}
