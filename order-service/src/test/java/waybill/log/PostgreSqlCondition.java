package waybill.log;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips what needs PostgreSQL on systems for which the tests have none; with CI=true they fail. */
public final class PostgreSqlCondition implements ExecutionCondition {
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (!TestDatabase.IS_POSTGRESQL && context.getTags().contains("both-databases")) {
      return ConditionEvaluationResult.enabled("this run is on H2");
    }
    return decide(
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        "true".equals(System.getenv("CI")));
  }

  static ConditionEvaluationResult decide(String system, String processor, boolean mustRun) {
    if (system.equals("Linux") && processor.equals("amd64")) {
      return ConditionEvaluationResult.enabled("there is a PostgreSQL for this system");
    }
    var reason = "the tests have a PostgreSQL for Linux on amd64 only";
    if (mustRun) {
      throw new IllegalStateException(reason + ", and with CI=true nothing may be skipped");
    }
    return ConditionEvaluationResult.disabled(reason);
  }
}
