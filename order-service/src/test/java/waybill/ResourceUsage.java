package waybill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The resources that this process uses for open streams.
 *
 * @param topics topics with at least one stream
 * @param threads platform and virtual threads
 * @param descriptors open files and sockets; 0 if the system does not say
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

  /** Bytes in use after garbage collection. */
  static long usedHeap() {
    var memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }

  /** Waits until the service uses no more than this, plus a few pooled threads and connections. */
  void awaitBackTo(RunningService service, int tolerance) {
    Await.until(
        "the resource usage is back to " + this, () -> of(service).isAtMost(this, tolerance));
  }

  private boolean isAtMost(ResourceUsage other, int tolerance) {
    return streams <= other.streams
        && topics <= other.topics
        && threads <= other.threads + tolerance
        && descriptors <= other.descriptors + tolerance;
  }
}
