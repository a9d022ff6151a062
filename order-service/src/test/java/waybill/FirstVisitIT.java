package waybill;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Request;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On a train: a browser that was never here needs few requests and few bytes for a page. */
@ExtendWith(Browser.class)
final class FirstVisitIT {
  private static final int MAX_REQUESTS = 12;
  private static final int MAX_SIZE = 70_000;

  @TempDir Path data;
  private RunningService service;

  @BeforeEach
  void start() {
    service = RunningService.start(data);
    service.customer("ada");
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void theFirstVisitOfAnOrderIsSmall(Chromium chromium) {
    var order = service.order("ada");
    try (var ada = chromium.user(service.uri("/")).signIn("ada")) {
      var requests = new CopyOnWriteArrayList<Request>();
      ada.context().onRequest(requests::add);

      var page = ada.open("/orders/" + order);
      assertThat(page.locator("#connection")).hasText("Live");

      var names = requests.stream().map(Request::url).toList();
      assertTrue(names.size() > 4 && names.size() <= MAX_REQUESTS, names::toString);
      int size =
          requests.stream()
              .filter(request -> !request.resourceType().equals("eventsource"))
              .map(Request::sizes)
              .mapToInt(sizes -> sizes.responseHeadersSize + sizes.responseBodySize)
              .sum();
      System.out.printf("%d requests, %,d bytes%n", names.size(), size);
      assertTrue(size <= MAX_SIZE, () -> size + " bytes");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          gzip                | gzip
          deflate, GZIP;q=0.5 | gzip
          br,gzip             | gzip
          gzip;q=0            | -
          gzip;q=0.00, br     | -
          identity            | -
          x-gzipped           | -
          """)
  void assetsAreCompressedForThoseWhoAcceptIt(String accepted, String expected) throws Exception {
    var plain = get("/assets/css/base.css", "identity");

    var answer = get("/assets/css/base.css", accepted);

    var encoding = answer.headers().firstValue("Content-Encoding");
    assertEquals(Optional.ofNullable(expected), encoding);
    assertEquals(List.of("Accept-Encoding"), answer.headers().allValues("Vary"));
    assertEquals(plain.headers().firstValue("ETag"), answer.headers().firstValue("ETag"));
    var text = encoding.isPresent() ? unpack(answer.body()) : answer.body();
    assertEquals(new String(plain.body(), UTF_8), new String(text, UTF_8));
  }

  private HttpResponse<byte[]> get(String path, String accepted) throws Exception {
    var request =
        HttpRequest.newBuilder(service.uri(path)).header("Accept-Encoding", accepted).build();
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }
  }

  private static byte[] unpack(byte[] body) throws IOException {
    try (var in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return in.readAllBytes();
    }
  }
}
