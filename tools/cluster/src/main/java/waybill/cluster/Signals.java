package waybill.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;

/** Signals that Java cannot send. */
final class Signals {
  /** The pipe on its input ends when the process that holds the other end is gone. */
  private static final String WATCHDOG =
      """
      trap '' HUP INT TERM
      read -r _
      kill -9 $(cat "/proc/$1/task/$1/children") "$1"
      """;

  private Signals() {}

  static void send(String signal, List<ProcessHandle> processes) {
    var command = new ArrayList<>(List.of("sh", "-c", "kill -" + signal + " \"$@\"", "sh"));
    processes.forEach(it -> command.add(Long.toString(it.pid())));
    try {
      new ProcessBuilder(command).redirectError(Redirect.DISCARD).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Has a process and its children killed as soon as this JVM has ended, in whatever way. */
  static void endWithThisJvm(ProcessHandle process) {
    try {
      var pid = Long.toString(process.pid());
      var watchdog =
          new ProcessBuilder("sh", "-c", WATCHDOG, "sh", pid)
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start();
      var _ = process.onExit().thenRun(watchdog::destroyForcibly);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
