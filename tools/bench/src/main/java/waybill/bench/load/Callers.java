package waybill.bench.load;

import java.util.ArrayDeque;
import java.util.Deque;

/** The REST clients: requests wait in order for a connection that is free. */
public final class Callers {
  private final Deque<Caller> idle = new ArrayDeque<>();
  private final Deque<Call> waiting = new ArrayDeque<>();

  /** Opens so many connections. */
  public Callers(Loop loop, Target target, int connections) {
    for (int i = 0; i < connections; i++) {
      new Caller(loop, target, this).open();
    }
  }

  /** Sends a request as soon as a connection is free. */
  public void send(Call call) {
    var caller = idle.pollLast();
    if (caller == null) {
      waiting.add(call);
    } else {
      caller.send(call);
    }
  }

  void idle(Caller caller) {
    var call = waiting.poll();
    if (call == null) {
      idle.addLast(caller);
    } else {
      caller.send(call);
    }
  }

  void gone(Caller caller) {
    idle.remove(caller);
  }

  /** How many requests wait for a connection. */
  public int waiting() {
    return waiting.size();
  }
}
