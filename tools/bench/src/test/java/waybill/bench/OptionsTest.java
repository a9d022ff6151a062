package waybill.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OptionsTest {
  @Test
  void aScenarioIsEnough() {
    var options = Options.parse("steady", "--seed", "7");

    assertEquals(
        new Options(
            "steady",
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            ServerProcess.ADMIN,
            List.of(),
            Path.of("order-service", "target"),
            7,
            Optional.empty(),
            "read-committed",
            Path.of("target", "bench")),
        options);
  }

  @Test
  void eachOptionSetsItsComponent() {
    var options =
        Options.parse(
            ("steady --pages 10 --seconds 20 --rates 30,40 --url http://127.0.0.1:8080"
                    + " --user staff --program there --seed 5 --bus redis"
                    + " --isolation serializable --out here")
                .split(" ", -1));

    assertEquals(
        new Options(
            "steady",
            Optional.of(10),
            Optional.of(20),
            List.of(30, 40),
            Optional.of(URI.create("http://127.0.0.1:8080")),
            "staff",
            List.of(),
            Path.of("there"),
            5,
            Optional.of("redis"),
            "serializable",
            Path.of("here")),
        options);
  }

  @Test
  void theOrderOfOptionsDoesNotMatter() {
    var all =
        List.of(
            "--jvm -Xmx1g",
            "--pages 10",
            "--seconds 20",
            "--rates 30",
            "--url http://a:1",
            "--user u",
            "--program p",
            "--seed 1",
            "--bus none",
            "--out o");
    var forwards = "steady " + String.join(" ", all);
    var backwards = "steady " + String.join(" ", all.reversed());

    assertEquals(Options.parse(forwards.split(" ", -1)), Options.parse(backwards.split(" ", -1)));
  }

  @Test
  void jvmOptionsAreOneArgument() {
    assertEquals(
        List.of("-Xmx1g", "-XX:+UseZGC"),
        Options.parse("steady", "--jvm", " -Xmx1g  -XX:+UseZGC ").jvm());
  }

  @Test
  void aBlankJvmOptionMeansNoOptions() {
    assertEquals(List.of(), Options.parse("steady", "--jvm", " ").jvm());
  }

  @Test
  void minutesAreSeconds() {
    assertEquals(Optional.of(120), Options.parse("chaos", "--minutes", "2").seconds());
  }

  @Test
  void anUnknownBusOrIsolationIsRefused() {
    assertEquals(
        "--bus needs one of [postgres, redis, none], not mail", refusal("chaos", "--bus", "mail"));
    assertEquals(
        "--isolation needs one of [read-committed, serializable], not dirty",
        refusal("chaos", "--isolation", "dirty"));
  }

  @Test
  void aCommandLineWithoutAScenarioIsRefused() {
    assertEquals("which scenario?", refusal());
    assertEquals("which scenario?", refusal("--pages", "10"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--pages", "--seconds", "--minutes", "--rates", "--seed"})
  void aNumberMustBeAboveZero(String name) {
    for (var value : List.of("0", "-1", "many", "", "1.5", "9999999999")) {
      assertEquals(name + " needs a number above 0, not " + value, refusal("steady", name, value));
    }
  }

  @Test
  void eachRateMustBeANumber() {
    assertEquals("--rates needs a number above 0, not ", refusal("steady", "--rates", "5,,6"));
    assertEquals("--rates needs a number above 0, not x", refusal("steady", "--rates", "5,x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"not a url", "localhost:8080", "https://host", "http:///path", ""})
  void aUrlMustBeHttpWithAHost(String url) {
    assertEquals("--url needs http://host:port, not " + url, refusal("steady", "--url", url));
  }

  @Test
  void anUnknownOptionIsRefused() {
    assertEquals("unknown option: --page", refusal("steady", "--page", "10"));
  }

  @Test
  void anOptionWithoutAValueIsRefused() {
    assertEquals("--pages needs a value", refusal("steady", "--seconds", "1", "--pages"));
  }

  @Test
  void theHelpNamesEachOption() {
    for (var name :
        List.of(
            "pages",
            "seconds",
            "minutes",
            "rates",
            "jvm",
            "url",
            "user",
            "seed",
            "bus",
            "isolation",
            "out")) {
      assertTrue(Options.HELP.contains("--" + name + " "), name);
    }
  }

  private static String refusal(String... args) {
    var refused = assertThrows(IllegalArgumentException.class, () -> Options.parse(args));
    return String.valueOf(refused.getMessage());
  }
}
