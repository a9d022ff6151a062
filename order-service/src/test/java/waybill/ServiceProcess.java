package waybill;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import waybill.access.InitialAccounts;

/**
 * The packaged service as users start it, {@code java -jar waybill.jar} in its own process. It sees
 * only the environment variables that a test gives it.
 */
final class ServiceProcess implements AutoCloseable {
  private static final Path JAR = Path.of("target", "waybill.jar");
  private static final List<String> FRUGAL =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto");
  private static final Path JDK = Path.of(System.getProperty("java.home"), "bin");
  private static final Pattern START = Pattern.compile("Waybill listens on http://.*:([0-9]+)");
  private static final String END_OF_OUTPUT = "(end of output)";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Process process;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final BlockingQueue<String> news = new LinkedBlockingQueue<>();
  private final List<String> output = new ArrayList<>();
  private int port;

  private ServiceProcess(Process process) {
    this.process = process;
    Thread.ofVirtual().start(this::readOutput);
  }

  /** Starts it and does not wait; settings are given as name, value, name, value, ... */
  static ServiceProcess launch(Path data, String... settings) {
    return launch("", data, settings);
  }

  /** Runs a command, such as {@code backup FILE}, with arguments that need no quotes. */
  static ServiceProcess command(String arguments, Path data, String... settings) {
    return launch("set -- \"$@\" " + arguments + "; ", data, settings);
  }

  /** Starts it with a limit on file descriptors. */
  static ServiceProcess startWith(int descriptors, Path data, String... settings) {
    return awaited(launch("ulimit -n " + descriptors + "; ", data, settings), settings);
  }

  private static ServiceProcess launch(String before, Path data, String... settings) {
    return launch(before, FRUGAL, data, settings);
  }

  private static ServiceProcess launch(
      String before, List<String> options, Path data, String... settings) {
    var command = new ProcessBuilder("sh", "-c", before + "exec \"$@\"", "sh");
    command.command().add(JDK.resolve("java").toString());
    command.command().addAll(options);
    command.command().addAll(List.of("-jar", JAR.toString()));
    var environment = command.environment();
    environment.keySet().removeIf(name -> name.matches("(WAYBILL|SERVER|DB)_.*|J.*_OPTIONS"));
    environment.put("WAYBILL_DATA", data.toString());
    environment.put("SERVER_PORT", "0");
    environment.put("WAYBILL_MANAGEMENT_PORT", "0");
    environment.put("WAYBILL_ADMIN_PASSWORD", StaffTokens.PASSWORD);
    for (int i = 0; i < settings.length; i += 2) {
      environment.put(settings[i], settings[i + 1]);
    }
    try {
      return new ServiceProcess(command.redirectErrorStream(true).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts it with exactly these JVM options. */
  static ServiceProcess startWith(List<String> options, Path data, String... settings) {
    return awaited(launch("", options, data, settings), settings);
  }

  /** Starts it and waits until it listens. */
  static ServiceProcess start(Path data, String... settings) {
    return awaited(launch(data, settings), settings);
  }

  /** Waits until one that was launched listens. */
  static ServiceProcess awaited(ServiceProcess service, String... settings) {
    try {
      service.awaitPort();
      boolean demo = List.of(settings).contains("WAYBILL_DEMO");
      var staff = demo ? InitialAccounts.DEMO_STAFF : InitialAccounts.ADMIN;
      StaffTokens.fetch(
          URI.create("http://127.0.0.1:" + service.port),
          staff,
          demo ? staff : StaffTokens.PASSWORD);
      return service;
    } catch (AssertionError e) {
      service.close();
      throw e;
    }
  }

  private void awaitPort() {
    while (port == 0) {
      var line = nextLine();
      var start = START.matcher(line);
      if (start.matches()) {
        port = Integer.parseInt(start.group(1));
      } else if (line.equals(END_OF_OUTPUT)) {
        throw new AssertionError("the service did not start: " + output());
      }
    }
  }

  private String nextLine() {
    try {
      var line = news.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (line == null) {
        throw new AssertionError("the service writes no further line: " + output());
      }
      return line;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void readOutput() {
    try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        synchronized (output) {
          output.add(line);
        }
        news.add(line);
      }
    } catch (IOException e) {
      // the process was killed
    }
    news.add(END_OF_OUTPUT);
  }

  int port() {
    return port;
  }

  /** All lines so far of its standard output and standard error. */
  List<String> everything() {
    synchronized (output) {
      return List.copyOf(output);
    }
  }

  /** The same without the lines of the audit log, which records what a test does. */
  List<String> output() {
    return everything().stream().filter(line -> !line.contains(" waybill.audit ")).toList();
  }

  HttpResponse<String> get(String path, String... headers) throws IOException {
    return send("", request(path, headers).build());
  }

  /**
   * @throws IOException when the service dies before it has answered
   */
  HttpResponse<String> post(String path, String json, String... headers) throws IOException {
    var request = request(path, headers).POST(BodyPublishers.ofString(json));
    return send(json, request.setHeader("Content-Type", "application/json").build());
  }

  private HttpRequest.Builder request(String path, String... headers) {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    var token = StaffTokens.bearer(port);
    if (!token.isEmpty()) {
      request.setHeader("Authorization", token);
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return request.timeout(PATIENCE);
  }

  private HttpResponse<String> send(String body, HttpRequest request) throws IOException {
    try {
      return OpenApi.checked(body, client.send(request, BodyHandlers.ofString()));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sends SIGKILL and waits for the end of the process. */
  void kill() {
    process.destroyForcibly();
    awaitExit();
  }

  /** Sends SIGTERM. */
  void terminate() {
    process.destroy();
  }

  /** Waits until the process has ended and all output is read; returns the exit code. */
  int awaitExit() {
    while (!nextLine().equals(END_OF_OUTPUT)) {
      // the output is kept
    }
    try {
      if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("the service does not end: " + output());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    client.close();
  }
}
