package waybill.demo;

import static waybill.demo.Person.ADA;
import static waybill.demo.Person.GRACE;
import static waybill.demo.Person.LINUS;
import static waybill.demo.Shop.basket;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import waybill.demo.Story.Chapter;
import waybill.order.Change;
import waybill.order.Order;
import waybill.store.Customers;

/**
 * Three customers with orders in all kinds of states. They come about at the desk, in the order of
 * their times, so that the log tells how each became what it is.
 */
final class DemoData {
  private static final Duration CUSTOMERS_SINCE = Duration.ofDays(90);

  static final List<Story> STORIES =
      List.of(
          new Story(
              ADA,
              basket("1 " + ParkedOrder.GOODS, "1 BOOK-7 Atlas of small islands"),
              "2h",
              "50h",
              "49h confirm 44h pack 40h pick-up 21h hub 3h depot"),
          new Story(
              ADA,
              basket("2 LAMP-2 Desk lamp", "1 CABLE-3 Charging cable, 3 m"),
              "1h",
              "46h",
              "45h confirm 30h pack 28h pick-up 12h hub 4h depot 35m out"),
          new Story(
              ADA,
              basket("4 CHAIR-5 Folding chair", "1 TENT-2 Tent for two"),
              "5h",
              "72h",
              """
              71h confirm 60h pack-first 58h pick-up 30h hub:1 29h pack 27h pick-up
              10h depot:1 6h out:1 5h deliver:1 2h hub:2
              """),
          new Story(
              ADA,
              basket("1 KETTLE-1 Enamel kettle, 1.5 l", "2 SEED-12 Tomato seeds"),
              "-70h",
              "120h",
              "119h confirm 110h pack 100h pick-up 80h hub 74h depot 70h out 68h deliver"),
          new Story(
              GRACE,
              basket("1 BOOT-42 Walking boots, 42", "3 WOOL-8 Ball of wool, grey"),
              "4h",
              "55h",
              "54h confirm 40h pack 38h pick-up 14h hub 9h delay"),
          new Story(
              GRACE,
              basket("1 SAW-1 Pruning saw", "1 PEN-9 Fountain pen"),
              "1h",
              "60h",
              "59h confirm 50h pack 48h pick-up 20h hub 8h depot 5h out 2h fail"),
          new Story(
              GRACE,
              basket("6 SEED-12 Tomato seeds", "2 CUP-6 Set of six cups"),
              "40h",
              "20h",
              "19h confirm 6h cancel-piece"),
          new Story(
              GRACE,
              basket("2 BOOK-7 Atlas of small islands", "1 PEN-9 Fountain pen"),
              "50h",
              "25m",
              ""),
          new Story(
              LINUS,
              basket("1 TENT-2 Tent for two", "2 LAMP-2 Desk lamp"),
              "-4h",
              "65h",
              "64h confirm 52h pack 50h pick-up 25h hub 9h depot 6h out 5h fail 3h pickup-point"),
          new Story(
              LINUS,
              basket("1 CUP-6 Set of six cups", "1 KETTLE-1 Enamel kettle, 1.5 l"),
              "26h",
              "8h",
              "7h confirm 50m pack"),
          new Story(
              LINUS,
              basket("2 BOOT-42 Walking boots, 42", "1 CABLE-3 Charging cable, 3 m"),
              "30h",
              "16h",
              "15h confirm 4h hold 3h note"));

  private final Clerk clerk;
  private final Customers customers;

  DemoData(Clerk clerk, Customers customers) {
    this.clerk = clerk;
    this.customers = customers;
  }

  /** Only into an empty database; what is in another one is nobody's demo. */
  void load(Instant now) {
    if (!customers.list("", 1).isEmpty()) {
      return;
    }
    Person.ALL.forEach(person -> clerk.register(person, now.minus(CUSTOMERS_SINCE)));
    var orders = new IdentityHashMap<Story, Order>();
    STORIES.stream()
        .flatMap(story -> story.chapters().stream())
        .sorted(Comparator.comparing(Chapter::ago).reversed())
        .forEach(
            chapter -> orders.compute(chapter.story(), (_, order) -> tell(chapter, order, now)));
  }

  private Order tell(Chapter chapter, @Nullable Order order, Instant now) {
    var at = now.minus(chapter.ago());
    var told =
        order == null || chapter.step().isEmpty()
            ? clerk.place(placed(chapter.story(), now), at)
            : clerk.append(chapter.step().get(), order, at);
    return told.orElseThrow(() -> new IllegalStateException("this cannot have been: " + chapter));
  }

  private static Change.Placed placed(Story story, Instant now) {
    var eta = Scene.window(now, story.eta());
    var person = story.person();
    return new Change.Placed(
        person.id(), person.home().destination(), story.basket(), Optional.of(eta));
  }
}
