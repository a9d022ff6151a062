package waybill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * A proxy with the file that our documentation offers for it. An environment variable names its
 * program. Without it the tests are skipped; with CI=true they fail if the proxy is one that
 * continuous integration installs.
 */
enum ReverseProxy {
  NGINX(
      "NGINX",
      "nginx.conf",
      Map.of(
          "127.0.0.1:8080", "127.0.0.1:{service}",
          "listen 443 ", "listen 127.0.0.1:{port} ",
          "/etc/nginx/waybill/", "{folder}/"),
      """
      user {user};
      daemon off;
      worker_processes 1;
      pid {folder}/pid;
      error_log {folder}/errors.log;
      events { worker_connections 128; }
      http {
        access_log off;
        client_body_temp_path {folder}/body;
        proxy_temp_path {folder}/proxy;
        fastcgi_temp_path {folder}/fastcgi;
        uwsgi_temp_path {folder}/uwsgi;
        scgi_temp_path {folder}/scgi;
        include {folder}/offered;
      }
      """,
      "-p {folder} -c {folder}/surroundings -e {folder}/errors.log"),

  HAPROXY(
      "HAPROXY",
      "haproxy.cfg",
      Map.of(
          "127.0.0.1:8080", "127.0.0.1:{service}",
          "port 8081", "port {management}",
          "bind :443 ", "bind 127.0.0.1:{port} ",
          "/etc/haproxy/", "{folder}/",
          "    user haproxy\n    group haproxy\n", ""),
      "",
      "-db -f {folder}/offered"),

  /** Where another program speaks TLS. Only there HAProxy waits for more before it sends. */
  HAPROXY_WITHOUT_TLS(
      "HAPROXY",
      "haproxy.cfg",
      Map.of(
          "127.0.0.1:8080", "127.0.0.1:{service}",
          "port 8081", "port {management}",
          "bind :443 ssl crt /etc/haproxy/waybill.pem alpn h2,http/1.1", "bind 127.0.0.1:{port}",
          "    user haproxy\n    group haproxy\n", ""),
      "",
      "-db -f {folder}/offered"),

  CADDY(
      "CADDY",
      "Caddyfile",
      Map.of(
          "127.0.0.1:8080", "127.0.0.1:{service}",
          "\norders.example.org {", "\n127.0.0.1:{port} {",
          "/etc/caddy/waybill/", "{folder}/",
          "\tservers {",
              """
              \tadmin off
              \tauto_https disable_redirects
              \tdefault_bind 127.0.0.1
              \tservers {\
              """),
      "",
      "run --adapter caddyfile --config {folder}/offered"),

  APACHE(
      "APACHE",
      "apache.conf",
      Map.of(
          "127.0.0.1:8080", "127.0.0.1:{service}",
          "<VirtualHost *:443>", "<VirtualHost 127.0.0.1:{port}>",
          "/etc/apache2/waybill/", "{folder}/"),
      """
      Include /etc/apache2/mods-available/mpm_event.load
      Include /etc/apache2/mods-available/authz_core.load
      Include /etc/apache2/mods-available/alias.load
      Include /etc/apache2/mods-available/socache_shmcb.load
      Include /etc/apache2/mods-available/ssl.load
      Include /etc/apache2/mods-available/http2.load
      Include /etc/apache2/mods-available/proxy.load
      Include /etc/apache2/mods-available/proxy_http.load
      Include /etc/apache2/mods-available/reqtimeout.load
      Include /etc/apache2/mods-available/asis.load
      ServerName localhost
      ServerRoot {folder}
      DefaultRuntimeDir {folder}
      PidFile {folder}/pid
      ErrorLog {folder}/errors.log
      Listen 127.0.0.1:{port}
      User nobody
      Group nogroup
      Include {folder}/offered
      """,
      "-D FOREGROUND -f {folder}/surroundings"),

  VARNISH(
      "VARNISH",
      "varnish.vcl",
      Map.of(".port = \"8080\"", ".port = \"{service}\""),
      "",
      "-F -n {folder}/work -a 127.0.0.1:{port} -s malloc,32m -T none -f {folder}/offered");

  private static final SelfSigned KEYS = SelfSigned.make("proxy", "EC");
  private static final Path DOCUMENTS = Path.of("..", "docs", "deployment");

  private final String variable;
  private final String file;

  @SuppressWarnings("ImmutableEnumChecker") // made by Map.of
  private final Map<String, String> replacements;

  private final String surroundings;
  private final String arguments;

  /**
   * @param variable of the environment, which names the program
   * @param file the offered configuration
   * @param replacements what differs here: ports and paths
   * @param surroundings a file that includes the offered one, where it is only a part
   */
  ReverseProxy(
      String variable,
      String file,
      Map<String, String> replacements,
      String surroundings,
      String arguments) {
    this.variable = variable;
    this.file = file;
    this.replacements = replacements;
    this.surroundings = surroundings;
    this.arguments = arguments;
  }

  /** Skips the test if the program is missing. */
  void assumeInstalled() {
    Assumptions.assumeTrue(
        isInstalled(), () -> "the environment variable " + variable + " names no program");
  }

  boolean isInstalled() {
    return isUsable(program(), "true".equals(System.getenv("CI")));
  }

  boolean isUsable(Optional<Path> program, boolean nothingMayBeSkipped) {
    if (program.filter(Files::isRegularFile).filter(Files::isExecutable).isPresent()) {
      return true;
    }
    if (nothingMayBeSkipped && this != APACHE && this != VARNISH) {
      throw new IllegalStateException(
          variable + " names no program, and with CI=true it may not be skipped");
    }
    return false;
  }

  private Optional<Path> program() {
    return Optional.ofNullable(System.getenv(variable))
        .filter(value -> !value.isEmpty())
        .map(Path::of);
  }

  boolean speaksTls() {
    return this != VARNISH && this != HAPROXY_WITHOUT_TLS;
  }

  /**
   * Starts it in front of a service and returns when it listens.
   *
   * @param folder is made, and holds all that the proxy writes
   */
  RunningProxy start(Path folder, int servicePort, int managementPort) {
    int port = RunningProxy.freePort();
    var here =
        Map.of(
            "{service}", String.valueOf(servicePort),
            "{management}", String.valueOf(managementPort),
            "{port}", String.valueOf(port),
            "{folder}", folder.toString(),
            "{user}", System.getProperty("user.name"));
    try {
      write(folder, here);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var command = new ArrayList<>(List.of(program().orElseThrow().toString()));
    for (var argument : arguments.split(" ", -1)) {
      command.add(filled(argument, here));
    }
    var address = URI.create((speaksTls() ? "https" : "http") + "://127.0.0.1:" + port);
    return RunningProxy.launch(command, address, folder);
  }

  /** Writes the offered file and what belongs to it. */
  private void write(Path folder, Map<String, String> here) throws IOException {
    Files.createDirectory(folder);
    // Apache and Varnish give up the rights of root, and still read there
    for (var each : List.of(folder.getParent(), folder)) {
      Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    var text = Files.readString(DOCUMENTS.resolve(file));
    for (var each : replacements.entrySet()) {
      if (!text.contains(each.getKey())) {
        throw new AssertionError(file + " does not say " + each.getKey());
      }
      text = text.replace(each.getKey(), each.getValue());
    }
    Files.writeString(folder.resolve("offered"), filled(text, here));
    Files.writeString(folder.resolve("surroundings"), filled(surroundings, here));
    Files.copy(DOCUMENTS.resolve("apache-retry.asis"), folder.resolve("retry.asis"));
    KEYS.writeTo(folder);
    Files.writeString(folder.resolve("waybill.pem"), KEYS.certificate() + KEYS.key());
  }

  private static String filled(String text, Map<String, String> here) {
    var filled = text;
    for (var each : here.entrySet()) {
      filled = filled.replace(each.getKey(), each.getValue());
    }
    return filled;
  }
}
