package waybill.limits;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How many streams may be open: by one credential, from one address, and on this node. A new stream
 * above a limit is refused; an open stream is never ended for it, because on a full node each ended
 * stream would reconnect. There is one exception: a client that gives itself a name takes over the
 * permit of its former stream, which may be a dead connection that was not noticed yet. Safe for
 * use by many threads.
 */
public final class StreamLimits {
  private final int maxPerCredential;
  private final int maxPerAddress;
  private final int maxOnNode;
  private final Map<String, Integer> byCredential = new HashMap<>();
  private final Map<String, Integer> byAddress = new HashMap<>();
  private final Map<Client, Permit> byClient = new HashMap<>();
  private int inUse;

  public StreamLimits(int maxPerCredential, int maxPerAddress, int maxOnNode) {
    this.maxPerCredential = maxPerCredential;
    this.maxPerAddress = maxPerAddress;
    this.maxOnNode = maxOnNode;
  }

  /**
   * Who asks for a stream.
   *
   * @param credential the key of the right to watch: the stream ends with it
   * @param expires when that right ends by itself, if it is not prolonged
   * @param client the random name that a page gave itself, if it did
   */
  public record Caller(
      String address, String credential, Instant expires, Optional<String> client) {}

  private record Client(String credential, String name) {}

  private static Optional<Client> client(Caller caller) {
    return caller.client().map(name -> new Client(caller.credential(), name));
  }

  /** The answer to a request for a permit. */
  public sealed interface Admission {
    record Granted(Permit permit) implements Admission {}

    record CredentialFull() implements Admission {}

    record AddressFull() implements Admission {}

    record NodeFull() implements Admission {}
  }

  public synchronized Admission acquire(Caller caller) {
    var client = client(caller);
    var predecessor = client.map(byClient::get);
    if (predecessor.isPresent()) {
      predecessor.get().replace();
    } else if (byCredential.getOrDefault(caller.credential(), 0) >= maxPerCredential) {
      return new Admission.CredentialFull();
    } else if (byAddress.getOrDefault(caller.address(), 0) >= maxPerAddress) {
      return new Admission.AddressFull();
    } else if (inUse >= maxOnNode) {
      return new Admission.NodeFull();
    }
    var permit = new Permit(caller);
    client.ifPresent(key -> byClient.put(key, permit));
    count(caller, 1);
    return new Admission.Granted(permit);
  }

  private void count(Caller caller, int difference) {
    byCredential.merge(caller.credential(), difference, StreamLimits::sum);
    byAddress.merge(caller.address(), difference, StreamLimits::sum);
    inUse += difference;
  }

  /** Null removes the key. */
  private static @Nullable Integer sum(int a, int b) {
    return a + b == 0 ? null : a + b;
  }

  /** How many streams have a permit. */
  public synchronized int inUse() {
    return inUse;
  }

  /** One stream's permit, until it is closed or its successor takes it over. */
  public final class Permit implements AutoCloseable {
    private final Caller caller;
    private boolean released;
    private Runnable whenReplaced = () -> {};

    private Permit(Caller caller) {
      this.caller = caller;
    }

    /** The key of the right to watch. */
    public String credential() {
      return caller.credential();
    }

    /** When that right ends, as far as was known when the permit was granted. */
    public Instant expires() {
      return caller.expires();
    }

    /** Runs the action when the successor comes, or now if it came already; it must not block. */
    public void whenReplaced(Runnable action) {
      boolean replaced;
      synchronized (StreamLimits.this) {
        replaced = released;
        whenReplaced = action;
      }
      if (replaced) {
        action.run();
      }
    }

    private void replace() {
      close();
      whenReplaced.run();
    }

    /** Releases the permit; once it is released or taken over, this does nothing. */
    @Override
    public void close() {
      synchronized (StreamLimits.this) {
        if (!released) {
          released = true;
          count(caller, -1);
          client(caller).ifPresent(client -> byClient.remove(client, this));
        }
      }
    }
  }
}
