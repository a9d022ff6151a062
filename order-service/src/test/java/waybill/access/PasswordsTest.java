package waybill.access;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PasswordsTest {
  private final Passwords passwords = new Passwords();

  @Test
  void nobodysHashCostsAsMuchAsAnybodys() {
    var nobodys = Passwords.ofNobody();

    // an outdated one has other costs
    assertFalse(Passwords.isOutdated(nobodys));
    assertFalse(passwords.matches("", Optional.of(nobodys)));
    assertFalse(passwords.matches("", Optional.empty()));
  }

  @Test
  void aPasswordMatchesItsOwnHashOnly() {
    var hash = passwords.hash("correct horse");

    assertTrue(passwords.matches("correct horse", Optional.of(hash)));
    assertFalse(passwords.matches("correct horsf", Optional.of(hash)));
  }
}
