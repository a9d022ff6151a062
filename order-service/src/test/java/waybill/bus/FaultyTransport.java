package waybill.bus;

import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;

/** A transport that says it has sent what it has lost. */
final class FaultyTransport implements Transport {
  private final Transport transport;

  /** Whether a message, as text, arrives. */
  private final Predicate<byte[]> arrives;

  FaultyTransport(Transport transport, Predicate<byte[]> arrives) {
    this.transport = transport;
    this.arrives = arrives;
  }

  @Override
  public int maxSize() {
    return transport.maxSize();
  }

  @Override
  public Sender connect(String channel, Listener listener)
      throws IOException, InterruptedException {
    var sender = transport.connect(channel, listener);
    return new Sender() {
      @Override
      public void send(List<byte[]> messages) throws IOException, InterruptedException {
        sender.send(messages.stream().filter(arrives).toList());
      }

      @Override
      public void close() throws IOException {
        sender.close();
      }
    };
  }
}
