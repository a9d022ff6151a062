package waybill.http;

import io.helidon.webserver.CloseConnectionException;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Ends a request whose answer goes on: its head is sent, and the body is written once everything
 * that belonged to the request is off the stack. Of an open stream nothing is left then but its
 * connection and itself. Passes through Helidon as the wish to close the connection.
 */
final class Detached extends CloseConnectionException {
  private static final long serialVersionUID = 1;

  private final transient Body body;
  private final boolean last;

  /**
   * Goes on with a body.
   *
   * @param last whether one of both sides asked for the connection to be closed after it
   */
  Detached(Body body, boolean last) {
    super("the answer goes on without its request");
    this.body = body;
    this.last = last;
  }

  /** What is left to be sent. */
  @FunctionalInterface
  interface Body {
    void write(OutputStream out) throws IOException;
  }

  Body body() {
    return body;
  }

  boolean isLast() {
    return last;
  }

  /** It is no error, and nobody will ask where it came from. */
  @Override
  public Throwable fillInStackTrace() {
    return this;
  }
}
