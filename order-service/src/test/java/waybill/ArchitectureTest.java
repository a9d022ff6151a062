package waybill;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import waybill.order.Order;

/**
 * The arrows between packages, which are those of the table in docs/architecture.md, and what each
 * package alone may know. Rules that name an exact set of packages also fail when nothing matches
 * them any more.
 */
final class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          // starts databases for tests
          .withImportOption(location -> !location.contains("cluster"))
          .importPackages("waybill");

  private static final Path MODULES = Path.of("..");
  private static final Pattern IMPORT =
      Pattern.compile("^import (?:static )?waybill\\.(?:([a-z]\\w*)\\.)?", Pattern.MULTILINE);

  private static final String ROOT = "waybill";

  /** In the table: this package may use any other. */
  private static final String ALL = "all";

  private static final String NOTHING = "nothing";

  /** Which package uses which, by the table in docs/architecture.md. */
  private static Map<String, Set<String>> allowedArrows() {
    var allowed = new TreeMap<String, Set<String>>();
    for (var row :
        MarkdownDocument.read("architecture.md").table("| package | holds | may use |")) {
      var names = MarkdownDocument.names(row.getLast());
      names.remove(NOTHING);
      allowed.put(row.getFirst(), names);
    }
    return allowed;
  }

  /** Which package uses which, by the code. */
  private static Map<String, Set<String>> arrows() {
    var arrows = new TreeMap<String, Set<String>>();
    for (var user : CLASSES) {
      var from = arrows.computeIfAbsent(topPackage(user), _ -> new TreeSet<>());
      for (var dependency : user.getDirectDependenciesFromSelf()) {
        if (dependency.getTargetClass().getPackageName().matches("waybill(\\..*)?")) {
          from.add(topPackage(dependency.getTargetClass()));
        }
      }
    }
    arrows.forEach((from, to) -> to.remove(from));
    return arrows;
  }

  /** What a module beside this one imports of ours; its classes are not on this class path. */
  private static Set<String> importsOf(Path module) {
    var own = String.valueOf(module.getFileName());
    try (var files = Files.walk(module.resolve("src/main/java"))) {
      var imported = new TreeSet<String>();
      for (var file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        IMPORT
            .matcher(Files.readString(file))
            .results()
            .forEach(found -> imported.add(found.group(1) == null ? ROOT : found.group(1)));
      }
      imported.remove(own);
      return imported;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code log} for {@code waybill.log} and all below it; {@code waybill} for the root. */
  private static String topPackage(JavaClass of) {
    var name = of.getPackageName();
    return name.equals(ROOT) ? ROOT : name.split("\\.", -1)[1];
  }

  @Test
  void packagesUseEachOtherExactlyAsTheTableInTheDocumentSays() {
    var allowed = allowedArrows();
    var found = arrows();
    allowed.keySet().stream()
        .filter(name -> Files.isDirectory(MODULES.resolve(name)))
        .forEach(name -> found.put(name, importsOf(MODULES.resolve(name))));

    assertEquals(allowed.keySet(), found.keySet());
    assertAll(
        allowed.keySet().stream()
            .filter(from -> !allowed.get(from).equals(Set.of(ALL)))
            .map(from ->
                () -> assertEquals(allowed.get(from), found.get(from), "arrows from " + from)));
  }

  @Test
  void onlyThePackagingUsesTheRootPackage() {
    arrows().forEach((from, to) -> assertEquals(from.equals("packaging"), to.contains(ROOT), from));
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching("waybill.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void theDomainIsPlainJava() {
    classes()
        .that()
        .resideInAPackage("waybill.order")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "waybill.order", "java.lang..", "java.time..", "java.util..", "org.jspecify..")
        .check(CLASSES);
  }

  @Test
  void onlyTheDomainAndTheLogConstructAnOrder() {
    var constructors =
        classesWith(access ->
            access.getTargetOwner().isEquivalentTo(Order.class)
                && access.getName().equals("<init>"));

    assertEquals(Set.of("waybill.order.Order", "waybill.log.OrderStore"), constructors);
  }

  @Test
  void onlyTheLogAndTheWingsWithTablesKnowTheDatabase() {
    assertEquals(
        Set.of("waybill.log", "waybill.access", "waybill.notes"),
        packagesThatKnow("io.helidon.dbclient"));
    assertEquals(
        Set.of(
            "waybill.log", "waybill.pool", "waybill.storage", "waybill.engine", "waybill.notify"),
        packagesThatKnow("java.sql", "javax.sql"));
    assertEquals(Set.of("waybill.notify"), packagesThatKnow("org.postgresql"));
    assertEquals(Set.of("waybill.pool"), packagesThatKnow("com.zaxxer.hikari"));
    assertEquals(Set.of("waybill.log"), packagesThatKnow("org.flywaydb"));
  }

  @Test
  void onlyAccessKnowsHelidonSecurityAndPasswords() {
    assertEquals(Set.of("waybill.access"), packagesThatKnow("io.helidon.security"));
    assertEquals(Set.of("waybill.access"), packagesThatKnow("com.password4j"));
  }

  @Test
  void theDomainTheLogTheStreamAndTheDemoKnowNoWebServer() {
    var know = packagesThatKnow("io.helidon.webserver", "io.helidon.http");

    assertTrue(know.contains("waybill.http"));
    for (var name : List.of("order", "json", "log", "stream", "demo")) {
      assertFalse(know.contains("waybill." + name), name);
    }
  }

  @Test
  void theDomainTheStreamAndTheDemoKnowNoJackson() {
    var know = packagesThatKnow("com.fasterxml");

    assertTrue(know.contains("waybill.json"));
    for (var name : List.of("order", "stream", "demo")) {
      assertFalse(know.contains("waybill." + name), name);
    }
  }

  /** All others are handed an InstantSource, so that tests can say what time it is. */
  @Test
  void onlyTheLessonAboutTheClockAsksForTheTime() {
    var askers =
        classesWith(access ->
            access.getTargetOwner().isEquivalentTo(Instant.class)
                && access.getName().equals("now"));

    assertEquals(Set.of("waybill.clock.ClockRoutes"), askers);
  }

  @Test
  void namesAreNounsOfTheTrade() {
    noClasses()
        .should()
        .haveSimpleNameEndingWith("Impl")
        .orShould()
        .haveSimpleNameEndingWith("Manager")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .orShould()
        .haveNameMatching(".*\\.[^.]*Utils?")
        .orShould()
        .haveNameMatching(".*\\.Abstract[^.]*")
        .check(CLASSES);
  }

  @Test
  void nothingIsMadeToBeExtended() {
    classes()
        .that(
            describe(
                "are ordinary classes",
                c -> !c.isInterface() && !c.isEnum() && !c.isAnonymousClass()))
        .should()
        .haveModifier(FINAL)
        .check(CLASSES);
  }

  private static Set<String> packagesThatKnow(String... libraries) {
    Predicate<JavaClass> ofLibrary =
        known ->
            Arrays.stream(libraries)
                .anyMatch(library ->
                    known.getPackageName().equals(library)
                        || known.getPackageName().startsWith(library + "."));
    return CLASSES.stream()
        .filter(c ->
            c.getDirectDependenciesFromSelf().stream()
                .anyMatch(dependency -> ofLibrary.test(dependency.getTargetClass())))
        .map(JavaClass::getPackageName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> classesWith(Predicate<JavaAccess<?>> access) {
    assertFalse(CLASSES.isEmpty());
    return CLASSES.stream()
        .filter(c -> c.getAccessesFromSelf().stream().anyMatch(access))
        .map(JavaClass::getName)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
