package waybill.notes;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The notes and the history of an order as JSON. */
final class NoteJson {
  private NoteJson() {}

  /** One entry of a history. */
  sealed interface Entry {}

  record NoteView(String kind, Instant at, String by, String text) implements Entry {}

  /** The event is the JSON of the log, unchanged. */
  record EventView(String kind, Instant at, String by, @JsonRawValue String event)
      implements Entry {}

  record HistoryView(List<Entry> history) {}

  static NoteView view(Notes.Note note) {
    return new NoteView("note", note.at(), note.account(), note.text());
  }

  private static EventView view(Notes.AuthoredEvent event) {
    return new EventView("event", event.at(), event.account(), new String(event.body(), UTF_8));
  }

  /** Merges events, in the order of their versions, and notes, in the order of their times. */
  static HistoryView history(List<Notes.AuthoredEvent> events, List<Notes.Note> notes) {
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
