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

/** A server of our own in a process, as a rule the packaged service, with its data in a folder. */
public final class Server {
  static final String ADMIN = "admin";

  private static final Pattern USED = Pattern.compile("\\bused (\\d+)([KM])");

  private final Program program;
  private final Path folder;
  private final Map<String, String> settings = new TreeMap<>();
  private final int port = freePort();
  private final int managementPort = freePort();
  private Process process;

  /**
   * Starts it.
   *
   * @param folder for data and log; what is in it is used again
   */
  Server(Program program, Path folder, Map<String, String> settings) {
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
            // ten thousand pages of one machine and one token stand for those of ten thousand
            // people
            "WAYBILL_LIMITS_CREDENTIAL",
            "100000",
            "WAYBILL_LIMITS_ADDRESS",
            "100000",
            "WAYBILL_LIMITS_NODE",
            "100000"));
    this.settings.putAll(settings);
    this.process = launch();
    // whatever becomes of the measurement, its service does not stay behind
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

  /** Says something to a program that reads its input. */
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

  /** Ends it as {@code kill -9} does. */
  public void kill() {
    process.destroyForcibly();
    await(Duration.ofSeconds(10));
  }

  /** Asks it to end, as an operator does. */
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

  /** What it takes from the machine now. */
  public Usage usage() {
    return Usage.of(process.toHandle());
  }

  /** Whether it runs on the AOT cache of the packaging, in words. */
  String cache() {
    return program.cacheIn(process.toHandle());
  }

  /** What the JDK's jcmd says about it. */
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
   * How much of the heap is in use, in KiB: after {@code GC.run} nothing but what is needed.
   *
   * @throws IllegalStateException if the JVM does not say: no figure is better than a wrong one
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

  /** What it says. */
  Path log() {
    return folder.resolve("server.log");
  }

  /** Where it listens. */
  public URI base() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Where its health is asked for. */
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
