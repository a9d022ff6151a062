package waybill;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import waybill.order.Order;

/**
 * The arrows between packages, and what each package alone may know. Rules that name an exact set
 * of packages also fail when nothing matches them any more.
 */
final class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("waybill");

  /**
   * Main, http and demo, desk, stream and access, store and bus, json, order: from top to bottom.
   */
  private static final Map<String, List<String>> MAY_KNOW =
      Map.ofEntries(
          entry(
              "Main",
              List.of(
                  "http", "edge", "access", "demo", "desk", "stream", "store", "bus", "json",
                  "order")),
          entry(
              "http", List.of("edge", "access", "desk", "stream", "store", "bus", "json", "order")),
          entry("edge", List.of()),
          entry("access", List.of("store", "order")),
          entry("demo", List.of("desk", "store", "json", "order")),
          entry("desk", List.of("store", "bus", "json", "order")),
          entry("stream", List.of("store", "bus", "json", "order")),
          entry("store", List.of("json", "order")),
          entry("bus", List.of("json", "order")),
          entry("json", List.of("order")),
          entry("order", List.of()));

  @Test
  void theArrowsPointDownwards() {
    var rule =
        layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .ensureAllClassesAreContainedInArchitecture();
    for (var name : MAY_KNOW.keySet()) {
      rule = rule.layer(name).definedBy(name.equals("Main") ? "waybill" : "waybill." + name + "..");
    }
    for (var name : MAY_KNOW.keySet()) {
      var known = MAY_KNOW.get(name).toArray(String[]::new);
      rule =
          known.length == 0
              ? rule.whereLayer(name).mayNotAccessAnyLayer()
              : rule.whereLayer(name).mayOnlyAccessLayers(known);
    }

    rule.check(CLASSES);
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
  void onlyTheDomainAndTheStoreConstructAnOrder() {
    var constructors =
        classesWith(access ->
            access.getTargetOwner().isEquivalentTo(Order.class)
                && access.getName().equals("<init>"));

    assertEquals(Set.of("waybill.order.Order", "waybill.store.Orders"), constructors);
  }

  @Test
  void onlyTheStoreKnowsTheDatabase() {
    assertEquals(
        Set.of("waybill.store", "waybill.store.access"), packagesThatKnow("io.helidon.dbclient"));
    assertEquals(
        Set.of("waybill.store", "waybill.store.access"), packagesThatKnow("java.sql", "javax.sql"));
    assertEquals(Set.of("waybill.store"), packagesThatKnow("com.zaxxer.hikari"));
    assertEquals(Set.of("waybill.store"), packagesThatKnow("org.flywaydb"));
  }

  @Test
  void onlyAccessKnowsHelidonSecurityAndPasswords() {
    assertEquals(Set.of("waybill.access"), packagesThatKnow("io.helidon.security"));
    assertEquals(Set.of("waybill.access"), packagesThatKnow("com.password4j"));
  }

  @Test
  void onlyHttpAndTheEdgeKnowTheWebServer() {
    assertEquals(
        Set.of("waybill.http", "waybill.edge"),
        packagesThatKnow("io.helidon.webserver", "io.helidon.http"));
  }

  @Test
  void onlyJsonAndHttpKnowJackson() {
    assertEquals(Set.of("waybill.json", "waybill.http"), packagesThatKnow("com.fasterxml"));
  }

  /** All others are handed an InstantSource, so that tests can say what time it is. */
  @Test
  void onlyTheLessonAboutTheClockAsksForTheTime() {
    var askers =
        classesWith(access ->
            access.getTargetOwner().isEquivalentTo(Instant.class)
                && access.getName().equals("now"));

    assertEquals(Set.of("waybill.http.ClockRoutes"), askers);
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
