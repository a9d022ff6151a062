package waybill.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.EOFException;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

final class StorageHealthTest {
  private final StorageHealth health = new StorageHealth();

  @Test
  void theReasonIsThatOfTheOperatingSystem() {
    health.failed(new SQLException("writing failed", new IOException("No space left on device")));

    assertEquals("No space left on device", health.failure().orElseThrow());
  }

  @Test
  void aCauseThatSaysNothingIsNoReason() {
    health.failed(new SQLException("An I/O error occurred\nat 5", new EOFException()));

    assertEquals("An I/O error occurred", health.failure().orElseThrow());
  }

  @Test
  void aFailureWithoutWordsIsNamed() {
    health.failed(new EOFException());

    assertEquals("java.io.EOFException", health.failure().orElseThrow());
  }
}
