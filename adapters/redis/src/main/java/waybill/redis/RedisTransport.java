package waybill.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import waybill.bus.BusSettings;
import waybill.bus.Transport;
import waybill.bus.TransportProvider;

/** PUBLISH and SUBSCRIBE of Redis. Works with one server; a replica may lose messages. */
public final class RedisTransport implements Transport {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  /** Larger than any event; Redis takes more, but cuts clients that let much wait. */
  private static final int MAX_SIZE = 256 * 1024;

  private final RedisURI uri;

  private RedisTransport(RedisURI uri) {
    this.uri = uri;
  }

  /** For {@code waybill.bus=redis}. */
  public static final class Provider implements TransportProvider {
    @Override
    public String name() {
      return "redis";
    }

    @Override
    public Transport transport(BusSettings settings) {
      var uri = RedisURI.create(settings.broker());
      uri.setTimeout(TIMEOUT);
      return new RedisTransport(uri);
    }
  }

  @Override
  public int maxSize() {
    return MAX_SIZE;
  }

  @Override
  public Sender connect(String channel, Listener listener) {
    var client = RedisClient.create(uri);
    try {
      // the bus connects again by itself, and has to know of it
      client.setOptions(ClientOptions.builder().autoReconnect(false).build());
      client.addListener(
          new RedisConnectionStateListener() {
            @Override
            public void onRedisDisconnected(io.lettuce.core.RedisChannelHandler<?, ?> connection) {
              listener.lost(new IOException("Redis has closed the connection"));
            }
          });
      var in = client.connectPubSub(ByteArrayCodec.INSTANCE);
      in.addListener(
          new RedisPubSubAdapter<byte[], byte[]>() {
            @Override
            public void message(byte[] from, byte[] message) {
              listener.received(message);
            }
          });
      in.sync().subscribe(channel.getBytes(US_ASCII));
      return new Publisher(client, client.connect(ByteArrayCodec.INSTANCE), channel);
    } catch (RuntimeException e) {
      shutdown(client);
      throw e;
    }
  }

  private static void shutdown(RedisClient client) {
    client.shutdown(Duration.ZERO, TIMEOUT);
  }

  private record Publisher(
      RedisClient client, StatefulRedisConnection<byte[], byte[]> out, String channel)
      implements Sender {

    @Override
    public void send(List<byte[]> messages) throws IOException {
      var name = channel.getBytes(US_ASCII);
      var sent =
          messages.stream()
              .<RedisFuture<Long>>map(message -> out.async().publish(name, message))
              .toArray(Future<?>[]::new);
      if (!LettuceFutures.awaitAll(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS, sent)) {
        throw new IOException("Redis does not answer within " + TIMEOUT.toSeconds() + " s");
      }
    }

    @Override
    public void close() {
      shutdown(client);
    }
  }
}
