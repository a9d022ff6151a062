package waybill.bench.load;

/** The blocks of a stream as the service writes them, with cursors of the epoch {@code e}. */
public final class StreamBlocks {
  public static final String PING = "event: ping\ndata: {}\n\n";
  static final String END = "event: end\ndata: {\"reason\":\"max-age\"}\n\n";

  private StreamBlocks() {}

  public static String ready(String cursor) {
    return "event: ready\ndata: {\"cursor\":\"%s\"}\nid: %1$s\n\n".formatted(cursor);
  }

  public static String reset(String cursor) {
    return "event: reset\ndata: {\"cursor\":\"%s\"}\nid: %1$s\n\n".formatted(cursor);
  }

  /** A change whose data names the number of the change that made it. */
  public static String change(String cursor, int mark) {
    return "event: order.note_added\ndata: {\"text\":\"Call before delivery #%d\"}\nid: %s\n\n"
        .formatted(mark, cursor);
  }
}
