package waybill.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import waybill.order.OrderId;

/** Links by which an order is shown to people without an account. */
public final class Links {
  /** Valid at once for one order. */
  static final int MOST = 20;

  public static final Duration STANDARD = Duration.ofDays(30);
  public static final Duration LONGEST = Duration.ofDays(90);

  private final ShareLinks links;
  private final InstantSource clock;

  public Links(ShareLinks links, InstantSource clock) {
    this.links = links;
    this.clock = clock;
  }

  /**
   * A link that was just made.
   *
   * @param secret known to nobody but who is told now
   */
  public record Made(ShareLink link, String secret) {}

  /** Empty if the order has too many already. */
  public Optional<Made> make(OrderId order, Role by, Optional<Instant> expires) {
    // as the database keeps it: who makes a link is told what the list will say
    var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    var secret = Secret.ofLink();
    var ends = expires.orElse(now.plus(STANDARD)).truncatedTo(ChronoUnit.MICROS);
    var link = new ShareLink(Secret.random(9), order, by, now, ends);
    return links.add(link, Secret.hash(secret), MOST)
        ? Optional.of(new Made(link, secret))
        : Optional.empty();
  }

  /** The valid link of this secret. */
  public Optional<ShareLink> find(String secret) {
    return Secret.isPossible(secret)
        ? links.find(Secret.hash(secret), clock.instant())
        : Optional.empty();
  }

  /** An order's valid links, newest first. */
  public List<ShareLink> of(OrderId order) {
    return links.of(order, clock.instant());
  }

  /** False if the order has no such link; {@link Rights} must be told of the others. */
  public boolean revoke(OrderId order, String id) {
    return links.revoke(order, id, clock.instant());
  }
}
