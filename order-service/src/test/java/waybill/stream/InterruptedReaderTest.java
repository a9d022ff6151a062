package waybill.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.order.CustomerId;
import waybill.order.OrderId;

/**
 * The thread of a stream that is stuck is interrupted, and so are the threads of all streams when
 * the server stops. Such a thread may be reading the log at that moment.
 */
final class InterruptedReaderTest {
  @TempDir Path folder;

  @Test
  void aStreamCutWhileItReadsTheLogHarmsNobodyElse() throws Exception {
    CustomerId customer;
    OrderId order;
    try (var live = new LiveLog(folder)) {
      customer = live.customer();
      order = live.order(customer);
      live.notes(order, 300, "x".repeat(2000));
    }

    // opened again, so that the log is read from the file and not from a cache
    try (var live = new LiveLog(folder)) {
      var cut =
          Thread.ofVirtual()
              .start(() -> {
                Thread.currentThread().interrupt();
                live.events().after(customer, 0, 500);
              });
      cut.join();

      live.note(order, "written after that");
      assertEquals(302, live.events().after(customer, 0, 500).size());
    }
  }
}
