package waybill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What open streams cost this process.
 *
 * @param topics something is delivered under
 * @param threads virtual ones too
 * @param descriptors open files and sockets; 0 where the system does not tell
 */
record ResourceUsage(int streams, int topics, long threads, long descriptors) {
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  static ResourceUsage of(RunningService service) {
    var streams = service.waybill().hub();
    try {
      return new ResourceUsage(streams.size(), streams.topics(), Threads.count(), descriptorsNow());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long descriptorsNow() throws IOException {
    if (!Files.isDirectory(DESCRIPTORS)) {
      return 0;
    }
    try (var open = Files.list(DESCRIPTORS)) {
      return open.count();
    }
  }

  /** Bytes that are still in use after everything unused was collected. */
  static long usedHeap() {
    var memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }

  /** Waits until a service costs no more than this, a few pooled threads and connections apart. */
  void awaitBackTo(RunningService service, int tolerance) {
    Await.until("it is back to " + this, () -> of(service).isAtMost(this, tolerance));
  }

  private boolean isAtMost(ResourceUsage other, int tolerance) {
    return streams <= other.streams
        && topics <= other.topics
        && threads <= other.threads + tolerance
        && descriptors <= other.descriptors + tolerance;
  }
}
