package waybill.cluster;

import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server of a cluster, on a loopback port, in processes that end when this one does. */
public interface Server extends AutoCloseable {
  /** For people and for the name of its log. */
  String name();

  /** Where it listens; the same after each start. */
  int port();

  /** Returns when it listens. */
  void start();

  /** Stops it as an operator does, and returns when it has ended. */
  void stop();

  /** Its processes, the main one first; empty if it was never started. */
  List<ProcessHandle> processes();

  /** The main process, also of one that has ended. */
  default ProcessHandle process() {
    return processes().getFirst();
  }

  default boolean isAlive() {
    return processes().stream().findFirst().filter(ProcessHandle::isAlive).isPresent();
  }

  /** Ends it as {@code kill -9} does. */
  default void kill() {
    var all = processes();
    all.forEach(ProcessHandle::destroyForcibly);
    // a process that its dead parent cannot collect counts as alive for ever
    all.forEach(it -> it.onExit().completeOnTimeout(it, 1, TimeUnit.SECONDS).join());
  }

  /** Stops and starts it, as an operator does. */
  default void restart() {
    stop();
    start();
  }

  /** Lets it hang: its connections stay open, and it answers nothing. */
  default void suspend() {
    Signals.send("STOP", processes());
  }

  /** Lets it go on after {@link #suspend}. */
  default void resume() {
    Signals.send("CONT", processes());
  }

  /** Stops it if it runs, also while it hangs. */
  @Override
  default void close() {
    if (isAlive()) {
      resume();
      stop();
    }
  }
}
