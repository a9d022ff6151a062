package waybill.stream;

/** What a stream listens to, e.g. {@code customer:ada}. */
public record Topic(String name) {
  /** Every change, live. It has no numbers and no log to read from. */
  public static final Topic ALL_CHANGES = new Topic("all");

  /** Whether its messages are numbered 1, 2, 3, ... and can be read from the log. */
  boolean isNumbered() {
    return !equals(ALL_CHANGES);
  }
}
