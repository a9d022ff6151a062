package waybill.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.helidon.http.Method;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import waybill.http.ProblemException;

final class AuthorizationFilterTest {
  @Test
  void aRouteThatStandsInNoPolicyIsClosed() {
    var reached = new AtomicBoolean();
    var handler =
        new AuthorizationFilter(null, null)
            .before(Method.GET, "/api/forgotten", (_, _) -> reached.set(true));

    var refused = assertThrows(ProblemException.class, () -> handler.handle(null, null));

    assertEquals(404, refused.problem().status());
    assertFalse(reached.get());
  }
}
