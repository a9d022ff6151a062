package waybill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** A proxy in its own process, in front of a service of a test. */
final class RunningProxy implements AutoCloseable {
  private final Process process;
  private final URI address;
  private final Path output;

  private RunningProxy(Process process, URI address, Path output) {
    this.process = process;
    this.address = address;
    this.output = output;
  }

  /** Runs the command and returns when the proxy listens. */
  static RunningProxy launch(List<String> command, URI address, Path folder) {
    var output = folder.resolve("output.log");
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("XDG_CONFIG_HOME", folder.toString());
    builder.environment().put("XDG_DATA_HOME", folder.toString());
    try {
      var process = builder.redirectOutput(output.toFile()).start();
      var running = new RunningProxy(process, address, output);
      running.awaitListening(command.getFirst());
      return running;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitListening(String program) {
    try {
      Await.until(program + " listens", this::listens);
    } catch (AssertionError e) {
      close();
      throw e;
    }
  }

  private boolean listens() {
    if (!process.isAlive()) {
      throw new AssertionError("ended with " + process.exitValue() + ", see " + output);
    }
    try (var _ = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  URI uri(String path) {
    return address.resolve(path);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
