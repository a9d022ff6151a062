package waybill.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import waybill.bus.BusSettings;
import waybill.bus.Transport;
import waybill.bus.TransportProvider;

/**
 * A topic of Kafka with one partition. Each node reads it from its end on, belongs to no group and
 * commits no offset.
 */
public final class KafkaTransport implements Transport {
  private static final Duration POLL_TIMEOUT = Duration.ofSeconds(10);

  /** Larger than any event; a broker takes 1 MB by default. */
  private static final int MAX_SIZE = 256 * 1024;

  /** Every node has read what is 10 minutes old; whole segments are deleted. */
  private static final Map<String, String> RETENTION =
      Map.of("retention.ms", "600000", "segment.ms", "600000");

  private final Map<String, Object> settings;

  private KafkaTransport(Map<String, Object> settings) {
    this.settings = settings;
  }

  /** For {@code waybill.bus=kafka}. */
  public static final class Provider implements TransportProvider {
    @Override
    public String name() {
      return "kafka";
    }

    @Override
    public Transport transport(BusSettings settings) {
      return new KafkaTransport(KafkaSettings.of(settings.broker()));
    }
  }

  @Override
  public int maxSize() {
    return MAX_SIZE;
  }

  @Override
  public Sender connect(String channel, Listener listener)
      throws IOException, InterruptedException {
    var partition = new TopicPartition(channel, 0);
    var bytes = new ByteArrayDeserializer();
    var in = new KafkaConsumer<>(settings, bytes, bytes);
    try {
      if (in.partitionsFor(channel).isEmpty()) {
        create(channel);
      }
      in.assign(List.of(partition));
      in.seekToEnd(List.of(partition));
      // asks for the end now: all that is sent after this is heard
      in.position(partition);
      return new Records(partition, in, producer(channel), listener);
    } catch (IOException | InterruptedException | RuntimeException e) {
      close(in);
      throw e;
    }
  }

  private void create(String topic) throws IOException, InterruptedException {
    try (var admin = Admin.create(settings)) {
      var created = new NewTopic(topic, Optional.of(1), Optional.empty()).configs(RETENTION);
      await(admin.createTopics(List.of(created)).all());
    } catch (IOException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  private Producer<byte[], byte[]> producer(String topic) {
    var bytes = new ByteArraySerializer();
    var out = new KafkaProducer<>(settings, bytes, bytes);
    try {
      out.partitionsFor(topic);
      return out;
    } catch (RuntimeException e) {
      out.close(Duration.ZERO);
      throw e;
    }
  }

  /** The limits of the clients end the wait. */
  private static void await(Future<?> answer) throws IOException, InterruptedException {
    try {
      answer.get();
    } catch (ExecutionException e) {
      var cause = e.getCause() == null ? e : e.getCause();
      throw new IOException(cause.getMessage(), cause);
    }
  }

  private static void close(Consumer<?, ?> consumer) {
    consumer.close(CloseOptions.timeout(Duration.ZERO));
  }

  private static final class Records implements Sender {
    private final TopicPartition partition;
    private final Consumer<byte[], byte[]> in;
    private final Producer<byte[], byte[]> out;

    Records(
        TopicPartition partition,
        Consumer<byte[], byte[]> in,
        Producer<byte[], byte[]> out,
        Listener listener) {
      this.partition = partition;
      this.in = in;
      this.out = out;
      // a thread that waits in a selector is not virtual
      Thread.ofPlatform().daemon().name("waybill-bus-kafka").start(() -> receive(listener));
    }

    private void receive(Listener listener) {
      try {
        while (true) {
          in.poll(POLL_TIMEOUT).forEach(record -> listener.received(record.value()));
        }
      } catch (WakeupException e) {
        // closed
      } catch (RuntimeException e) {
        listener.lost(e);
      } finally {
        // only the thread that reads may close it
        KafkaTransport.close(in);
      }
    }

    @Override
    public void send(List<byte[]> messages) throws IOException, InterruptedException {
      var sent = new ArrayList<Future<RecordMetadata>>();
      for (var message : messages) {
        var answer =
            out.send(new ProducerRecord<>(partition.topic(), partition.partition(), null, message));
        // what cannot even be put into the buffer ends this, or each would take its time
        if (answer.isDone()) {
          await(answer);
        }
        sent.add(answer);
      }
      for (var answer : sent) {
        await(answer);
      }
    }

    @Override
    public void close() {
      in.wakeup();
      out.close(Duration.ZERO);
    }
  }
}
