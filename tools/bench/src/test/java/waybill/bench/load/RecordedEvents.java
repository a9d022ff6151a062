package waybill.bench.load;

import java.util.ArrayList;
import java.util.List;

/** Records the events of a stream, one line each. */
final class RecordedEvents implements EventStreamParser.Reader {
  final List<String> all = new ArrayList<>();

  @Override
  public void change(String id, long mark) {
    all.add("change %s #%d".formatted(id, mark));
  }

  @Override
  public void control(String event, String id) {
    all.add("%s %s".formatted(event, id).strip());
  }

  @Override
  public void retry(long millis) {
    all.add("retry " + millis);
  }
}
