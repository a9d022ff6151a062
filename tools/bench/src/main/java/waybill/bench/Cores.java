package waybill.bench;

import java.io.IOException;
import java.util.List;

/**
 * Which processor the server has and which the load, so that neither is slower because the other is
 * busy.
 *
 * @param server what a program is started by to be on its own
 */
public record Cores(String division, List<String> server) {

  /** The first is the server's, the second the load's, if somebody can see to that (Linux). */
  public static Cores divide() {
    var ourselves = Long.toString(ProcessHandle.current().pid());
    return succeeds("taskset", "-c", "0", "true")
            && succeeds("taskset", "-a", "-c", "-p", "1", ourselves)
        ? new Cores("server on core 0, load on core 1", List.of("taskset", "-c", "0"))
        : new Cores("server and load share all cores", List.of());
  }

  private static boolean succeeds(String... command) {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** A program on the server's core. */
  Program first(Program program) {
    return program.by(server);
  }
}
