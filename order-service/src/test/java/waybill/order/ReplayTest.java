package waybill.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static waybill.order.Changes.CONFIRM;
import static waybill.order.Changes.HOLD;
import static waybill.order.Changes.NOTE;
import static waybill.order.Changes.pack;

import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/** The events are enough to tell the order again. */
class ReplayTest {

  @Test
  void aReplayOfAllEventsGivesTheOrder() {
    Story story = Story.confirmed(2).then(pack(1, 1), HOLD);

    assertEquals(story.order(), Order.replay(story.events()));
  }

  @Test
  void oneEventMoreIsApplied() {
    Story story = Story.placed(1);
    Order before = story.order();

    story.then(CONFIRM);

    assertEquals(story.order(), before.apply(story.lastEvent()));
  }

  @Test
  void aGapInTheEventsIsNoticed() {
    List<OrderEvent> events = Story.placed(1).then(CONFIRM, NOTE).events();

    assertThrows(
        IllegalArgumentException.class,
        () -> Order.replay(List.of(events.getFirst(), events.getLast())));
  }

  @Test
  void anEventIsNotAppliedTwice() {
    Story story = Story.placed(1).then(NOTE);

    assertThrows(IllegalArgumentException.class, () -> story.order().apply(story.lastEvent()));
  }

  @Test
  void anEventOfAnotherOrderIsNotApplied() {
    OrderEvent event = Story.placed(1).then(NOTE).lastEvent();
    Order another =
        Order.place(new OrderId("WB-2"), Changes.place(1), ActorKind.STAFF, Story.START).order();

    assertThrows(IllegalArgumentException.class, () -> another.apply(event));
  }

  @Test
  void aStoryBeginsWithItsBeginning() {
    List<OrderEvent> events = Story.placed(1).then(CONFIRM).events();

    assertThrows(
        IllegalArgumentException.class, () -> Order.replay(events.subList(1, events.size())));
    assertThrows(NoSuchElementException.class, () -> Order.replay(List.of()));
  }
}
