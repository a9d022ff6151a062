package waybill.health;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import waybill.json.Json;
import waybill.stream.Message;
import waybill.stream.Topic;
import waybill.tasks.PeriodicTask;

/**
 * How this node is, as its checks say. {@link HealthChecks} tells it to machines, and an event each
 * second to people.
 *
 * @param readiness the service is ready while all of these are empty; otherwise they say why not
 * @param degraded what is named and changes nothing, because another node would be no better
 * @param figures such as how many streams are open, by their names in the event
 */
public record Health(
    Map<String, Supplier<Optional<String>>> readiness,
    Map<String, Supplier<Optional<String>>> degraded,
    Map<String, LongSupplier> figures) {

  /** Of the events that say how this node is; the bus does not carry them to others. */
  public static final Topic TOPIC = new Topic("health");

  /** What the event says of one check: {@code up}, {@code degraded} or {@code down}. */
  private record Check(String name, String state, Optional<String> reason) {
    static Check of(String name, String otherwise, Optional<String> reason) {
      return new Check(name, reason.isEmpty() ? "up" : otherwise, reason);
    }
  }

  private record Figure(String name, long value) {}

  private record Data(String node, Instant time, List<Check> checks, List<Figure> figures) {}

  /** Ready while the database answers, streams are accepted and every periodic task succeeds. */
  public static Map<String, Supplier<Optional<String>>> readiness(
      Supplier<Optional<String>> databaseFailure,
      BooleanSupplier isDraining,
      List<PeriodicTask> tasks) {
    var checks = new LinkedHashMap<String, Supplier<Optional<String>>>();
    checks.put("database", databaseFailure);
    checks.put("streams", () -> unless(!isDraining.getAsBoolean(), "the service stops"));
    tasks.forEach(task ->
        checks.put(task.name(), () -> unless(task.healthy(), "the last run failed; see the log")));
    return checks;
  }

  private static Optional<String> unless(boolean healthy, String reason) {
    return healthy ? Optional.empty() : Optional.of(reason);
  }

  /** The event {@code health}; it names the node by its process and host. */
  public Message message(Instant time) {
    var checks = Stream.concat(checks(readiness, "down"), checks(degraded, "degraded")).toList();
    var measured =
        figures.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(it -> new Figure(it.getKey(), it.getValue().getAsLong()))
            .toList();
    var node = ManagementFactory.getRuntimeMXBean().getName();
    return new Message(TOPIC, 0, "health", Json.bytes(new Data(node, time, checks, measured)));
  }

  private static Stream<Check> checks(
      Map<String, Supplier<Optional<String>>> of, String otherwise) {
    return of.entrySet().stream().map(it -> Check.of(it.getKey(), otherwise, it.getValue().get()));
  }
}
