package waybill.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import waybill.stream.Places.Admission;
import waybill.stream.Places.Caller;
import waybill.stream.Places.Place;

final class PlacesTest {
  private final Places places = new Places(2, 3);

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
  void anotherAddressCannotTakeOverAPlaceByGuessingItsName() {
    granted("a", "tab");
    granted("b", "tab");

    assertEquals(2, places.taken());
  }

  private Admission enter(String address) {
    return places.enter(new Caller(address, Optional.empty()));
  }

  private Place granted(String address) {
    return assertInstanceOf(Admission.Granted.class, enter(address)).place();
  }

  private Place granted(String address, String client) {
    var admission = places.enter(new Caller(address, Optional.of(client)));
    return assertInstanceOf(Admission.Granted.class, admission).place();
  }
}
