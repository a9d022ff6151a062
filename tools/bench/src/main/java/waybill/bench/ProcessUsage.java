package waybill.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The usage of the machine by a process, as Linux counts it.
 *
 * @param cpu user and system time since its start
 * @param rss resident memory in KiB
 */
public record ProcessUsage(Duration cpu, long rss, int threads, int descriptors) {

  /** Zeros where there is no {@code /proc}. */
  public static ProcessUsage of(ProcessHandle process) {
    var cpu = process.info().totalCpuDuration().orElse(Duration.ZERO);
    var folder = Path.of("/proc", Long.toString(process.pid()));
    if (!Files.isDirectory(folder)) {
      return new ProcessUsage(cpu, 0, 0, 0);
    }
    try (var descriptors = Files.list(folder.resolve("fd"))) {
      var status = Files.readString(folder.resolve("status"));
      return new ProcessUsage(
          cpu,
          number(status, "VmRSS:"),
          (int) number(status, "Threads:"),
          (int) descriptors.count());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of both together. */
  ProcessUsage plus(ProcessUsage other) {
    return new ProcessUsage(
        cpu.plus(other.cpu),
        rss + other.rss,
        threads + other.threads,
        descriptors + other.descriptors);
  }

  private static long number(String status, String name) {
    return status
        .lines()
        .filter(line -> line.startsWith(name))
        .map(line -> line.replaceAll("\\D", ""))
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElse(0);
  }

  /** Microseconds of processor time since an earlier usage of the same process. */
  public double microsSince(ProcessUsage earlier) {
    return cpu.minus(earlier.cpu).toNanos() / 1e3;
  }
}
