package waybill.bench.load;

/** Checks what one page receives against the guarantee: number n is followed by n + 1. */
final class SequenceCheck {
  private String epoch = "";
  private long last = -1;

  /** How a number fits the sequence so far. */
  enum Result {
    NEXT,
    GAP,
    DUPLICATE,
    OTHER_EPOCH
  }

  /** Checks the cursor of the next event, and continues after it. */
  Result change(String cursor) {
    long number = number(cursor);
    if (!epoch(cursor).equals(epoch)) {
      begin(cursor);
      return Result.OTHER_EPOCH;
    }
    var result = number == last + 1 ? Result.NEXT : number > last ? Result.GAP : Result.DUPLICATE;
    last = Math.max(last, number);
    return result;
  }

  /** The page is caught up at a cursor: the first one begins the sequence, later ones must fit. */
  Result ready(String cursor) {
    if (last < 0) {
      begin(cursor);
    }
    if (!epoch(cursor).equals(epoch)) {
      begin(cursor);
      return Result.OTHER_EPOCH;
    }
    long number = number(cursor);
    var result = number == last ? Result.NEXT : number > last ? Result.GAP : Result.DUPLICATE;
    last = Math.max(last, number);
    return result;
  }

  /** The stream could not be resumed: the next events follow this cursor. */
  void reset(String cursor) {
    begin(cursor);
  }

  private void begin(String cursor) {
    epoch = epoch(cursor);
    last = number(cursor);
  }

  /** The cursor to resume from, or empty before the first {@code ready}. */
  String cursor() {
    return last < 0 ? "" : epoch + last;
  }

  /** The largest number so far. */
  long last() {
    return last;
  }

  private static long number(String cursor) {
    return Long.parseLong(cursor.substring(epoch(cursor).length()));
  }

  /** All before the number: the epoch, and whose sequence it is. */
  private static String epoch(String cursor) {
    return cursor.substring(0, cursor.lastIndexOf('-') + 2);
  }
}
