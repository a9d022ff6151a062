package waybill.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import waybill.bench.report.Report.Fact;
import waybill.cluster.PackagedService;

/** Where and with what a measurement is made; without that its figures mean nothing later. */
public final class Machine {
  private Machine() {}

  static List<Fact> facts(Options options, String... args) {
    return List.of(
        new Fact("date", ZonedDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS) + ""),
        new Fact("command", "tools/bench/run " + String.join(" ", args)),
        new Fact("commit", commit()),
        new Fact("machine", machine()),
        new Fact("kernel", property("os.name") + " " + property("os.version")),
        new Fact("JDK", property("java.vm.vendor") + " " + property("java.runtime.version")),
        new Fact("service", service(options)));
  }

  /** How many files and sockets one process may have open; unlimited if the system has no limit. */
  public static int descriptors() {
    return value(Path.of("/proc/self/limits"), "Max open files")
        .map(text -> text.strip().split("\\s+", 2)[0])
        .filter(text -> text.matches("\\d{1,9}"))
        .map(Integer::parseInt)
        .orElse(Integer.MAX_VALUE);
  }

  private static String machine() {
    var memory =
        value(Path.of("/proc/meminfo"), "MemTotal")
            .map(text -> Long.parseLong(text.replaceAll("\\D", "")) / (1024 * 1024) + " GiB")
            .orElse("memory unknown");
    var model =
        value(Path.of("/proc/cpuinfo"), "model name")
            .map(text -> text.replaceFirst("^[\\s:]+", ""))
            .orElse(property("os.arch"));
    return "%s, %d cores, %s".formatted(model, Runtime.getRuntime().availableProcessors(), memory);
  }

  private static Optional<String> value(Path file, String name) {
    if (!Files.isReadable(file)) {
      return Optional.empty();
    }
    try (var lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(name))
          .findFirst()
          .map(line -> line.substring(name.length()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String commit() {
    var head = git("rev-parse", "--short=12", "HEAD");
    if (head.isEmpty()) {
      return "unknown";
    }
    return git("status", "--porcelain").isEmpty() ? head : head + "+changes";
  }

  /** The output of git; empty without git or a repository. */
  private static String git(String... arguments) {
    var command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      return new String(builder.start().getInputStream().readAllBytes(), UTF_8).strip();
    } catch (IOException e) {
      return "";
    }
  }

  private static String service(Options options) {
    if (options.url().isPresent()) {
      return "runs at " + options.url().get();
    }
    var packaged = new PackagedService(options.program()).packaged();
    try {
      var lines = Files.exists(packaged) ? Files.readAllLines(packaged) : List.<String>of();
      return lines.stream()
              .filter(line -> line.startsWith("-") && !line.startsWith("-Xlog"))
              .collect(Collectors.joining(" "))
          + " "
          + String.join(" ", options.jvm());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }
}
