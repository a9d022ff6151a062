package waybill.bench;

import java.io.IOException;
import java.util.List;

/**
 * The processors of the server and of the load: apart, so that neither slows the other down.
 *
 * @param server the command that starts a program on the server's processor
 */
public record CoreAssignment(String division, List<String> server) {

  /** The server gets the first core and the load the second, where taskset can do that (Linux). */
  public static CoreAssignment divide() {
    var thisProcess = Long.toString(ProcessHandle.current().pid());
    return succeeds("taskset", "-c", "0", "true")
            && succeeds("taskset", "-a", "-c", "-p", "1", thisProcess)
        ? new CoreAssignment("server on core 0, load on core 1", List.of("taskset", "-c", "0"))
        : new CoreAssignment("server and load share all cores", List.of());
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
  ServerProgram first(ServerProgram program) {
    return program.by(server);
  }
}
