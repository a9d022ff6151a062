package waybill.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import waybill.log.Notes;

/** Notes and the history of an order as the API shows them to staff. */
final class NoteJson {
  private NoteJson() {}

  /** One entry of a history. */
  sealed interface Entry {}

  record NoteView(String kind, Instant at, String by, String text) implements Entry {}

  /** The event is the log's own JSON, passed through. */
  record EventView(String kind, Instant at, String by, @JsonRawValue String event)
      implements Entry {}

  record HistoryView(List<Entry> history) {}

  static NoteView view(Notes.Note note) {
    return new NoteView("note", note.at(), note.account(), note.text());
  }

  private static EventView view(Notes.Signed event) {
    return new EventView("event", event.at(), event.account(), new String(event.body(), UTF_8));
  }

  /** Events in the order of their versions, each after the notes that are older than it. */
  static HistoryView history(List<Notes.Signed> events, List<Notes.Note> notes) {
    var entries = new ArrayList<Entry>();
    int next = 0;
    for (var event : events) {
      while (next < notes.size() && notes.get(next).at().isBefore(event.at())) {
        entries.add(view(notes.get(next++)));
      }
      entries.add(view(event));
    }
    notes.subList(next, notes.size()).forEach(note -> entries.add(view(note)));
    return new HistoryView(entries);
  }
}
