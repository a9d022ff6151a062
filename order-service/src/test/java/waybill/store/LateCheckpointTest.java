package waybill.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.Await;

/**
 * The file cannot be brought up to date for a while: changes go on, and it is not tried each time.
 */
final class LateCheckpointTest {
  private static final Logger LOG = Logger.getLogger(GroupCommit.class.getName());
  private static final int MEGABYTE = 1_000_000;

  @TempDir Path folder;
  private FaultyH2 disk;
  private Shop shop;

  @BeforeEach
  void open() throws Exception {
    LOG.setLevel(Level.OFF);
    disk = new FaultyH2();
    shop = Shop.on(Database.open(folder, FaultyH2::url, Shop.CONNECTIONS));
  }

  @AfterEach
  void close() throws Exception {
    shop.close();
    disk.close();
    LOG.setLevel(null);
  }

  @Test
  void aLongJournalIsNotTriedAgainAfterEachChangeAndBeginsAnewOnceItCan() {
    disk.failCheckpoints(true);
    for (int i = 0; i < 45; i++) {
      write(i);
    }

    assertEquals(1, disk.refusedCheckpoints());
    assertEquals(45, shop.count("idempotency"));

    disk.failCheckpoints(false);
    Await.until("the file is up to date", () -> !shop.database.isBehind());
    write(45);
    assertFalse(shop.database.isFarBehind());
  }

  private void write(int key) {
    shop.database.write(tx ->
        tx.execute(
            """
            insert into idempotency (account, method, path, request_key, fingerprint, status, body, created_at)
            values ('a', 'POST', '/x', ?, X'00', 201, ?, timestamp with time zone '2026-03-01 08:00:00Z')
            """,
            Integer.toString(key),
            new byte[MEGABYTE]));
  }
}
