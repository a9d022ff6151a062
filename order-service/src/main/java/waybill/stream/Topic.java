package waybill.stream;

/** What a stream listens to, e.g. {@code customer:ada}. */
public record Topic(String name) {
  /** Every change, live. It has no numbers and no log to read from. */
  public static final Topic ALL_CHANGES = new Topic("all");

  /** Whether it is one of many, so that its messages are numbered from 1 on and have a log. */
  boolean isNumbered() {
    return name.contains(":");
  }
}
