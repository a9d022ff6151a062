package waybill.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.LongStream;
import waybill.order.Change;
import waybill.order.CustomerId;
import waybill.order.LoggedEvent;
import waybill.store.GroupCommit.Written;

/** What a crash leaves of a shop whose only order collects notes. */
final class Wreck {
  static final CustomerId ADA = new CustomerId("ada");
  private static final Change NOTE = new Change.NoteAdded("a word");
  private static final int MOST = 10_000;

  /** Where the shop was, and goes on. */
  final Path data;

  final Path file;
  final Path journal;
  private final Path image;

  Wreck(Path folder) {
    data = folder.resolve("data");
    image = folder.resolve("image");
    file = image.resolve(Image.FILE);
    journal = image.resolve(Image.JOURNAL);
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

  /** The first change after the start stands in the file, the others in the journal only. */
  void dieAfter(int changes) {
    try (var shop = Shop.withJournal(data)) {
      work(shop, 1);
      shop.database.checkpoint();
      work(shop, changes - 1);
      die(shop);
    }
  }

  void die(Shop shop) {
    shop.writer.write(tx -> new Written<>(Image.take(data, image), List.of()));
  }

  void cutJournal(long length) {
    try (var channel = Files.newByteChannel(journal, StandardOpenOption.WRITE)) {
      channel.truncate(length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As the service would be started after the crash. */
  Shop start() {
    return Shop.withJournal(image);
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
