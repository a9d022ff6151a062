package waybill.bulk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import waybill.http.Problem;
import waybill.http.RequestReader;

/** Splits newline-delimited JSON; lines of white space alone are none. */
final class NdjsonLines {
  private static final int MAX_LINES = 10_000;
  private static final int MAX_LENGTH = RequestReader.MAX_BODY;

  private NdjsonLines() {}

  /** The lines without the white space around them; too long or too many of them is a problem. */
  static List<byte[]> of(byte[] body) {
    var lines = new ArrayList<byte[]>();
    int start = 0;
    for (int i = 0; i <= body.length; i++) {
      if (i == body.length || body[i] == '\n') {
        add(lines, body, start, i);
        start = i + 1;
      }
    }
    return lines;
  }

  private static void add(List<byte[]> lines, byte[] body, int from, int to) {
    int start = from;
    int end = to;
    while (start < end && isSpace(body[start])) {
      start++;
    }
    while (end > start && isSpace(body[end - 1])) {
      end--;
    }
    if (start == end) {
      return;
    }
    if (end - start > MAX_LENGTH) {
      throw Problem.tooLarge("A line may have at most " + MAX_LENGTH + " bytes.").exception();
    }
    if (lines.size() == MAX_LINES) {
      throw Problem.tooLarge("A request may have at most " + MAX_LINES + " lines.").exception();
    }
    lines.add(Arrays.copyOfRange(body, start, end));
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\t' || b == '\r';
  }
}
