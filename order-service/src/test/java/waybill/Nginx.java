package waybill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The program that the environment variable NGINX names, running with the configuration that our
 * documentation offers. Without one its tests are skipped, and with CI=true they fail.
 */
final class Nginx implements AutoCloseable {
  private static final Path OFFERED = Path.of("..", "docs", "deployment", "nginx.conf");

  /** What surrounds a site, and keeps everything in one folder that the current user owns. */
  private static final String SURROUNDINGS =
      """
      user USER;
      daemon off;
      worker_processes 1;
      pid FOLDER/pid;
      error_log FOLDER/errors.log;
      events { worker_connections 128; }
      http {
        access_log off;
        client_body_temp_path FOLDER/body;
        proxy_temp_path FOLDER/proxy;
        fastcgi_temp_path FOLDER/fastcgi;
        uwsgi_temp_path FOLDER/uwsgi;
        scgi_temp_path FOLDER/scgi;
        include FOLDER/waybill.conf;
      }
      """;

  private final Process process;
  private final int port;

  private Nginx(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** For test classes that need one. */
  static final class Condition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      return decide(program(), "true".equals(System.getenv("CI")));
    }

    static ConditionEvaluationResult decide(Optional<Path> program, boolean nothingMayBeSkipped) {
      if (program.filter(Files::isRegularFile).filter(Files::isExecutable).isPresent()) {
        return ConditionEvaluationResult.enabled("NGINX names a program");
      }
      var reason = "the environment variable NGINX names no program";
      if (nothingMayBeSkipped) {
        throw new IllegalStateException(reason + ", and with CI=true nothing may be skipped");
      }
      return ConditionEvaluationResult.disabled(reason);
    }
  }

  private static Optional<Path> program() {
    return Optional.ofNullable(System.getenv("NGINX"))
        .filter(name -> !name.isEmpty())
        .map(Path::of);
  }

  /** In front of a service on this port; returns when it listens. */
  static Nginx before(int servicePort, Path folder) {
    try {
      int port = freePort();
      var tls = SelfSigned.make("nginx", "EC").writeTo(folder);
      var site = Files.readString(OFFERED);
      site = replaced(site, "127.0.0.1:8080", "127.0.0.1:" + servicePort);
      site = replaced(site, "listen 443 ", "listen 127.0.0.1:" + port + " ");
      site = replaced(site, "/etc/nginx/waybill/certificate.pem", tls.certificate().toString());
      site = replaced(site, "/etc/nginx/waybill/key.pem", tls.key().toString());
      Files.writeString(folder.resolve("waybill.conf"), site);
      var surroundings =
          SURROUNDINGS
              .replace("FOLDER", folder.toString())
              .replace("USER", System.getProperty("user.name"));
      var file = Files.writeString(folder.resolve("nginx.conf"), surroundings);
      var nginx = new Nginx(launch(folder, file), port);
      Await.until("nginx listens", nginx::listens);
      return nginx;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Process launch(Path folder, Path file) throws IOException {
    return new ProcessBuilder(
            program().orElseThrow().toString(),
            "-p",
            folder.toString(),
            "-c",
            file.toString(),
            "-e",
            folder.resolve("errors.log").toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("output.log").toFile())
        .start();
  }

  private static String replaced(String text, String offered, String here) {
    if (!text.contains(offered)) {
      throw new AssertionError(OFFERED + " does not say " + offered);
    }
    return text.replace(offered, here);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private boolean listens() {
    if (!process.isAlive()) {
      throw new AssertionError("nginx ended with " + process.exitValue());
    }
    try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  String address() {
    return "https://127.0.0.1:" + port;
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
