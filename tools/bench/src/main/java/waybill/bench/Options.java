package waybill.bench;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the command line asks for.
 *
 * @param pages how many pages; empty: as many as the scenario needs
 * @param seconds the length of a step; empty: as long as the scenario needs
 * @param rates changes per second, one step each
 * @param url a service that runs already; empty: the measurement starts its own
 * @param user the staff account of that service; its password is in WAYBILL_BENCH_PASSWORD
 * @param jvm further options for the JVM of the measurement's own service
 * @param program the folder of that service's waybill.jar
 * @param seed chooses the faults of {@code chaos}
 * @param bus between nodes; empty: as the scenario needs
 * @param isolation of the transactions in PostgreSQL
 * @param out the folder of reports, data and logs
 */
public record Options(
    String scenario,
    Optional<Integer> pages,
    Optional<Integer> seconds,
    List<Integer> rates,
    Optional<URI> url,
    String user,
    List<String> jvm,
    Path program,
    long seed,
    Optional<String> bus,
    String isolation,
    Path out) {

  static final String HELP =
      """
      ProcessUsage: tools/bench/run SCENARIO [options]

        --pages N         streams to open
        --seconds N       length of one step
        --minutes N       the same in minutes
        --rates A,B,..    changes per second, one step each
        --jvm "OPTIONS"   further JVM options for the service
        --program FOLDER  measure the waybill.jar in this folder (default: order-service/target)
        --bus NAME        between nodes: postgres, redis, none (loses everything)
        --isolation NAME  of transactions: read-committed or serializable
        --seed N          chooses the faults (default: the time)
        --url URL         measure a service that runs already (without its CPU and memory)
        --user NAME       its staff account; WAYBILL_BENCH_PASSWORD has the password
        --out FOLDER      where reports go (default: target/bench)
      """;

  private static final Set<String> NAMES =
      Set.of(
          "--pages",
          "--seconds",
          "--minutes",
          "--rates",
          "--jvm",
          "--program",
          "--bus",
          "--isolation",
          "--seed",
          "--url",
          "--user",
          "--out");

  private static final List<String> BUSES = List.of("postgres", "redis", "none");
  private static final List<String> LEVELS = List.of("read-committed", "serializable");

  /**
   * Reads a command line.
   *
   * @throws IllegalArgumentException naming what is wrong
   */
  static Options parse(String... args) {
    if (args.length == 0 || args[0].startsWith("-")) {
      throw new IllegalArgumentException("which scenario?");
    }
    var values = values(Arrays.asList(args).subList(1, args.length));
    return new Options(
        args[0],
        Optional.ofNullable(values.get("--pages")).map(value -> number("--pages", value)),
        Optional.ofNullable(values.get("--seconds"))
            .map(value -> number("--seconds", value))
            .or(() ->
                Optional.ofNullable(values.get("--minutes"))
                    .map(value -> 60 * number("--minutes", value))),
        Optional.ofNullable(values.get("--rates")).map(Options::rates).orElse(List.of()),
        Optional.ofNullable(values.get("--url")).map(Options::http),
        values.getOrDefault("--user", ServerProcess.ADMIN),
        words(values.getOrDefault("--jvm", "")),
        Path.of(values.getOrDefault("--program", "order-service/target")),
        Optional.ofNullable(values.get("--seed"))
            .map(value -> (long) number("--seed", value))
            .orElseGet(() -> System.currentTimeMillis() % 1_000_000),
        Optional.ofNullable(values.get("--bus")).map(value -> oneOf("--bus", BUSES, value)),
        oneOf("--isolation", LEVELS, values.getOrDefault("--isolation", LEVELS.getFirst())),
        Path.of(values.getOrDefault("--out", "target/bench")));
  }

  private static Map<String, String> values(List<String> args) {
    var values = new LinkedHashMap<String, String>();
    for (int i = 0; i < args.size(); i += 2) {
      var name = args.get(i);
      if (i + 1 == args.size()) {
        throw new IllegalArgumentException(name + " needs a value");
      }
      if (!NAMES.contains(name)) {
        throw new IllegalArgumentException("unknown option: " + name);
      }
      values.put(name, args.get(i + 1));
    }
    return values;
  }

  private static List<String> words(String text) {
    return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
  }

  private static URI http(String value) {
    try {
      var url = new URI(value);
      if ("http".equals(url.getScheme()) && url.getHost() != null) {
        return url;
      }
    } catch (URISyntaxException e) {
      // Leads to the same message as another scheme.
    }
    throw new IllegalArgumentException("--url needs http://host:port, not " + value);
  }

  private static String oneOf(String name, List<String> known, String value) {
    if (known.contains(value)) {
      return value;
    }
    throw new IllegalArgumentException(name + " needs one of " + known + ", not " + value);
  }

  private static List<Integer> rates(String value) {
    return Arrays.stream(value.split(",", -1)).map(text -> number("--rates", text)).toList();
  }

  private static int number(String name, String value) {
    try {
      int number = Integer.parseInt(value);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Leads to the same message as a number that is too small.
    }
    throw new IllegalArgumentException(name + " needs a number above 0, not " + value);
  }

  /** The same with another folder for reports, data and logs. */
  public Options into(Path folder) {
    return new Options(
        scenario, pages, seconds, rates, url, user, jvm, program, seed, bus, isolation, folder);
  }

  /** The same with one more option for the JVM of the measurement's own service. */
  public Options plus(String option) {
    var all = new ArrayList<>(jvm);
    all.add(option);
    return new Options(
        scenario, pages, seconds, rates, url, user, all, program, seed, bus, isolation, out);
  }
}
