package waybill;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test class the one {@link Chromium} of this run, the program that the environment
 * variable CHROMIUM names. Without one its tests are skipped, and with CI=true they fail.
 */
final class Browser implements ExecutionCondition, ParameterResolver {
  private static final Namespace OURS = Namespace.create(Browser.class);

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return decide(program(), "true".equals(System.getenv("CI")));
  }

  static ConditionEvaluationResult decide(Optional<Path> program, boolean nothingMayBeSkipped) {
    if (program.filter(Files::isRegularFile).filter(Files::isExecutable).isPresent()) {
      return ConditionEvaluationResult.enabled("CHROMIUM names a program");
    }
    var reason =
        program
            .map(path -> path + ", which CHROMIUM names, is no program")
            .orElse("the environment variable CHROMIUM names no browser");
    if (nothingMayBeSkipped) {
      throw new IllegalStateException(reason + ", and with CI=true nothing may be skipped");
    }
    return ConditionEvaluationResult.disabled(reason);
  }

  private static Optional<Path> program() {
    return Optional.ofNullable(System.getenv("CHROMIUM"))
        .filter(name -> !name.isEmpty())
        .map(Path::of);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Chromium.class;
  }

  /** JUnit closes it when all tests have run. */
  @Override
  public Chromium resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(OURS)
        .computeIfAbsent(
            Chromium.class, _ -> Chromium.start(program().orElseThrow()), Chromium.class);
  }
}
