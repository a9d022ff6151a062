package waybill.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.audit.Audit.Action;
import waybill.log.Author;
import waybill.log.Database;
import waybill.log.OnBothDatabases;
import waybill.log.TestDatabase;

/** What costs a stranger nothing costs the service little. */
@OnBothDatabases
final class AuditTest {
  private static final Author UNKNOWN = new Author("", "192.0.2.1");

  @Test
  void strangersWithManyAddressesFillNothingAndLeaveRoomForAccounts(@TempDir Path data) {
    try (var database = TestDatabase.open(data, 2)) {
      var audit = new Audit(database, InstantSource.system());
      LongSupplier rows = () -> rows(database);
      for (int i = 0; i < 1_000; i++) {
        audit.refused(UNKNOWN, "network " + i, Action.ACCESS, "/", "bad token");
      }
      assertEquals(Audit.MAX_UNKNOWN, rows.getAsLong());

      audit.refused(new Author("eve", "192.0.2.1"), "network 1", Action.ACCESS, "/", "forbidden");
      assertEquals(Audit.MAX_UNKNOWN + 1, rows.getAsLong());

      audit.logOmitted();
      audit.refused(UNKNOWN, "another network", Action.ACCESS, "/", "bad token");
      assertEquals(Audit.MAX_UNKNOWN + 2, rows.getAsLong());
    }
  }

  @Test
  void aLinkThatIsUsedAgainAndAgainFillsNothing(@TempDir Path data) {
    try (var database = TestDatabase.open(data, 2)) {
      var audit = new Audit(database, InstantSource.system());

      for (int i = 0; i < 1_000; i++) {
        audit.done(UNKNOWN, "network", Action.LINK_REDEEMED, "WB-1/x");
      }

      assertTrue(rows(database) >= 10 && rows(database) < 20);
    }
  }

  private static long rows(Database database) {
    return database
        .<List<Boolean>>inTransaction(tx -> tx.list("select id from audit", _ -> true))
        .size();
  }
}
