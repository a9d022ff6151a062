package waybill.edge;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.helidon.http.Status;
import io.helidon.http.WritableHeaders;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** No address takes all, and what is given back can be taken again. */
final class ByteBudgetTest {
  private final ByteBudget budget = new ByteBudget(1000);

  @Test
  void anAddressMayTakeThreeQuarters() throws IOException {
    assertTrue(budget.tryTake(connection("a", false), 750));

    assertFalse(budget.tryTake(connection("a", false), 1));
    assertTrue(budget.tryTake(connection("b", false), 250));
    assertFalse(budget.tryTake(connection("c", false), 1));
  }

  @Test
  void aProxyMayTakeAll() throws IOException {
    assertTrue(budget.tryTake(connection("proxy", true), 1000));
  }

  @Test
  void anAddressThatHoldsNothingIsNotRefusedForTheOthers() throws IOException {
    assertTrue(budget.tryTake(connection("a", false), 700));
    assertTrue(budget.tryTake(connection("b", false), 250));

    assertTrue(budget.isUsedUp(connection("b", false)));
    assertFalse(budget.isUsedUp(connection("c", false)));
  }

  @Test
  void whatIsGivenBackCanBeTakenAgain() throws IOException {
    var connection = connection("a", false);
    assertTrue(budget.tryTake(connection, 700));
    assertTrue(budget.isUsedUp(connection));

    budget.give(connection, 700);

    assertFalse(budget.isUsedUp(connection));
    assertTrue(budget.tryTake(connection, 750));
  }

  private MonitoredConnection connection(String address, boolean ofProxy) throws IOException {
    var any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    var hour = Duration.ofHours(1);
    var settings =
        new EdgeSettings(
            new RequestTimes(hour, hour, hour, hour),
            1,
            InetAddress::getHostAddress,
            _ -> ofProxy,
            1,
            _ -> 1,
            (Status _, WritableHeaders<?> _) -> new byte[0],
            Optional.empty());
    try (var channel = SocketChannel.open()) {
      return new MonitoredConnection(
          channel, new MonitoredConnection.Id(any, any), address, ofProxy, settings, budget);
    }
  }
}
