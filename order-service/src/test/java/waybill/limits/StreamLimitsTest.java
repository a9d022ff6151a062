package waybill.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import waybill.limits.StreamLimits.Admission;
import waybill.limits.StreamLimits.Caller;
import waybill.limits.StreamLimits.Permit;

final class StreamLimitsTest {
  private final StreamLimits limits = new StreamLimits(100, 2, 3);

  @Test
  void anAddressGetsItsShareAndNoMore() {
    granted("a");
    granted("a");

    assertInstanceOf(Admission.AddressFull.class, acquire("a"));
    assertInstanceOf(Admission.Granted.class, acquire("b"));
  }

  @Test
  void aFullNodeRefusesEveryNewcomer() {
    granted("a");
    granted("b");
    granted("c");

    assertInstanceOf(Admission.NodeFull.class, acquire("d"));
  }

  @Test
  void aPermitIsReleasedOnce() {
    var permit = granted("a");
    granted("a");

    permit.close();
    permit.close();

    assertEquals(1, limits.inUse());
    granted("a");
    assertInstanceOf(Admission.AddressFull.class, acquire("a"));
  }

  @Test
  void aClientTakesOverItsOwnPermitEvenOnAFullNode() {
    var replaced = new AtomicInteger();
    var former = granted("a", "tab");
    former.whenReplaced(replaced::incrementAndGet);
    granted("a");

    var successor = granted("a", "tab");
    former.close();

    assertEquals(1, replaced.get());
    assertEquals(2, limits.inUse());
    successor.close();
    assertEquals(1, limits.inUse());
  }

  @Test
  void aStreamThatWasReplacedBeforeItBeganIsTold() {
    var former = granted("a", "tab");
    granted("a", "tab");
    var replaced = new AtomicInteger();

    former.whenReplaced(replaced::incrementAndGet);

    assertEquals(1, replaced.get());
  }

  @Test
  void anotherCredentialCannotTakeOverAPermitByGuessingItsName() {
    granted("a", "tab");
    granted("b", "tab");

    assertEquals(2, limits.inUse());
  }

  @Test
  void aCredentialGetsItsShareFromAllAddressesTogether() {
    var generous = new StreamLimits(1, 10, 10);
    assertInstanceOf(
        Admission.Granted.class,
        generous.acquire(new Caller("a", "session:1", Instant.MAX, Optional.empty())));

    var second = generous.acquire(new Caller("b", "session:1", Instant.MAX, Optional.empty()));

    assertInstanceOf(Admission.CredentialFull.class, second);
  }

  @Test
  void aClientThatMovedToAnotherAddressTakesItsPermitAlong() {
    var train = new Caller("a", "session:1", Instant.MAX, Optional.of("tab"));
    assertInstanceOf(Admission.Granted.class, limits.acquire(train));
    granted("a");

    var station = new Caller("b", "session:1", Instant.MAX, Optional.of("tab"));
    assertInstanceOf(Admission.Granted.class, limits.acquire(station));

    assertEquals(2, limits.inUse());
    granted("a");
    assertInstanceOf(Admission.AddressFull.class, acquire("a"));
  }

  /** Each address has a credential of its own. */
  private static Caller caller(String address, Optional<String> client) {
    return new Caller(address, "session:" + address, Instant.MAX, client);
  }

  private Admission acquire(String address) {
    return limits.acquire(caller(address, Optional.empty()));
  }

  private Permit granted(String address) {
    return assertInstanceOf(Admission.Granted.class, acquire(address)).permit();
  }

  private Permit granted(String address, String client) {
    var admission = limits.acquire(caller(address, Optional.of(client)));
    return assertInstanceOf(Admission.Granted.class, admission).permit();
  }
}
