package waybill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** The files of docs/deployment that no test can start agree with the service. */
final class DeploymentTest {
  private static final Path FOLDER = Path.of("..", "docs", "deployment");
  private static final Path SYSTEMD_ANALYZE = Path.of("/usr/bin/systemd-analyze");

  private static final Pattern VARIABLE = Pattern.compile("\\b(?:WAYBILL|SERVER|DB)_[A-Z_]+");
  private static final Pattern NOT_TRIED = Pattern.compile("not (built|run)\\b.* because");

  @TempDir Path folder;

  private static String read(String file) {
    try {
      return Files.readString(FOLDER.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Map<String, Object>> documents(String file) {
    return StreamSupport.stream(new Yaml().loadAll(read(file)).spliterator(), false)
        .map(DeploymentTest::map)
        .toList();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  @SuppressWarnings("unchecked")
  private static List<Object> list(Object value) {
    return (List<Object>) value;
  }

  /** What lies below some keys, one in the other. */
  private static Object at(Object value, String... keys) {
    var found = value;
    for (var key : keys) {
      found = map(found).get(key);
    }
    return found;
  }

  private static Map<String, Object> container() {
    var pod = at(documents("kubernetes/waybill.yaml").getFirst(), "spec", "template", "spec");
    return map(list(at(pod, "containers")).getFirst());
  }

  private static Map<String, Object> services() {
    return map(documents("compose/compose.yaml").getFirst().get("services"));
  }

  private static Map<String, String> settings(Object environment) {
    var settings = new HashMap<String, String>();
    if (environment instanceof Map<?, ?> names) {
      names.forEach((name, value) -> settings.put(name.toString(), value.toString()));
    } else {
      list(environment)
          .forEach(it -> settings.put(at(it, "name").toString(), at(it, "value").toString()));
    }
    return settings;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Containerfile",
        "compose/compose.yaml",
        "kubernetes/waybill.yaml",
        "waybill.service"
      })
  void whatItsAuthorsCouldNotRunSaysSoAtItsBeginning(String file) {
    var comment =
        read(file)
            .lines()
            .takeWhile(line -> line.startsWith("#"))
            .map(line -> line.substring(1).strip())
            .collect(Collectors.joining(" "));

    assertTrue(NOT_TRIED.matcher(comment).find(), comment);
  }

  @Test
  void everyVariableIsASettingOfTheService() throws IOException {
    var known = new TreeSet<String>(Set.of("WAYBILL_CONFIG"));
    SettingsReader.KEYS
        .keySet()
        .forEach(key -> known.add(key.toUpperCase(Locale.ROOT).replace('.', '_')));
    var used = new TreeSet<String>();
    try (var files = Files.walk(FOLDER)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        VARIABLE.matcher(Files.readString(file)).results().forEach(it -> used.add(it.group()));
      }
    }

    assertTrue(used.containsAll(Set.of("WAYBILL_BUS", "DB_URL", "SERVER_HOST")), used::toString);
    used.removeAll(known);
    assertEquals(Set.of(), used);
  }

  /** With the secrets that the script makes; the adapter of Redis is not on this class path. */
  @Test
  void theServiceAcceptsTheSettingsOfTheComposeFile() throws IOException, InterruptedException {
    var script = Files.copy(FOLDER.resolve("compose/make-secrets"), folder.resolve("make-secrets"));
    var made = new ProcessBuilder("sh", script.toString()).redirectErrorStream(true).start();
    var said = new String(made.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, made.waitFor(), said);
    var secrets = folder.resolve("secrets");
    var file = Files.readString(secrets.resolve("waybill.yaml"));
    var broker = String.valueOf(at(new Yaml().load(file), "waybill", "broker"));
    Files.writeString(secrets.resolve("waybill.yaml"), file.replaceAll("(?s)waybill:.*", ""));

    var settings = settings(at(services(), "node-1", "environment"));
    settings.replaceAll((_, value) -> value.replace("/run/secrets", secrets.toString()));
    settings.put("WAYBILL_ORIGIN", "https://orders.example.org");
    assertEquals("redis", settings.put("WAYBILL_BUS", "postgres"));
    var read = Settings.read(settings);

    var password = Files.readString(secrets.resolve("database-password"));
    assertEquals(password, read.database().orElseThrow().password());
    assertTrue(password.length() >= 32, password);
    assertTrue(read.adminPassword().isPresent());
    assertTrue(read.secure());
    var redis = Files.readString(secrets.resolve("redis.conf"));
    assertTrue(broker.matches("redis://:\\w{32,}@redis:6379"), broker);
    assertTrue(redis.contains("requirepass " + broker.substring(9, broker.indexOf('@'))), redis);
  }

  @Test
  void theComposeFileHasNoPasswordAndOpensTheProxyOnly() {
    services()
        .forEach((name, service) -> {
          var environment = map(service).getOrDefault("environment", Map.of());
          settings(environment)
              .forEach((variable, value) ->
                  assertFalse(
                      variable.contains("PASSWORD") && !variable.endsWith("_FILE"),
                      name + ": " + value));
          assertEquals(name.equals("proxy"), map(service).containsKey("ports"), name);
        });
    var secrets = map(documents("compose/compose.yaml").getFirst().get("secrets"));
    var used =
        services().values().stream()
            .flatMap(it -> list(map(it).getOrDefault("secrets", List.of())).stream())
            .map(Object::toString)
            .toList();

    assertEquals(secrets.keySet(), Set.copyOf(used));
  }

  @Test
  void theServiceAcceptsTheSettingsOfKubernetes() throws IOException {
    var secret =
        """
        db: {url: "jdbc:postgresql://db.example.org/waybill", username: waybill, password: secret}
        waybill: {origin: "https://orders.example.org"}
        """;
    Files.writeString(folder.resolve("waybill.yaml"), secret);
    Files.writeString(folder.resolve("admin-password"), "correct horse battery");

    var settings = settings(container().get("env"));
    settings.replaceAll((_, value) -> value.replace("/etc/waybill", folder.toString()));
    var read = Settings.read(settings);

    assertEquals("postgres", read.bus().name());
    assertTrue(read.secure());
  }

  @Test
  void probesAskTheManagementPortOfTheService() {
    var standard = Settings.read(Map.of());
    var ports = list(container().get("ports"));

    assertEquals(
        Map.of("http", standard.port(), "management", standard.managementPort()),
        Map.of(
            at(ports.get(0), "name"), at(ports.get(0), "containerPort"),
            at(ports.get(1), "name"), at(ports.get(1), "containerPort")));
    Map.of("startupProbe", "live", "readinessProbe", "ready", "livenessProbe", "live")
        .forEach((probe, check) ->
            assertEquals(
                Map.of("path", "/observe/health/" + check, "port", "management"),
                at(container(), probe, "httpGet")));
  }

  @Test
  void thePodHasTimeToEndItsStreams() {
    var pod = at(documents("kubernetes/waybill.yaml").getFirst(), "spec", "template", "spec");
    var drain = Duration.parse(settings(container().get("env")).get("WAYBILL_STREAM_DRAIN"));
    int wait = (int) at(container(), "lifecycle", "preStop", "sleep", "seconds");

    int grace = (int) at(pod, "terminationGracePeriodSeconds");

    assertTrue(grace >= wait + drain.toSeconds() + 10);
  }

  @Test
  void allThatBelongsToThePodsIsSelected() {
    var all = documents("kubernetes/waybill.yaml");
    var labels = at(all.getFirst(), "spec", "template", "metadata", "labels");

    assertEquals(
        List.of("Deployment", "PodDisruptionBudget", "Service"),
        all.stream().map(it -> it.get("kind")).toList());
    assertEquals(labels, at(all.get(0), "spec", "selector", "matchLabels"));
    assertEquals(labels, at(all.get(1), "spec", "selector", "matchLabels"));
    assertEquals(labels, at(all.get(2), "spec", "selector"));
  }

  @Test
  void allStartTheServiceAsTheDocumentSays() {
    var options = "@waybill.jvm -XX:AOTCache=waybill.aot ";
    assertTrue(read("start.md").contains("java " + options + "-jar waybill.jar"));

    assertTrue(read("waybill.service").contains("java " + options + "-jar waybill.jar\n"));
    var words = read("Containerfile").lines().filter(line -> line.startsWith("ENTRYPOINT"));
    var entry = words.findFirst().orElseThrow().replaceAll("[\\[\\]\",]", "");
    assertTrue(
        entry.endsWith("java " + options + "-cp waybill.jar:redis/*:redis/lib/* waybill.Main"));
  }

  @Test
  void systemdUnderstandsTheUnit() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(SYSTEMD_ANALYZE));
    var unit = read("waybill.service");
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var file = folder.resolve("waybill.service");
    Files.writeString(file, unit.replace("=/usr/bin/java ", "=" + java + " "));

    var verify =
        new ProcessBuilder(SYSTEMD_ANALYZE.toString(), "verify", "--man=no", file.toString())
            .redirectErrorStream(true)
            .start();

    var said = new String(verify.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, verify.waitFor(), said);
    // a key that it does not know is only a warning
    assertFalse(said.contains("waybill.service"), said);
  }
}
