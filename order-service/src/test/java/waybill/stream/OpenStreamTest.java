package waybill.stream;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import waybill.Await;

/** Who sends what comes, and what becomes of whoever opened the stream. */
final class OpenStreamTest {
  private static final Mail PIECE = new Mail(1, new byte[] {'.'});

  @FunctionalInterface
  private interface Sender {
    void send(Mailbox.Delivery delivery, Outlet outlet) throws IOException;
  }

  /** Hands on all that comes; some of it may go wrong. */
  private record Sending(Mailbox mailbox, Outlet outlet, Sender sender) implements OpenStream.Work {
    @Override
    public void begin() {}

    @Override
    public boolean goOn() throws IOException {
      for (var delivery = mailbox.take(); !delivery.isEmpty(); delivery = mailbox.take()) {
        sender.send(delivery, outlet);
        if (delivery.end().isPresent()) {
          return false;
        }
      }
      return true;
    }
  }

  private static OpenStream stream(OutputStream out, Sender sender) {
    long never = System.nanoTime() + Long.MAX_VALUE / 2;
    return new OpenStream(
        out,
        (mailbox, outlet) -> new Sending(mailbox, outlet, sender),
        Long.MAX_VALUE / 2,
        never,
        never);
  }

  @Test
  void oneThreadAtATimeSendsHoweverManyPut() throws Exception {
    int writers = 4;
    int each = 5_000;
    var sent = new AtomicInteger();
    var atWork = new AtomicInteger();
    var together = new AtomicBoolean();
    var stream =
        stream(
            OutputStream.nullOutputStream(),
            (delivery, _) -> {
              together.compareAndSet(false, atWork.incrementAndGet() > 1);
              sent.addAndGet(delivery.overflowed() ? 1 : delivery.mail().size());
              atWork.decrementAndGet();
            });
    var done = new CountDownLatch(writers);
    for (int writer = 0; writer < writers; writer++) {
      Thread.ofVirtual()
          .start(() -> {
            for (int i = 0; i < each; i++) {
              stream.mailbox().put(PIECE);
              LockSupport.parkNanos(1000);
            }
            done.countDown();
          });
    }
    after(done, () -> stream.end(EndReason.LOGOUT));

    stream.run();

    assertFalse(together.get());
    assertTrue(sent.get() > writers, "only " + sent + " were sent");
  }

  static List<Throwable> whatGoesWrongIsThrownToWhoeverOpenedIt() {
    return List.of(
        new IOException("the client is gone"),
        new IllegalStateException("a mistake"),
        new AssertionError("a worse one"));
  }

  @ParameterizedTest
  @MethodSource
  void whatGoesWrongIsThrownToWhoeverOpenedIt(Throwable failure) {
    var stream =
        stream(
            OutputStream.nullOutputStream(),
            (_, _) -> {
              switch (failure) {
                case IOException e -> throw e;
                case RuntimeException e -> throw e;
                default -> throw (Error) failure;
              }
            });
    putWhenAsleep(Thread.currentThread(), stream);

    assertSame(failure, assertThrows(Throwable.class, stream::run));
  }

  /** After it nobody may write: the connection is somebody else's then. */
  @Test
  void whoIsInterruptedLeavesOnceNobodyWritesAnyMore() throws Exception {
    var writing = new CountDownLatch(1);
    var never = new CountDownLatch(1);
    var written = new AtomicBoolean();
    var stuck =
        new OutputStream() {
          @Override
          public void write(int octet) {
            throw new UnsupportedOperationException();
          }

          @Override
          public void write(byte[] bytes, int from, int length) throws IOException {
            writing.countDown();
            try {
              never.await();
            } catch (InterruptedException e) {
              written.set(true);
              throw new IOException("closed", e);
            }
          }
        };
    var host = Thread.currentThread();
    var stream =
        stream(
            stuck,
            (delivery, outlet) -> outlet.write(delivery.mail().stream().map(Mail::frame).toList()));
    putWhenAsleep(host, stream);
    after(writing, host::interrupt);

    assertThrows(InterruptedException.class, stream::run);

    assertTrue(written.get());
  }

  private static void after(CountDownLatch reached, Runnable action) {
    Thread.ofVirtual()
        .start(() -> {
          try {
            reached.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          action.run();
        });
  }

  private static void putWhenAsleep(Thread host, OpenStream stream) {
    Thread.ofVirtual()
        .start(() -> {
          Await.until("it sleeps", () -> isParked(host, stream));
          stream.mailbox().put(PIECE);
        });
  }

  private static boolean isParked(Thread host, OpenStream stream) {
    return LockSupport.getBlocker(host) == stream;
  }
}
