package waybill.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import waybill.order.OrderId;

/** Where a page of a search begins: after this order. Opaque to clients. */
record SearchPage(Instant placedAt, OrderId id) {
  /** A time, a space, an id, in base 64. */
  private static final int MAX_LENGTH = 120;

  /** Beyond these no order was placed, and databases cannot count much further. */
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

  /** Empty for a text that is no token of this service. */
  static Optional<SearchPage> parse(String token) {
    if (token.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    try {
      var parts = new String(Base64.getUrlDecoder().decode(token), UTF_8).split(" ", 2);
      if (parts.length != 2) {
        return Optional.empty();
      }
      var placedAt = Instant.parse(parts[0]);
      return OrderId.parse(parts[1])
          .filter(_ -> !placedAt.isBefore(EARLIEST) && placedAt.isBefore(LATEST))
          .map(id -> new SearchPage(placedAt, id));
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((placedAt + " " + id).getBytes(UTF_8));
  }
}
