package waybill.access;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import waybill.order.CustomerId;

/**
 * Creates the accounts of a new database: in demo mode those with well-known passwords, otherwise
 * one of staff, whose password only the person who starts the service learns.
 */
public record InitialAccounts(Accounts accounts) {
  public static final String ADMIN = "admin";
  public static final String DEMO_STAFF = "staff";
  private static final List<String> DEMO_CUSTOMERS = List.of("ada", "grace", "linus");

  /** Without letters that look like others. */
  private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

  private static final int PASSWORD_LENGTH = 20;

  /**
   * Creates them if the database has no accounts, all of them or none.
   *
   * @param adminPassword empty: a random one
   * @return the random password, to be shown once
   */
  public Optional<String> create(boolean demo, Optional<String> adminPassword) {
    if (!accounts.isEmpty()) {
      return Optional.empty();
    }
    if (demo) {
      var staff = accounts.account(DEMO_STAFF, DEMO_STAFF, Role.STAFF, Optional.empty());
      var customers =
          DEMO_CUSTOMERS.stream()
              .map(name ->
                  accounts.account(name, name, Role.CUSTOMER, Optional.of(new CustomerId(name))));
      accounts.addAll(Stream.concat(Stream.of(staff), customers).toList(), true);
      return Optional.empty();
    }
    var password = adminPassword.orElseGet(InitialAccounts::randomPassword);
    var admin = accounts.account(ADMIN, password, Role.STAFF, Optional.empty());
    accounts.addAll(List.of(admin), false);
    return adminPassword.isPresent() ? Optional.empty() : Optional.of(password);
  }

  /** About 99 random bits. */
  private static String randomPassword() {
    var random = new SecureRandom();
    var password = new StringBuilder(PASSWORD_LENGTH);
    for (int i = 0; i < PASSWORD_LENGTH; i++) {
      password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return password.toString();
  }
}
