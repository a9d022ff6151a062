package waybill.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A server in a process of its own, usually the packaged service, with its data in a folder. */
public final class ServerProcess {
  static final String ADMIN = "admin";

  private static final Pattern USED = Pattern.compile("\\bused (\\d+)([KM])");

  private final ServerProgram program;
  private final Path folder;
  private final Map<String, String> settings = new TreeMap<>();
  private final int port = freePort();
  private final int managementPort = freePort();
  private Process process;

  /**
   * Starts it.
   *
   * @param folder for data and log; data in it is used again
   */
  ServerProcess(ServerProgram program, Path folder, Map<String, String> settings) {
    this.program = program;
    this.folder = folder;
    this.settings.putAll(
        Map.of(
            "SERVER_PORT",
            Integer.toString(port),
            "WAYBILL_MANAGEMENT_PORT",
            Integer.toString(managementPort),
            "WAYBILL_DATA",
            data().toString(),
            "WAYBILL_ADMIN_PASSWORD",
            "load-" + Long.toHexString(System.nanoTime()),
            // Ten thousand pages of one machine and one token stand for ten thousand people.
            "WAYBILL_LIMITS_CREDENTIAL",
            "100000",
            "WAYBILL_LIMITS_ADDRESS",
            "100000",
            "WAYBILL_LIMITS_NODE",
            "100000"));
    this.settings.putAll(settings);
    this.process = launch();
    // The process must not outlive a measurement that fails.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> process.destroyForcibly()));
  }

  private Process launch() {
    var builder = new ProcessBuilder(program.command()).redirectErrorStream(true);
    builder.environment().putAll(settings);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    try {
      Files.createDirectories(folder);
      return builder.start();
    } catch (IOException e) {
      throw new IllegalStateException("the service cannot be started: " + e.getMessage(), e);
    }
  }

  /** Writes a line to the standard input of the program. */
  public void tell(String line) {
    try {
      var input = process.getOutputStream();
      input.write((line + "\n").getBytes(UTF_8));
      input.flush();
    } catch (IOException e) {
      throw new IllegalStateException("the server has ended; see " + log(), e);
    }
  }

  /** Starts it again, with the same settings and data. */
  public void restart() {
    process = launch();
  }

  /** Kills it as {@code kill -9} does. */
  public void kill() {
    process.destroyForcibly();
    await(Duration.ofSeconds(10));
  }

  /** Sends it SIGTERM, as an operator does. */
  public void terminate() {
    process.destroy();
  }

  /** Waits for its end. */
  public boolean await(Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Its usage of the machine now. */
  public ProcessUsage usage() {
    return ProcessUsage.of(process.toHandle());
  }

  /** Whether it uses the AOT cache of the packaging, in words. */
  String cache() {
    return program.cacheIn(process.toHandle());
  }

  /** Runs a command of the JDK's jcmd on it and returns the output. */
  public String jcmd(String command) {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    var builder =
        new ProcessBuilder(jcmd, Long.toString(process.pid()), command).redirectErrorStream(true);
    try {
      return new String(builder.start().getInputStream().readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("jcmd: " + e.getMessage(), e);
    }
  }

  /**
   * The used heap in KiB; after {@code GC.run} only reachable objects count.
   *
   * @throws IllegalStateException if the output of jcmd has no such figure
   */
  public long heap() {
    var info = jcmd("GC.heap_info");
    var used = USED.matcher(info);
    if (!used.find()) {
      throw new IllegalStateException("jcmd GC.heap_info: " + info);
    }
    return Long.parseLong(used.group(1)) * (used.group(2).equals("M") ? 1024 : 1);
  }

  /** The folder of its database. */
  public Path data() {
    return folder.resolve("data");
  }

  /** The file of its output. */
  Path log() {
    return folder.resolve("server.log");
  }

  /** Where it listens. */
  public URI base() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** The address of its health checks. */
  public URI health() {
    return URI.create("http://127.0.0.1:" + managementPort + "/observe/health");
  }

  String password() {
    return settings.getOrDefault("WAYBILL_ADMIN_PASSWORD", "");
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
