package waybill;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import waybill.Settings.BadSetting;
import waybill.access.Accounts;
import waybill.access.Role;
import waybill.order.CustomerId;

/**
 * The accounts of a new database: in demo mode those with well-known passwords, otherwise one of
 * staff, whose password only the person who starts the service learns.
 */
record InitialAccounts(Accounts accounts) {
  static final String ADMIN = "admin";
  static final String DEMO_STAFF = "staff";
  static final List<String> DEMO_CUSTOMERS = List.of("ada", "grace", "linus");

  /** Without the letters that look like others. */
  private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

  private static final int LENGTH = 20;

  /**
   * Makes them in an empty database.
   *
   * @return the password that was thought up, to be told once
   * @throws BadSetting if the database was a demo's and this is no demo
   */
  Optional<String> make(Settings settings) {
    if (!settings.demo() && accounts.isOfDemo()) {
      throw new BadSetting(
          "waybill.data: this is the data of a demo, with accounts that everybody knows; start with"
              + " waybill.demo=true, or with another folder");
    }
    if (!accounts.isEmpty()) {
      return Optional.empty();
    }
    if (settings.demo()) {
      accounts.openDemo(DEMO_STAFF, Role.STAFF, Optional.empty());
      for (var name : DEMO_CUSTOMERS) {
        accounts.openDemo(name, Role.CUSTOMER, Optional.of(new CustomerId(name)));
      }
      return Optional.empty();
    }
    var given = settings.adminPassword();
    var password = given.orElseGet(InitialAccounts::random);
    accounts.open(ADMIN, password, Role.STAFF, Optional.empty());
    return given.isPresent() ? Optional.empty() : Optional.of(password);
  }

  /** Some 99 bits. */
  private static String random() {
    var random = new SecureRandom();
    var password = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      password.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return password.toString();
  }
}
