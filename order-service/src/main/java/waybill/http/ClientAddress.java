package waybill.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** Where a request comes from, behind the trusted proxies. */
public record ClientAddress(InetAddress address) {
  /** Stores it in the request's context, where {@link #of} finds it. */
  public static void register(ServerRequest request, Proxies proxies) {
    var peer = ((InetSocketAddress) request.remotePeer().address()).getAddress();
    var headers = request.headers();
    var client =
        proxies.client(
            peer,
            headers.all(HeaderNames.X_FORWARDED_FOR, List::of),
            headers.all(HeaderNames.FORWARDED, List::of));
    request.context().register(new ClientAddress(client));
  }

  static ClientAddress of(ServerRequest request) {
    return request.context().get(ClientAddress.class).orElseThrow();
  }
}
