package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections without end must not use up what the process needs: it would never listen again. */
final class DescriptorsIT {
  @TempDir Path data;

  @Test
  void whoeverOpensMoreConnectionsThanThereAreDescriptorsDoesNotEndTheService() throws IOException {
    var connections = new ArrayList<RawHttp>();
    try (var service = ServiceProcess.startWith(300, data)) {
      for (int i = 0; i < 500; i++) {
        connections.add(RawHttp.connect(service.port()));
      }
      connections.getLast().assertClosed();
      connections.forEach(RawHttp::close);

      Await.until("there is room again", () -> isAnswered(service.port()));
      assertEquals(200, service.get("/clock").statusCode());
    } finally {
      connections.forEach(RawHttp::close);
    }
  }

  private static boolean isAnswered(int port) {
    try (var connection = RawHttp.connect(port)) {
      return connection.ask("GET /clock").status() == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }
}
