package waybill.health;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.helidon.common.buffers.DataReader;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import waybill.edge.Http1Selector;
import waybill.edge.WrappedContext;

/**
 * Lets a listener answer health checks in HTTP/1.0, which load balancers speak and Helidon 4.5.0
 * does not: the request is read as one of HTTP/1.1, and its connection is closed after the answer.
 */
public final class Http10 {
  private static final int MAX_HEAD_SIZE = 8 * 1024;
  private static final Pattern HTTP_10 = Pattern.compile("\\A([^\r]*) HTTP/1\\.0\r\n");

  private Http10() {}

  /** Sets up a listener that is not open to the internet. */
  public static void accept(ListenerConfig.BuilderBase<?, ?> listener) {
    // a request without Host is valid in HTTP/1.0
    var http = Http1Config.builder().validateRequestHeaders(false).build();
    listener
        .protocolsDiscoverServices(false)
        .addConnectionSelector(new Http1Selector(http, Http10::connect));
  }

  private static ServerConnection connect(Http1ConnectionSelector http, ConnectionContext context) {
    var reader = DataReader.create(new Requests(context.dataReader()));
    return http.connection(WrappedContext.of(context, reader, context.dataWriter()));
  }

  /** The bytes of a connection; after a request of HTTP/1.0 there is no other. */
  private static final class Requests implements Supplier<byte[]> {
    private final DataReader from;
    private boolean begun;
    private boolean old;

    Requests(DataReader from) {
      this.from = from;
    }

    @Override
    public byte[] get() {
      if (old) {
        throw new CloseConnectionException("a request of HTTP/1.0 was answered");
      }
      return (begun ? next() : head()).getBytes(ISO_8859_1);
    }

    private String head() {
      begun = true;
      var text = next();
      while (text.length() < MAX_HEAD_SIZE && !text.contains("\r\n\r\n")) {
        text += next();
      }
      var line = HTTP_10.matcher(text);
      old = line.find();
      return old ? line.replaceFirst("$1 HTTP/1.1\r\nConnection: close\r\n") : text;
    }

    private String next() {
      return new String(from.readBuffer().readBytes(), ISO_8859_1);
    }
  }
}
