package waybill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A client behind a proxy, at an address of its own; it uses HTTP/2 if the proxy offers it. */
record ProxyBrowser(HttpClient client, RunningProxy proxy) implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  static ProxyBrowser at(String address, RunningProxy proxy) {
    var client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_2)
            .localAddress(InetAddress.ofLiteral(address))
            .sslContext(SelfSigned.believed())
            .build();
    return new ProxyBrowser(client, proxy);
  }

  /** Headers are given as name, value, name, value, ... */
  HttpResponse<InputStream> follow(String path, String... headers) {
    var request = request(path, headers).setHeader("Accept", "text/event-stream");
    return send(request.build(), BodyHandlers.ofInputStream());
  }

  HttpResponse<String> get(String path, String... headers) {
    return send(request(path, headers).build(), BodyHandlers.ofString());
  }

  HttpResponse<String> post(String path, String json, String... headers) {
    var request =
        request(path, headers)
            .setHeader("Content-Type", "application/json")
            .POST(json.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
    return send(request.build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path, String... headers) {
    var request = HttpRequest.newBuilder(proxy.uri(path)).timeout(PATIENCE);
    return headers.length > 0 ? request.headers(headers) : request;
  }

  private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body) {
    try {
      return client.send(request, body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static BufferedReader lines(HttpResponse<InputStream> stream) {
    assertEquals(200, stream.statusCode());
    return new BufferedReader(new InputStreamReader(stream.body(), UTF_8));
  }

  static void awaitLine(BufferedReader lines, String wanted) throws IOException {
    for (var line = lines.readLine(); !wanted.equals(line); line = lines.readLine()) {
      if (line == null) {
        throw new AssertionError("the stream ended");
      }
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}
