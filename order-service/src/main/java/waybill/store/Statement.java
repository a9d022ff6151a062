package waybill.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An insert, update or delete as it was executed, and how it is written down. Executed again after
 * the same others it must do the same: what it writes stands in its parameters, never in the
 * database's clock or counters.
 */
record Statement(String sql, List<@Nullable Object> params) {
  private static final int NULL = 0;
  private static final int TEXT = 1;
  private static final int LONG = 2;
  private static final int INTEGER = 3;
  private static final int BOOLEAN = 4;
  private static final int BYTES = 5;
  private static final int TIME = 6;

  static void writeAll(List<Statement> statements, DataOutputStream out) throws IOException {
    out.writeInt(statements.size());
    for (var statement : statements) {
      write(statement.sql.getBytes(UTF_8), out);
      out.writeShort(statement.params.size());
      for (var param : statement.params) {
        write(param, out);
      }
    }
  }

  static List<Statement> readAll(DataInputStream in) throws IOException {
    int count = in.readInt();
    var statements = new ArrayList<Statement>(count);
    for (int i = 0; i < count; i++) {
      var sql = new String(bytes(in), UTF_8);
      int params = in.readShort();
      var values = new ArrayList<@Nullable Object>(params);
      for (int p = 0; p < params; p++) {
        values.add(read(in));
      }
      statements.add(new Statement(sql, Collections.unmodifiableList(values)));
    }
    return statements;
  }

  private static void write(@Nullable Object param, DataOutputStream out) throws IOException {
    switch (param) {
      case null -> out.writeByte(NULL);
      case String text -> {
        out.writeByte(TEXT);
        write(text.getBytes(UTF_8), out);
      }
      case Long number -> {
        out.writeByte(LONG);
        out.writeLong(number);
      }
      case Integer number -> {
        out.writeByte(INTEGER);
        out.writeInt(number);
      }
      case Boolean flag -> {
        out.writeByte(BOOLEAN);
        out.writeBoolean(flag);
      }
      case byte[] bytes -> {
        out.writeByte(BYTES);
        write(bytes, out);
      }
      case OffsetDateTime time -> {
        out.writeByte(TIME);
        out.writeLong(time.toEpochSecond());
        out.writeInt(time.getNano());
      }
      default -> throw new IllegalArgumentException("no column has a " + param.getClass());
    }
  }

  private static @Nullable Object read(DataInputStream in) throws IOException {
    int type = in.readByte();
    return switch (type) {
      case NULL -> null;
      case TEXT -> new String(bytes(in), UTF_8);
      case LONG -> in.readLong();
      case INTEGER -> in.readInt();
      case BOOLEAN -> in.readBoolean();
      case BYTES -> bytes(in);
      case TIME -> Instant.ofEpochSecond(in.readLong(), in.readInt()).atOffset(ZoneOffset.UTC);
      default -> throw new IOException("no type of a parameter: " + type);
    };
  }

  private static void write(byte[] bytes, DataOutputStream out) throws IOException {
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static byte[] bytes(DataInputStream in) throws IOException {
    return in.readNBytes(in.readInt());
  }
}
