package waybill.log;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The pool asks each connection whether it lives, not only one that was not used for a while. */
final class WaryPool implements BeforeAllCallback, AfterAllCallback {
  private static final String ASKED_AFTER = "com.zaxxer.hikari.aliveBypassWindowMs";

  @Override
  public void beforeAll(ExtensionContext tests) {
    System.setProperty(ASKED_AFTER, "0");
  }

  @Override
  public void afterAll(ExtensionContext tests) {
    System.clearProperty(ASKED_AFTER);
  }
}
