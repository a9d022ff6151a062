package waybill.bus;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import waybill.Await;

/** What one connection to an engine has received, and how it was lost. */
public final class Received implements Transport.Listener {
  private final List<String> messages = new CopyOnWriteArrayList<>();
  private final List<Exception> losses = new CopyOnWriteArrayList<>();

  @Override
  public void received(byte[] message) {
    messages.add(new String(message, UTF_8));
  }

  @Override
  public void lost(Exception reason) {
    losses.add(reason);
  }

  /** A batch of one message. */
  public static List<byte[]> batch(String message) {
    return List.of(message.getBytes(UTF_8));
  }

  public List<String> messages() {
    return messages;
  }

  public void await(String message) {
    Await.until(message + " arrives", () -> messages.contains(message));
  }

  public void awaitLoss() {
    Await.until("the connection is lost", () -> !losses.isEmpty());
  }
}
