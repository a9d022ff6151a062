package waybill.health;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.helidon.common.buffers.DataReader;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import java.util.concurrent.atomic.AtomicBoolean;
import waybill.edge.Http1Selector;
import waybill.edge.WrappedContext;

/**
 * Lets a listener answer health checks in HTTP/1.0, which load balancers speak and Helidon 4.5.0
 * does not: the request is read as one of HTTP/1.1, and its connection is closed after the answer.
 */
public final class Http10 {
  private static final int MAX_REQUEST_LINE_SIZE = 8 * 1024;

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
    var from = context.dataReader();
    var first = new AtomicBoolean(true);
    var reader =
        DataReader.create(
            () -> (first.getAndSet(false) ? firstLine(from) : next(from)).getBytes(ISO_8859_1));
    return http.connection(WrappedContext.of(context, reader, context.dataWriter()));
  }

  private static String firstLine(DataReader from) {
    var text = next(from);
    while (text.length() < MAX_REQUEST_LINE_SIZE && !text.contains("\r\n")) {
      text += next(from);
    }
    return text.replaceFirst("\\A([^\r]*) HTTP/1\\.0\r\n", "$1 HTTP/1.1\r\nConnection: close\r\n");
  }

  private static String next(DataReader from) {
    return new String(from.readBuffer().readBytes(), ISO_8859_1);
  }
}
