package waybill.bench.load;

import java.util.ArrayDeque;
import java.util.Deque;

/** Connections to the REST API: requests wait in order for a free one. */
public final class ApiConnectionPool {
  private final Deque<ApiConnection> idle = new ArrayDeque<>();
  private final Deque<ApiRequest> waiting = new ArrayDeque<>();

  /** Opens so many connections. */
  public ApiConnectionPool(EventLoop loop, Target target, int connections) {
    for (int i = 0; i < connections; i++) {
      new ApiConnection(loop, target, this).open();
    }
  }

  /** Sends a request as soon as a connection is free. */
  public void send(ApiRequest call) {
    var caller = idle.pollLast();
    if (caller == null) {
      waiting.add(call);
    } else {
      caller.send(call);
    }
  }

  void idle(ApiConnection caller) {
    var call = waiting.poll();
    if (call == null) {
      idle.addLast(caller);
    } else {
      caller.send(call);
    }
  }

  void gone(ApiConnection caller) {
    idle.remove(caller);
  }

  /** Whether a request would be sent at once. */
  boolean hasIdle() {
    return !idle.isEmpty();
  }

  /** How many requests wait for a connection. */
  public int waiting() {
    return waiting.size();
  }
}
