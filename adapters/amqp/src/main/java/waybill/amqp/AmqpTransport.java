package waybill.amqp;

import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.qpid.jms.JmsConnectionFactory;
import waybill.bus.BusSettings;
import waybill.bus.Transport;
import waybill.bus.TransportProvider;

/**
 * A topic of a broker that speaks AMQP 1.0. Each node has a subscription that ends with its
 * connection; the broker need not keep a message on its disk.
 */
public final class AmqpTransport implements Transport {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  /** For a node that hangs nothing is kept longer than this. */
  private static final Duration TIME_TO_LIVE = Duration.ofSeconds(30);

  /** Larger than any event; some brokers take 256 KB with all headers. */
  private static final int MAX_SIZE = 192 * 1024;

  /** Of the client; what the address says wins. */
  private static final String OPTIONS =
      "jms.connectTimeout=%1$d&jms.requestTimeout=%1$d&jms.sendTimeout=%1$d&jms.closeTimeout=%1$d"
              .formatted(TIMEOUT.toMillis())
          + "&transport.connectTimeout=%d".formatted(TIMEOUT.toMillis())
          // no native code
          + "&transport.useEpoll=false&transport.useKQueue=false&jms.useDaemonThread=true";

  private final JmsConnectionFactory factory;

  private AmqpTransport(JmsConnectionFactory factory) {
    this.factory = factory;
  }

  /** For {@code waybill.bus=amqp}. */
  public static final class Provider implements TransportProvider {
    private static final Set<String> SCHEMES = Set.of("amqp", "amqps");

    @Override
    public String name() {
      return "amqp";
    }

    @Override
    public Transport transport(BusSettings settings) {
      var uri = URI.create(settings.broker());
      if (uri.getHost() == null || !SCHEMES.contains(uri.getScheme())) {
        throw new IllegalArgumentException("no address of AMQP");
      }
      var options = Optional.ofNullable(uri.getRawQuery()).map(it -> "&" + it).orElse("");
      var server = uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
      var factory =
          new JmsConnectionFactory(uri.getScheme() + "://" + server + "?" + OPTIONS + options);
      if (uri.getUserInfo() != null) {
        var account = uri.getUserInfo().split(":", 2);
        factory.setUsername(account[0]);
        factory.setPassword(account[account.length - 1]);
      }
      return new AmqpTransport(factory);
    }
  }

  @Override
  public int maxSize() {
    return MAX_SIZE;
  }

  @Override
  public Sender connect(String channel, Listener listener) throws IOException {
    try {
      var connection = factory.createConnection();
      try {
        return new Link(connection, channel, listener);
      } catch (JMSException e) {
        connection.close();
        throw e;
      }
    } catch (JMSException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** Two sessions of one connection, because a session is for one thread. */
  private static final class Link implements Sender {
    private final Connection connection;
    private final Session session;
    private final MessageProducer out;

    Link(Connection connection, String topic, Listener listener) throws JMSException {
      this.connection = connection;
      var receiving = connection.createSession(Session.AUTO_ACKNOWLEDGE);
      var in = receiving.createConsumer(receiving.createTopic(topic));
      session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
      out = session.createProducer(session.createTopic(topic));
      out.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
      out.setTimeToLive(TIME_TO_LIVE.toMillis());
      connection.start();
      Thread.ofVirtual().name("waybill-bus-amqp").start(() -> receive(in, listener));
    }

    /** Not by a listener of JMS, which is not told when the broker ends the subscription. */
    private static void receive(MessageConsumer in, Listener listener) {
      try {
        for (var message = in.receive(); message != null; message = in.receive()) {
          listener.received(message.getBody(byte[].class));
        }
        listener.lost(new IOException("the broker has ended the subscription"));
      } catch (JMSException e) {
        listener.lost(e);
      }
    }

    @Override
    public void send(List<byte[]> messages) throws IOException, InterruptedException {
      try {
        var sent = new ArrayList<Accepted>();
        for (var bytes : messages) {
          var message = session.createBytesMessage();
          message.writeBytes(bytes);
          sent.add(new Accepted());
          out.send(message, sent.getLast());
        }
        CompletableFuture.allOf(sent.toArray(new Accepted[0]))
            .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      } catch (JMSException e) {
        throw new IOException(e.getMessage(), e);
      } catch (ExecutionException e) {
        var cause = e.getCause() == null ? e : e.getCause();
        throw new IOException(cause.getMessage(), cause);
      } catch (TimeoutException e) {
        throw new IOException("the broker does not answer within " + TIMEOUT.toSeconds() + " s", e);
      }
    }

    @Override
    public void close() throws IOException {
      try {
        connection.close();
      } catch (JMSException e) {
        throw new IOException(e.getMessage(), e);
      }
    }
  }

  /** Completed when the broker has accepted the message. */
  private static final class Accepted extends CompletableFuture<Void>
      implements CompletionListener {

    @Override
    public void onCompletion(Message message) {
      complete(null);
    }

    @Override
    public void onException(Message message, Exception reason) {
      completeExceptionally(reason);
    }
  }
}
