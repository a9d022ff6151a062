package waybill.stream;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How many streams may be open: by one credential, from one address, and on this node. A newcomer
 * above a cap is refused; an open stream is never ended for a new one, because that would turn a
 * full house into a storm of reconnects. The one exception is its own successor: a client that
 * names itself takes over the place of its former stream, which on a train may be a dead connection
 * that nobody has noticed yet. Safe for use by many threads.
 */
public final class Places {
  private final int perCredential;
  private final int perAddress;
  private final int onNode;
  private final Map<String, Integer> byCredential = new HashMap<>();
  private final Map<String, Integer> byAddress = new HashMap<>();
  private final Map<Client, Place> byClient = new HashMap<>();
  private int taken;

  public Places(int perCredential, int perAddress, int onNode) {
    this.perCredential = perCredential;
    this.perAddress = perAddress;
    this.onNode = onNode;
  }

  /**
   * Who asks for a stream.
   *
   * @param client the random name a page gave itself, if it did
   */
  public record Caller(String address, Pass pass, Optional<String> client) {}

  private record Client(String credential, String name) {}

  /** The answer to a newcomer. */
  public sealed interface Admission {
    record Granted(Place place) implements Admission {}

    record CredentialFull() implements Admission {}

    record AddressFull() implements Admission {}

    record NodeFull() implements Admission {}
  }

  public synchronized Admission enter(Caller caller) {
    var credential = caller.pass().credential();
    var client = caller.client().map(name -> new Client(credential, name));
    var place = new Place(caller.address(), caller.pass(), client.orElse(null));
    var predecessor = client.map(byClient::get);
    if (predecessor.isPresent()) {
      predecessor.get().giveUp();
      byAddress.merge(caller.address(), 1, Integer::sum);
      leave(byAddress, predecessor.get().address);
    } else if (byCredential.getOrDefault(credential, 0) >= perCredential) {
      return new Admission.CredentialFull();
    } else if (byAddress.getOrDefault(caller.address(), 0) >= perAddress) {
      return new Admission.AddressFull();
    } else if (taken >= onNode) {
      return new Admission.NodeFull();
    } else {
      byCredential.merge(credential, 1, Integer::sum);
      byAddress.merge(caller.address(), 1, Integer::sum);
      taken++;
    }
    client.ifPresent(key -> byClient.put(key, place));
    return new Admission.Granted(place);
  }

  private synchronized void leave(Place place) {
    if (place.givenUp) {
      return;
    }
    place.givenUp = true;
    leave(byCredential, place.pass.credential());
    leave(byAddress, place.address);
    taken--;
    if (place.client != null) {
      byClient.remove(place.client, place);
    }
  }

  private static void leave(Map<String, Integer> counts, String name) {
    counts.computeIfPresent(name, (_, count) -> count > 1 ? count - 1 : null);
  }

  /** How many places are taken. */
  synchronized int taken() {
    return taken;
  }

  /** One stream's place, until it is closed or its successor takes it over. */
  public final class Place implements AutoCloseable {
    private final String address;
    private final Pass pass;
    private final @Nullable Client client;
    private boolean givenUp;
    private @Nullable Runnable whenReplaced;

    private Place(String address, Pass pass, @Nullable Client client) {
      this.address = address;
      this.pass = pass;
      this.client = client;
    }

    /** By what right it was taken. */
    Pass pass() {
      return pass;
    }

    /** What to do when the successor comes; at once if it already has. It must not block. */
    void whenReplaced(Runnable action) {
      boolean late;
      synchronized (Places.this) {
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
      leave(this);
    }
  }
}
