package waybill.bench;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What was asked for on the command line.
 *
 * @param pages how many pages; empty: as many as the scenario is about
 * @param seconds how long a step takes; empty: as long as the scenario needs
 * @param rates changes per second, one step each
 * @param url a service that runs already; empty: one of our own
 * @param user its staff account, whose password is in WAYBILL_BENCH_PASSWORD
 * @param jvm further options for the JVM of our own service
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
    Path out) {

  /** What the command line understands. */
  static final String HELP =
      """
      Usage: tools/bench/run SCENARIO [options]

        --pages N        streams to open
        --seconds N      length of one step
        --rates A,B,..   changes a second, one step each
        --jvm "OPTIONS"  further JVM options for the service
        --url URL        measure a service that runs already (its CPU and memory are not seen then)
        --user NAME      its staff account; the password is taken from WAYBILL_BENCH_PASSWORD
        --out FOLDER     where reports go (default: target/bench)
      """;

  /**
   * Reads a command line.
   *
   * @throws IllegalArgumentException naming what is wrong
   */
  static Options parse(String... args) {
    if (args.length == 0 || args[0].startsWith("-")) {
      throw new IllegalArgumentException("which scenario?");
    }
    var options =
        new Options(
            args[0],
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Server.ADMIN,
            List.of(),
            Path.of("order-service", "target"),
            Path.of("target", "bench"));
    var rest = new ArrayList<>(Arrays.asList(args).subList(1, args.length));
    while (!rest.isEmpty()) {
      var name = rest.removeFirst();
      if (rest.isEmpty()) {
        throw new IllegalArgumentException(name + " needs a value");
      }
      options = options.with(name, rest.removeFirst());
    }
    return options;
  }

  private Options with(String name, String value) {
    return switch (name) {
      case "--pages" ->
          new Options(
              scenario,
              Optional.of(number(name, value)),
              seconds,
              rates,
              url,
              user,
              jvm,
              program,
              out);
      case "--seconds" ->
          new Options(
              scenario,
              pages,
              Optional.of(number(name, value)),
              rates,
              url,
              user,
              jvm,
              program,
              out);
      case "--rates" ->
          new Options(scenario, pages, seconds, numbers(name, value), url, user, jvm, program, out);
      case "--url" ->
          new Options(
              scenario,
              pages,
              seconds,
              rates,
              Optional.of(http(name, value)),
              user,
              jvm,
              program,
              out);
      case "--user" -> new Options(scenario, pages, seconds, rates, url, value, jvm, program, out);
      case "--jvm" ->
          new Options(
              scenario,
              pages,
              seconds,
              rates,
              url,
              user,
              value.isBlank() ? List.of() : List.of(value.strip().split("\\s+")),
              program,
              out);
      case "--program" ->
          new Options(scenario, pages, seconds, rates, url, user, jvm, Path.of(value), out);
      case "--out" ->
          new Options(scenario, pages, seconds, rates, url, user, jvm, program, Path.of(value));
      default -> throw new IllegalArgumentException("unknown option: " + name);
    };
  }

  private static URI http(String name, String value) {
    try {
      var url = new URI(value);
      if ("http".equals(url.getScheme()) && url.getHost() != null) {
        return url;
      }
    } catch (URISyntaxException e) {
      // the same answer as for another scheme
    }
    throw new IllegalArgumentException(name + " needs http://host:port, not " + value);
  }

  /** The same with another folder for reports, data and logs. */
  public Options into(Path folder) {
    return new Options(scenario, pages, seconds, rates, url, user, jvm, program, folder);
  }

  /** The same with one more option for the JVM of our own service. */
  public Options plus(String option) {
    var all = new ArrayList<>(jvm);
    all.add(option);
    return new Options(scenario, pages, seconds, rates, url, user, all, program, out);
  }

  private static List<Integer> numbers(String name, String value) {
    return Arrays.stream(value.split(",", -1)).map(text -> number(name, text)).toList();
  }

  private static int number(String name, String value) {
    try {
      int number = Integer.parseInt(value);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // the same answer as for a number that is too small
    }
    throw new IllegalArgumentException(name + " needs a number above 0, not " + value);
  }
}
