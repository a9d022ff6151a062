package waybill.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A server that is one command. Its output goes into a file. */
public final class ChildProcess implements Server {
  private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);

  private final String name;
  private final List<String> command;
  private final Map<String, String> environment;
  private final Path log;
  private final int port;
  private Optional<Process> process = Optional.empty();

  /**
   * Does not start it yet.
   *
   * @param environment is added to that of this process, without the settings of Waybill in it
   * @param folder of its log; it must exist
   * @param port where the command listens
   */
  public ChildProcess(
      String name, List<String> command, Map<String, String> environment, Path folder, int port) {
    this.name = name;
    this.command = command;
    this.environment = environment;
    this.log = folder.resolve(name + ".log");
    this.port = port;
  }

  /** A port that is free now. */
  public static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int port() {
    return port;
  }

  public Path log() {
    return log;
  }

  @Override
  public List<ProcessHandle> processes() {
    return process.map(Process::toHandle).stream().toList();
  }

  @Override
  public void start() {
    launch();
    awaitListening();
  }

  /** Starts it without waiting. */
  public void launch() {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(it -> it.matches("(WAYBILL|SERVER|DB)_.*"));
    builder.environment().putAll(environment);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      var started = builder.start();
      process = Optional.of(started);
      Signals.endWithThisJvm(started.toHandle());
    } catch (IOException e) {
      throw new IllegalStateException(name + " cannot be started: " + e.getMessage(), e);
    }
  }

  /**
   * Waits until it listens.
   *
   * @throws IllegalStateException if it has ended, or does not listen in time
   */
  public void awaitListening() {
    long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
    while (!isAlive() || !listens(port)) {
      if (!isAlive()) {
        throw new IllegalStateException(name + " has ended; see " + log);
      }
      if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException(name + " does not listen; see " + log);
      }
      LockSupport.parkNanos(20_000_000);
    }
  }

  /** Whether anything listens on this loopback port. */
  public static boolean listens(int port) {
    try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void stop() {
    terminate();
    process.ifPresent(this::awaitEnd);
  }

  /** Sends SIGTERM and does not wait. */
  public void terminate() {
    process.ifPresent(Process::destroy);
  }

  private void awaitEnd(Process running) {
    try {
      if (!running.waitFor(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
