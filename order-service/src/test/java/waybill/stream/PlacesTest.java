package waybill.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import waybill.stream.Places.Admission;
import waybill.stream.Places.Caller;
import waybill.stream.Places.Place;

final class PlacesTest {
  private final Places places = new Places(100, 2, 3);

  @Test
  void anAddressGetsItsShareAndNoMore() {
    granted("a");
    granted("a");

    assertInstanceOf(Admission.AddressFull.class, enter("a"));
    assertInstanceOf(Admission.Granted.class, enter("b"));
  }

  @Test
  void aFullNodeRefusesEverybody() {
    granted("a");
    granted("b");
    granted("c");

    assertInstanceOf(Admission.NodeFull.class, enter("d"));
  }

  @Test
  void aPlaceThatIsLeftIsFreeOnce() {
    var place = granted("a");
    granted("a");

    place.close();
    place.close();

    assertEquals(1, places.taken());
    granted("a");
    assertInstanceOf(Admission.AddressFull.class, enter("a"));
  }

  @Test
  void aClientTakesOverItsOwnPlaceEvenInAFullHouse() {
    var replaced = new AtomicInteger();
    var former = granted("a", "tab");
    former.whenReplaced(replaced::incrementAndGet);
    granted("a");

    var successor = granted("a", "tab");
    former.close();

    assertEquals(1, replaced.get());
    assertEquals(2, places.taken());
    successor.close();
    assertEquals(1, places.taken());
  }

  @Test
  void aStreamThatWasReplacedBeforeItBeganHearsOfIt() {
    var former = granted("a", "tab");
    granted("a", "tab");
    var replaced = new AtomicInteger();

    former.whenReplaced(replaced::incrementAndGet);

    assertEquals(1, replaced.get());
  }

  @Test
  void anotherCredentialCannotTakeOverAPlaceByGuessingItsName() {
    granted("a", "tab");
    granted("b", "tab");

    assertEquals(2, places.taken());
  }

  @Test
  void aCredentialGetsItsShareFromWhereverItComes() {
    var generous = new Places(1, 10, 10);
    var pass = new Pass("session:1", Instant.MAX);
    assertInstanceOf(
        Admission.Granted.class, generous.enter(new Caller("a", pass, Optional.empty())));

    var second = generous.enter(new Caller("b", pass, Optional.empty()));

    assertInstanceOf(Admission.CredentialFull.class, second);
  }

  @Test
  void aClientThatMovedToAnotherAddressTakesItsPlaceAlong() {
    var pass = new Pass("session:1", Instant.MAX);
    var train = new Caller("a", pass, Optional.of("tab"));
    assertInstanceOf(Admission.Granted.class, places.enter(train));
    granted("a");

    var station = new Caller("b", pass, Optional.of("tab"));
    assertInstanceOf(Admission.Granted.class, places.enter(station));

    assertEquals(2, places.taken());
    granted("a");
    assertInstanceOf(Admission.AddressFull.class, enter("a"));
  }

  /** Each address has a credential of its own. */
  private static Caller caller(String address, Optional<String> client) {
    return new Caller(address, new Pass("session:" + address, Instant.MAX), client);
  }

  private Admission enter(String address) {
    return places.enter(caller(address, Optional.empty()));
  }

  private Place granted(String address) {
    return assertInstanceOf(Admission.Granted.class, enter(address)).place();
  }

  private Place granted(String address, String client) {
    var admission = places.enter(caller(address, Optional.of(client)));
    return assertInstanceOf(Admission.Granted.class, admission).place();
  }
}
