package waybill.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.stream.LongStream;
import waybill.order.Change;
import waybill.order.CustomerId;
import waybill.order.LoggedEvent;

/** What a crash leaves of a shop whose only order collects notes. */
final class Wreck {
  static final CustomerId ADA = new CustomerId("ada");
  private static final Change NOTE = new Change.NoteAdded("a word");
  private static final int MOST = 10_000;

  /** Where the shop was, and goes on. */
  final Path data;

  final Path file;
  private final Path image;

  Wreck(Path folder) {
    data = folder.resolve("data");
    image = folder.resolve("image");
    file = image.resolve(Image.FILE);
  }

  /** The order's first event. */
  static void begin(Shop shop) {
    shop.place("WB-1", Shop.basket(shop.customer(ADA.value())));
  }

  static void work(Shop shop, int changes) {
    for (int i = 0; i < changes; i++) {
      shop.append("WB-1", NOTE);
    }
  }

  void dieAfter(int changes) {
    try (var shop = Shop.open(data)) {
      work(shop, changes);
      die(shop);
    }
  }

  void die(Shop shop) {
    shop.writer.write("", _ -> freeze());
  }

  /** As it dies, when the writer has nothing to do. */
  Path freeze() {
    return Image.take(data, image);
  }

  /** As the service would be started after the crash. */
  Shop start() {
    return Shop.open(image);
  }

  /** How many events there are after a start, if none is missing and none is there twice. */
  long events() {
    try (var shop = start()) {
      return events(shop);
    }
  }

  static long events(Shop shop) {
    var log = shop.log.after(ADA, 0, MOST);
    var numbers = LongStream.rangeClosed(1, log.size()).boxed().toList();
    assertEquals(numbers, log.stream().map(LoggedEvent::seq).toList());
    assertEquals(log.size(), shop.find("WB-1").version());
    return log.size();
  }
}
