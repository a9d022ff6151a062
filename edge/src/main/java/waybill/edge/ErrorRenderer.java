package waybill.edge;

import io.helidon.http.Status;
import io.helidon.http.WritableHeaders;

/** How an error looks that is answered before any route is asked. */
@FunctionalInterface
public interface ErrorRenderer {
  /**
   * Returns the body.
   *
   * @param headers to which its Content-Type and others are added; the length is added later
   */
  byte[] render(Status status, WritableHeaders<?> headers);
}
