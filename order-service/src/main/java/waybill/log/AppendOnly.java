package waybill.log;

import java.sql.Connection;
import java.sql.SQLException;
import org.h2.api.Trigger;
import org.jspecify.annotations.Nullable;

/** H2 calls it for each row that is to be changed or deleted where rows are only ever added. */
public final class AppendOnly implements Trigger {
  @Override
  public void fire(
      Connection connection, @Nullable Object @Nullable [] old, @Nullable Object @Nullable [] now)
      throws SQLException {
    throw new SQLException("what was written down is not changed", "23000");
  }
}
