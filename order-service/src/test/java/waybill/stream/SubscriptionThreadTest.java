package waybill.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import waybill.Await;

/** A stream is one thread: only that thread writes, and what goes wrong is thrown in it. */
final class SubscriptionThreadTest {
  private static final Log NO_LOG =
      new Log() {
        @Override
        public long head(Topic topic) {
          return 0;
        }

        @Override
        public List<Entry> after(Topic topic, long number, int limit) {
          return List.of();
        }

        @Override
        public Cursor cursor(Topic topic, long number) {
          return new Cursor("none", 'x', number);
        }
      };

  /** What is to be done with each piece that is written after {@code retry} and {@code reset}. */
  @FunctionalInterface
  private interface Client {
    void receive(byte[] bytes) throws IOException;
  }

  private static CatchUpSubscription stream(Client client) {
    var out =
        new OutputStream() {
          private int writes;

          @Override
          public void write(int octet) {
            throw new UnsupportedOperationException();
          }

          @Override
          public void write(byte[] bytes, int from, int length) throws IOException {
            if (++writes > 2) {
              client.receive(bytes);
            }
          }
        };
    var day = Duration.ofDays(1);
    var settings = new StreamSettings(day, day, Duration.ZERO);
    long tomorrow = System.nanoTime() + day.toNanos();
    return new CatchUpSubscription(NO_LOG, Topic.ALL_CHANGES, out, settings, tomorrow);
  }

  private static SequencedFrame frame() {
    return new SequencedFrame(0, new byte[] {'.'});
  }

  @Test
  void onlyTheThreadThatRunsItWritesHoweverManyPut() throws Exception {
    int writers = 4;
    int each = 5_000;
    var sent = new AtomicInteger();
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    var stream =
        stream(bytes -> {
          threads.add(Thread.currentThread());
          sent.addAndGet(bytes.length);
        });
    var done = new CountDownLatch(writers);
    for (int writer = 0; writer < writers; writer++) {
      Thread.ofVirtual()
          .start(() -> {
            for (int i = 0; i < each; i++) {
              stream.mailbox().put(frame());
              LockSupport.parkNanos(1000);
            }
            done.countDown();
          });
    }
    after(done, () -> stream.end(EndReason.MAX_AGE));

    stream.run(Optional.empty());

    assertEquals(Set.of(Thread.currentThread()), threads);
    assertTrue(sent.get() > writers, "only " + sent + " were sent");
  }

  static List<Throwable> whatGoesWrongIsThrownToTheCaller() {
    return List.of(
        new IOException("the client is gone"),
        new IllegalStateException("a mistake"),
        new AssertionError("a worse one"));
  }

  @ParameterizedTest
  @MethodSource
  void whatGoesWrongIsThrownToTheCaller(Throwable failure) {
    var stream =
        stream(_ -> {
          switch (failure) {
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            default -> throw (Error) failure;
          }
        });
    whenAsleep(Thread.currentThread(), stream, () -> stream.mailbox().put(frame()));

    assertSame(failure, assertThrows(Throwable.class, () -> stream.run(Optional.empty())));
  }

  @Test
  void anInterruptWhileItWaitsEndsIt() {
    var reader = Thread.currentThread();
    var stream = stream(_ -> {});
    whenAsleep(reader, stream, reader::interrupt);

    assertThrows(InterruptedException.class, () -> stream.run(Optional.empty()));
  }

  /** After it no byte may be written: the connection may serve another request then. */
  @Test
  void aStreamThatIsCutInAWriteIsOverWhenThatWriteIs() {
    var writing = new CountDownLatch(1);
    var never = new CountDownLatch(1);
    var ended = new AtomicBoolean();
    var stream =
        stream(_ -> {
          writing.countDown();
          try {
            never.await();
          } catch (InterruptedException e) {
            ended.set(true);
            throw new IOException("closed", e);
          }
        });
    whenAsleep(Thread.currentThread(), stream, () -> stream.mailbox().put(frame()));
    after(writing, stream::cut);

    assertThrows(IOException.class, () -> stream.run(Optional.empty()));

    assertTrue(ended.get());
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

  private static void whenAsleep(Thread reader, CatchUpSubscription stream, Runnable action) {
    Thread.ofVirtual()
        .start(() -> {
          Await.until("it sleeps", () -> LockSupport.getBlocker(reader) == stream.mailbox());
          action.run();
        });
  }
}
