package waybill.stream;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How many streams may be open: by one credential, from one address, and on this node. A newcomer
 * above a limit is refused; an open stream is never ended for a new one, because that would turn a
 * full node into a storm of reconnects. The one exception is its own successor: a client that names
 * itself takes over the permit of its former stream, which on a train may be a dead connection that
 * was not noticed yet. Safe for use by many threads.
 */
public final class StreamLimits {
  private static final String NODE = "node";

  private final Permits<String> credentials;
  private final Permits<String> addresses;
  private final Permits<String> node;
  private final Map<Client, Permit> byClient = new HashMap<>();

  public StreamLimits(int perCredential, int perAddress, int onNode) {
    this.credentials = new Permits<>(perCredential);
    this.addresses = new Permits<>(perAddress);
    this.node = new Permits<>(onNode);
  }

  /**
   * Who asks for a stream.
   *
   * @param credential the key of the right to watch: the stream ends with it
   * @param expires when that right ends by itself, if it is not prolonged
   * @param client the random name a page gave itself, if it did
   */
  public record Caller(
      String address, String credential, Instant expires, Optional<String> client) {}

  private record Client(String credential, String name) {}

  /** The answer to a newcomer. */
  public sealed interface Admission {
    record Granted(Permit permit) implements Admission {}

    record CredentialFull() implements Admission {}

    record AddressFull() implements Admission {}

    record NodeFull() implements Admission {}
  }

  public synchronized Admission acquire(Caller caller) {
    var client = caller.client().map(name -> new Client(caller.credential(), name));
    var predecessor = client.map(byClient::get);
    if (predecessor.isPresent()) {
      predecessor.get().giveUp();
      addresses.transfer(predecessor.get().caller.address(), caller.address());
    } else if (!credentials.tryAcquire(caller.credential())) {
      return new Admission.CredentialFull();
    } else if (!addresses.tryAcquire(caller.address())) {
      credentials.release(caller.credential());
      return new Admission.AddressFull();
    } else if (!node.tryAcquire(NODE)) {
      credentials.release(caller.credential());
      addresses.release(caller.address());
      return new Admission.NodeFull();
    }
    var permit = new Permit(caller, client.orElse(null));
    client.ifPresent(key -> byClient.put(key, permit));
    return new Admission.Granted(permit);
  }

  private synchronized void release(Permit permit) {
    if (permit.givenUp) {
      return;
    }
    permit.givenUp = true;
    credentials.release(permit.caller.credential());
    addresses.release(permit.caller.address());
    node.release(NODE);
    if (permit.client != null) {
      byClient.remove(permit.client, permit);
    }
  }

  /** How many streams have a permit. */
  int inUse() {
    return node.inUse(NODE);
  }

  /** One stream's permit, until it is closed or its successor takes it over. */
  public final class Permit implements AutoCloseable {
    private final Caller caller;
    private final @Nullable Client client;
    private boolean givenUp;
    private @Nullable Runnable whenReplaced;

    private Permit(Caller caller, @Nullable Client client) {
      this.caller = caller;
      this.client = client;
    }

    /** The key of the right to watch. */
    String credential() {
      return caller.credential();
    }

    /** When that right ends, as far as was known when the permit was granted. */
    Instant expires() {
      return caller.expires();
    }

    /** What to do when the successor comes; at once if it already has. It must not block. */
    void whenReplaced(Runnable action) {
      boolean late;
      synchronized (StreamLimits.this) {
        late = givenUp;
        whenReplaced = action;
      }
      if (late) {
        action.run();
      }
    }

    private void giveUp() {
      givenUp = true;
      if (whenReplaced != null) {
        whenReplaced.run();
      }
    }

    @Override
    public void close() {
      release(this);
    }
  }
}
