package waybill.bench.load;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Clients that send each change to one node after the other, always with the same Idempotency-Key,
 * until one has accepted it. They wait less than Retry-After says, which is harder for the service.
 */
public final class RetryingClients implements ChangeGenerator.Sender {
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(500);

  /** One in so many requests is one more, which reads. */
  private static final int READS = 8;

  private final EventLoop loop;
  private final List<ApiConnectionPool> nodes;
  private final IntFunction<String> read;
  private final Map<Integer, Long> unexpected = new TreeMap<>();
  private long slowest;
  private long repeated;
  private long unavailable;
  private long withoutRetryAfter;
  private int count;

  /**
   * @param read a path of a customer that can be read
   */
  public RetryingClients(EventLoop loop, List<ApiConnectionPool> nodes, IntFunction<String> read) {
    this.loop = loop;
    this.nodes = nodes;
    this.read = read;
  }

  @Override
  public void send(int customer, ApiRequest request) {
    count++;
    attempt(request.with("change-" + count, request.listener()), count);
    if (count % READS == 0) {
      attempt(new ApiRequest("GET", read.apply(customer), "", _ -> {}), count);
    }
  }

  private void attempt(ApiRequest request, int first) {
    for (int i = first; i < first + nodes.size(); i++) {
      var node = nodes.get(i % nodes.size());
      if (node.hasIdle()) {
        int next = i + 1;
        long sent = System.nanoTime();
        node.send(request.with(request.key(), reply -> answered(request, next, sent, reply)));
        return;
      }
    }
    loop.in(PAUSE, () -> attempt(request, first));
  }

  private void answered(ApiRequest request, int next, long sent, ApiRequest.@Nullable Reply reply) {
    slowest = Math.max(slowest, System.nanoTime() - sent);
    if (reply == null || reply.status() == 503) {
      repeated++;
      if (reply != null) {
        unavailable++;
        withoutRetryAfter +=
            reply.head().toLowerCase(Locale.ROOT).contains("\r\nretry-after: ") ? 0 : 1;
      }
      loop.in(PAUSE, () -> attempt(request, next));
    } else {
      if (reply.status() != (request.method().equals("GET") ? 200 : 201)) {
        unexpected.merge(reply.status(), 1L, Long::sum);
      }
      request.listener().answered(reply);
    }
  }

  /** The longest time from a request to its answer, or to the end of its connection. */
  public long slowest() {
    return slowest;
  }

  /** Requests that were sent again. */
  public long repeated() {
    return repeated;
  }

  /** Answers 503. */
  public long unavailable() {
    return unavailable;
  }

  /** Answers 503 that did not say when to come back. */
  public long withoutRetryAfter() {
    return withoutRetryAfter;
  }

  /** How often each status came that is neither success nor 503. */
  public Map<Integer, Long> unexpected() {
    return unexpected;
  }
}
