package waybill.bench.load;

/**
 * What one page has seen, checked against the promise: after number n comes n + 1, never another.
 */
final class History {
  private String epoch = "";
  private long last = -1;

  /** What a number means for the history so far. */
  enum Verdict {
    NEXT,
    GAP,
    DUPLICATE,
    OTHER_EPOCH
  }

  /** Judges the next event's cursor, and goes on after it. */
  Verdict change(String cursor) {
    long number = number(cursor);
    if (!epoch(cursor).equals(epoch)) {
      begin(cursor);
      return Verdict.OTHER_EPOCH;
    }
    var verdict =
        number == last + 1 ? Verdict.NEXT : number > last ? Verdict.GAP : Verdict.DUPLICATE;
    last = Math.max(last, number);
    return verdict;
  }

  /** The page is caught up at a cursor: the first one begins the history, later ones must fit. */
  Verdict ready(String cursor) {
    if (last < 0) {
      begin(cursor);
    }
    if (!epoch(cursor).equals(epoch)) {
      begin(cursor);
      return Verdict.OTHER_EPOCH;
    }
    long number = number(cursor);
    var verdict = number == last ? Verdict.NEXT : number > last ? Verdict.GAP : Verdict.DUPLICATE;
    last = Math.max(last, number);
    return verdict;
  }

  /** The stream could not be resumed: what comes now follows this cursor. */
  void reset(String cursor) {
    begin(cursor);
  }

  private void begin(String cursor) {
    epoch = epoch(cursor);
    last = number(cursor);
  }

  /** Where to go on, or empty before the first {@code ready}. */
  String cursor() {
    return last < 0 ? "" : epoch + "-" + last;
  }

  private static long number(String cursor) {
    return Long.parseLong(cursor.substring(cursor.lastIndexOf('-') + 1));
  }

  private static String epoch(String cursor) {
    return cursor.substring(0, cursor.lastIndexOf('-'));
  }
}
