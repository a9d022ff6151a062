package waybill.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.stream.Collectors;
import waybill.bench.report.Report;
import waybill.bench.report.Reports;
import waybill.bench.scenario.Scenario;

/** Runs one scenario, prints its report and keeps it. */
public final class Bench {
  private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  private Bench() {}

  /**
   * Ends with 0, or 1 when a target was missed, 2 for a wrong command, 3 if nothing was measured.
   */
  public static void main(String[] args) {
    if (args.length == 0 || args[0].equals("--help")) {
      System.out.println(help());
      return;
    }
    try {
      System.exit(run(args) ? 0 : 1);
    } catch (IllegalArgumentException e) {
      System.err.println("bench: " + e.getMessage() + "\n\n" + help());
      System.exit(2);
    } catch (IllegalStateException | IOException e) {
      System.err.println("bench: " + e.getMessage());
      System.exit(3);
    }
  }

  private static boolean run(String... args) throws IOException {
    var asked = Options.parse(args);
    var scenario = Scenario.all().get(asked.scenario());
    if (scenario == null) {
      throw new IllegalArgumentException("no scenario is called " + asked.scenario());
    }
    var options = asked.into(folder(asked));
    // Asked for before the run: a commit made meanwhile is not what was measured.
    var facts = new ArrayList<>(Machine.facts(options, args));
    var found = scenario.run(options);
    facts.addAll(found.facts());
    var report =
        new Report(
            found.scenario(),
            found.claim(),
            facts,
            found.tables(),
            found.charts(),
            found.verdicts());
    System.out.println(Reports.write(report, options.out()));
    System.out.println(options.out().resolve("report.html"));
    System.out.println(options.out().resolve("report.json"));
    return report.met();
  }

  private static Path folder(Options options) {
    return options
        .out()
        .resolve(options.scenario() + "-" + NAME.format(LocalDateTime.now(ZoneId.systemDefault())));
  }

  private static String help() {
    return Scenario.all().entrySet().stream()
        .map(e -> "  %-9s %s".formatted(e.getKey(), e.getValue().claim()))
        .collect(Collectors.joining("\n", Options.HELP + "\nScenarios:\n", ""));
  }
}
