package waybill.redis;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Follows a stream as a browser does: after each end it comes back with the last id. */
final class ReconnectingPage implements AutoCloseable {
  private static final Pattern ID = Pattern.compile("id: (.*-c(\\d+))");
  private static final long PAUSE_MILLIS = 200;

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI uri;
  private final String token;
  private final List<Integer> numbers = new CopyOnWriteArrayList<>();
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Thread thread = Thread.ofVirtual().unstarted(this::follow);
  private volatile boolean closed;
  private String lastId = "";

  ReconnectingPage(URI uri, String token) {
    this.uri = uri;
    this.token = token;
    thread.start();
  }

  /** Of the events so far, in their order. */
  List<Integer> numbers() {
    return numbers;
  }

  /** How often the service has said that it is there. */
  long opened() {
    return lines.stream().filter("event: ready"::equals).count();
  }

  boolean contains(String text) {
    return lines.stream().anyMatch(line -> line.contains(text));
  }

  private void follow() {
    while (!closed) {
      var request =
          HttpRequest.newBuilder(uri)
              .header("Authorization", "Bearer " + token)
              .header("Accept", "text/event-stream");
      if (!lastId.isEmpty()) {
        request.header("Last-Event-ID", lastId);
      }
      try (var body = client.send(request.build(), BodyHandlers.ofLines()).body()) {
        read(body);
        Thread.sleep(PAUSE_MILLIS);
      } catch (IOException | RuntimeException e) {
        // the node is gone
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** A block counts when the empty line behind it has arrived. */
  private void read(Stream<String> body) {
    var block = new ArrayList<String>();
    body.forEach(line -> {
      lines.add(line);
      if (line.isEmpty()) {
        take(String.join("\n", block));
        block.clear();
      } else {
        block.add(line);
      }
    });
  }

  private void take(String block) {
    var id = ID.matcher(block);
    if (id.find()) {
      lastId = id.group(1);
      if (!block.contains("event: ready")) {
        numbers.add(Integer.valueOf(id.group(2)));
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    client.shutdownNow();
  }
}
