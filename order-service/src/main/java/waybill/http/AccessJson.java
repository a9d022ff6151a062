package waybill.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import waybill.access.Links;
import waybill.access.User;
import waybill.json.Json;
import waybill.order.CustomerId;
import waybill.order.OrderId;
import waybill.store.Notes;
import waybill.store.access.Role;
import waybill.store.access.ShareLink;

/** Sessions, tokens, accounts, links and notes as the API shows them. */
final class AccessJson {
  private AccessJson() {}

  static byte[] user(User user) {
    return Json.bytes(json -> {
      json.writeStartObject();
      json.writeStringField("username", user.name());
      json.writeStringField("role", user.role().wireName());
      if (user.customer().isPresent()) {
        json.writeStringField("customerId", user.customer().get().value());
      }
      json.writeStringField("expiresAt", user.credential().expires().toString());
      json.writeEndObject();
    });
  }

  static byte[] token(String token, long seconds) {
    return Json.bytes(json -> {
      json.writeStartObject();
      json.writeStringField("accessToken", token);
      json.writeStringField("tokenType", "Bearer");
      json.writeNumberField("expiresIn", seconds);
      json.writeEndObject();
    });
  }

  static byte[] account(String username, Role role, Optional<CustomerId> customer) {
    return Json.bytes(json -> {
      json.writeStartObject();
      json.writeStringField("username", username);
      json.writeStringField("role", role.wireName());
      if (customer.isPresent()) {
        json.writeStringField("customerId", customer.get().value());
      }
      json.writeEndObject();
    });
  }

  /** With the secret behind the {@code #}, which no server and no log ever sees. */
  static byte[] made(Links.Made made) {
    return Json.bytes(json -> {
      json.writeStartObject();
      json.writeStringField("id", made.link().id());
      json.writeStringField("url", "/track#" + made.secret());
      json.writeStringField("expiresAt", made.link().expires().toString());
      json.writeEndObject();
    });
  }

  static byte[] links(List<ShareLink> links) {
    return Json.bytes(json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("links");
      for (var link : links) {
        json.writeStartObject();
        json.writeStringField("id", link.id());
        json.writeStringField("createdAt", link.created().toString());
        json.writeStringField("by", link.role().wireName());
        json.writeStringField("expiresAt", link.expires().toString());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    });
  }

  static byte[] redeemed(OrderId order) {
    return Json.bytes(json -> {
      json.writeStartObject();
      json.writeStringField("orderId", order.value());
      json.writeEndObject();
    });
  }

  static byte[] note(Notes.Note note) {
    return Json.bytes(json -> write(json, note));
  }

  /** Events and notes in one list, oldest first. */
  static byte[] history(List<Notes.Signed> events, List<Notes.Note> notes) {
    return Json.bytes(json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("history");
      int next = 0;
      for (var event : events) {
        while (next < notes.size() && notes.get(next).at().isBefore(event.at())) {
          write(json, notes.get(next++));
        }
        write(json, event);
      }
      while (next < notes.size()) {
        write(json, notes.get(next++));
      }
      json.writeEndArray();
      json.writeEndObject();
    });
  }

  private static void write(JsonGenerator json, Notes.Note note) throws IOException {
    json.writeStartObject();
    json.writeStringField("kind", "note");
    writeBy(json, note.at(), note.account());
    json.writeStringField("text", note.text());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Notes.Signed event) throws IOException {
    json.writeStartObject();
    json.writeStringField("kind", "event");
    writeBy(json, event.at(), event.account());
    json.writeFieldName("event");
    json.writeRawValue(new String(event.body(), UTF_8));
    json.writeEndObject();
  }

  private static void writeBy(JsonGenerator json, Instant at, String account) throws IOException {
    json.writeStringField("at", at.toString());
    json.writeStringField("by", account);
  }
}
