package waybill.log;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.engine.Engine;
import waybill.order.Change;
import waybill.order.OrderId;

/** What is read page by page costs no more where there is more of it: the plan says so. */
final class PagePlanTest {
  @Test
  void everyPageIsReadInTheOrderOfAnIndexUntilItIsFull(@TempDir Path folder) throws SQLException {
    try (var shop = Shop.open(folder);
        var connection = DriverManager.getConnection(Engine.h2(folder), "sa", "")) {
      var ada = shop.customer("ada");
      shop.place("WB-1", Shop.basket(ada));
      shop.append("WB-1", new Change.Confirmed());
      connection.createStatement().execute("set query_statistics true");
      shop.log.after(ada, 0, 10);
      shop.log.after(new OrderId("WB-1"), 0, 10);
      shop.log.head(ada);
      shop.append("WB-1", new Change.NoteAdded("Ring twice"));
      shop.orders.newest(ada, 10);
      new Customers(shop.database).list("", 10);

      var plans = plans(connection);

      assertEquals(6, plans.size(), () -> String.join("\n", plans));
      assertAll(
          plans.stream().map(plan -> () -> assertTrue(plan.contains("index sorted"), () -> plan)));
    }
  }

  /** How H2 runs each statement with a limit that it was asked to run before. */
  private static List<String> plans(Connection connection) throws SQLException {
    var plans = new ArrayList<String>();
    try (var statement = connection.createStatement();
        var known =
            statement.executeQuery(
                "select distinct sql_statement from information_schema.query_statistics")) {
      while (known.next()) {
        var sql = known.getString(1);
        if (sql.contains(" limit ")) {
          plans.add(plan(connection, sql));
        }
      }
    }
    return plans;
  }

  private static String plan(Connection connection, String sql) throws SQLException {
    try (var explain = connection.prepareStatement("explain " + sql)) {
      for (int i = 1; i <= explain.getParameterMetaData().getParameterCount(); i++) {
        explain.setNull(i, Types.NULL);
      }
      try (var plan = explain.executeQuery()) {
        plan.next();
        return plan.getString(1);
      }
    }
  }
}
