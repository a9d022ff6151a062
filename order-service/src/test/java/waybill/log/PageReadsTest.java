package waybill.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.DirectCommands;

/** Clients that read much of the log leave connections of the database to the others. */
@OnBothDatabases
final class PageReadsTest {
  private static final int READERS = 12;

  @TempDir Path folder;

  @Test
  void howeverManyReadTwoPagesAreReadAtATime() throws InterruptedException {
    var clock = InstantSource.system();
    try (var database = TestDatabase.open(folder, 8);
        var writer = new GroupCommit(database, _ -> {})) {
      var log = new EventLog(database);
      var commands = new DirectCommands(new OrderCommands(writer, log, clock, (_, _, _) -> {}));
      var customer = commands.customer();
      var order = commands.order(customer);
      commands.notes(order, 500, "x".repeat(1000));
      var threads = new ArrayList<Thread>();
      for (int i = 0; i < READERS; i++) {
        boolean ofOrder = i % 2 == 0;
        threads.add(
            Thread.ofPlatform()
                .start(() -> {
                  for (int page = 0; page < 5; page++) {
                    var events = ofOrder ? log.after(order, 1, 500) : log.after(customer, 1, 500);
                    assertEquals(500, events.size());
                  }
                }));
      }

      int most = 0;
      while (threads.stream().anyMatch(Thread::isAlive)) {
        most = Math.max(most, database.connectionsInUse());
      }

      assertTrue(most <= 2, most + " at a time");
    }
  }
}
