package waybill;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;

/**
 * A client that reads a stream as fast as it can and records when each change arrived. The stream
 * begins at 1; a missing, duplicate or misplaced change ends the reading.
 */
final class ArrivalTimes implements AutoCloseable {
  private final Socket socket;
  private final long[] arrivals;
  private volatile int last;

  private ArrivalTimes(Socket socket, int most) {
    this.socket = socket;
    this.arrivals = new long[most + 1];
  }

  static ArrivalTimes of(int port, String path, int most) throws IOException {
    var times = new ArrivalTimes(new Socket(InetAddress.getLoopbackAddress(), port), most);
    var request =
        "GET %s HTTP/1.1\r\nHost: waybill.test\r\nAccept: text/event-stream\r\nAuthorization: %s\r\n\r\n"
            .formatted(path, StaffTokens.bearer(port));
    times.socket.getOutputStream().write(request.getBytes(UTF_8));
    Thread.ofVirtual().start(times::read);
    return times;
  }

  private void read() {
    try (var lines =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8), 65536)) {
      String event = "";
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("event: ")) {
          event = line;
        } else if (line.startsWith("id: ") && event.indexOf('.') > 0) {
          int number = Integer.parseInt(line.substring(line.indexOf('-') + 2));
          if (number != last + 1) {
            return;
          }
          arrivals[number] = System.nanoTime();
          last = number;
        }
      }
    } catch (IOException e) {
      // the test has closed the socket
    }
  }

  void await(int number) {
    Await.until("change " + number + " arrives; the last one was " + last, () -> last >= number);
  }

  /** The 95th percentile of the delays of these changes, in nanoseconds. */
  long percentile95(long[] sent, int from, int to) {
    var lags = new long[to - from + 1];
    for (int number = from; number <= to; number++) {
      lags[number - from] = Math.max(0, arrivals[number] - sent[number]);
    }
    Arrays.sort(lags);
    return lags[lags.length * 95 / 100];
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
