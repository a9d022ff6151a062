package waybill.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One writer for all: no caller waits without need, and one commit pays for many. */
@OnBothDatabases
final class GroupCommitTest {
  @TempDir static Path folder;
  private static Database database;

  @BeforeAll
  static void open() {
    database = TestDatabase.open(folder, Shop.CONNECTIONS);
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Test
  void aSingleChangeDoesNotWaitForCompany() {
    try (var pieces = new Pieces(database)) {
      pieces.writer.write("", tx -> pieces.piece(tx, 0));

      long fastest =
          LongStream.rangeClosed(1, 20)
              .map(n -> {
                long begin = System.nanoTime();
                pieces.writer.write("", tx -> pieces.piece(tx, n));
                return System.nanoTime() - begin;
              })
              .min()
              .orElseThrow();

      assertTrue(fastest < Duration.ofMillis(10).toNanos(), fastest + " ns");
    }
  }

  @Test
  void thoseWhoReadLeaveTheWriterItsConnection() {
    try (var pieces = new Pieces(database)) {
      takeAllConnections(
          Shop.CONNECTIONS, () -> pieces.writer.write("", tx -> pieces.piece(tx, 0)));

      assertEquals(1, pieces.count());
    }
  }

  private static void takeAllConnections(int left, Runnable then) {
    if (left == 0) {
      then.run();
    } else {
      database.inTransaction(tx -> {
        // a transaction takes its connection with its first statement
        tx.first("select id from installation", row -> row);
        takeAllConnections(left - 1, then);
        return tx;
      });
    }
  }

  @Test
  void whatWaitsWhileTheWriterIsBusyIsCommittedTogether() throws Exception {
    try (var pieces = new Pieces(database)) {
      for (var result : whileBusy(pieces, 50)) {
        assertEquals("done", Pieces.result(result));
      }

      assertEquals(50, pieces.ran.size());
      assertEquals(1, Set.copyOf(pieces.ran).size());
      assertEquals(50, pieces.count());
    }
  }

  @Test
  void eventsArePublishedAfterTheirCommitInCommitOrder() throws Exception {
    var visible = Collections.synchronizedList(new ArrayList<Boolean>());
    var reader = new AtomicReference<Pieces>();
    try (var pieces =
        new Pieces(database, event -> visible.add(reader.get().exists(event.seq())))) {
      reader.set(pieces);
      for (var result : whileBusy(pieces, 50)) {
        Pieces.result(result);
      }

      assertEquals(LongStream.range(0, 50).boxed().toList(), pieces.published);
      assertEquals(Set.of(true), Set.copyOf(visible));
    }
  }

  @Test
  void whoeverIsToldThatItIsDoneCanRelyOnItBeingPublished() {
    try (var pieces = new Pieces(database)) {
      for (long n = 0; n < 20; n++) {
        long number = n;
        pieces.writer.write("", tx -> pieces.piece(tx, number));

        assertEquals(n, pieces.published.getLast());
      }
    }
  }

  private static List<Future<String>> whileBusy(Pieces pieces, int count) throws Exception {
    try (var _ = pieces.busy()) {
      return pieces.submit(count);
    }
  }
}
