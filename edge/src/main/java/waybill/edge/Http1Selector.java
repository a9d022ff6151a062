package waybill.edge;

import io.helidon.common.buffers.BufferData;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.util.Set;
import java.util.function.BiFunction;

/** Helidon's HTTP/1.1 on connections that {@code connect} has changed. */
public record Http1Selector(
    Http1ConnectionSelector http,
    BiFunction<Http1ConnectionSelector, ConnectionContext, ServerConnection> connect)
    implements ServerConnectionSelector {

  public Http1Selector(
      Http1Config config,
      BiFunction<Http1ConnectionSelector, ConnectionContext, ServerConnection> connect) {
    this(Http1ConnectionSelector.builder().config(config).build(), connect);
  }

  @Override
  public ServerConnection connection(ConnectionContext context) {
    return connect.apply(http, context);
  }

  @Override
  public int bytesToIdentifyConnection() {
    return http.bytesToIdentifyConnection();
  }

  @Override
  public Support supports(BufferData data) {
    return http.supports(data);
  }

  @Override
  public Set<String> supportedApplicationProtocols() {
    return http.supportedApplicationProtocols();
  }
}
