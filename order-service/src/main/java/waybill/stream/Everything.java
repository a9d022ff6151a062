package waybill.stream;

import java.io.IOException;

/** Sends every change, live. Nothing is counted: {@code reset} says that some may be missing. */
record Everything(Mailbox mailbox, Outlet outlet) implements OpenStream.Work {
  @Override
  public void begin() throws IOException {
    outlet.write(Frames.STAFF_RESET);
  }

  @Override
  public boolean goOn() throws IOException {
    while (true) {
      var delivery = mailbox.take();
      if (delivery.isEmpty()) {
        return true;
      }
      outlet.write(delivery.mail().stream().map(Mail::frame).toList());
      if (delivery.overflowed()) {
        outlet.write(Frames.STAFF_RESET);
      } else if (delivery.ping() && delivery.mail().isEmpty()) {
        outlet.write(Frames.PING);
      }
      if (delivery.end().isPresent()) {
        outlet.write(Frames.end(delivery.end().get()));
        return false;
      }
    }
  }
}
