package waybill.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.zip.CRC32C;

/**
 * A redo log: what transactions wrote since the database's own file was last brought up to date.
 * Each is appended before its commit, with one write that survives the death of this process, so
 * the database may write its pages later and many changes at once. Used by one thread.
 *
 * <p>The file is a head that names the database, then records: length, checksum (CRC-32C), number,
 * statements. Numbers rise by one. A record that death has cut short was never acknowledged: the
 * checksum tells.
 */
final class Journal implements AutoCloseable {
  private static final String MAGIC = "waybill journal 1\n";
  private static final int FRAME = 2 * Integer.BYTES;

  private final RandomAccessFile file;
  private final Bytes record = new Bytes();
  private long begin;
  private long end;
  private long beforeLast;
  private boolean broken;

  Journal(RandomAccessFile file) throws IOException {
    this.file = file;
    this.end = file.length();
  }

  /**
   * Opens the file, or makes an empty one. Not a channel: an interrupt would close it.
   *
   * @throws UncheckedIOException if that is not possible
   */
  static Journal open(Path path) {
    try {
      return new Journal(new RandomAccessFile(path.toFile(), "rw"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether there is nothing to redo. */
  boolean isEmpty() {
    return end <= begin;
  }

  /** Bytes in the file. */
  long size() {
    return end;
  }

  /**
   * Hands on each record, in order, up to the first that is not whole.
   *
   * @param database the name of the one that it is to be redone on
   * @throws Foreign if the journal is another one's
   */
  void replay(String database, BiConsumer<Long, List<Statement>> redo) {
    try {
      file.seek(0);
      var all = new byte[Math.toIntExact(end)];
      file.readFully(all);
      var in = new DataInputStream(new ByteArrayInputStream(all));
      readHead(in, database);
      while (in.available() >= FRAME) {
        int length = in.readInt();
        int checksum = in.readInt();
        if (length <= 0 || length > in.available()) {
          return;
        }
        var body = in.readNBytes(length);
        if (checksum(body, 0, length) != checksum) {
          return;
        }
        var content = new DataInputStream(new ByteArrayInputStream(body));
        redo.accept(content.readLong(), Statement.readAll(content));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One cut short is well: it died as it began anew, before anything else was written. */
  private static void readHead(DataInputStream in, String database) throws IOException {
    var head = head(database);
    var read = in.readNBytes(head.length);
    if (!Arrays.equals(read, Arrays.copyOf(head, read.length))) {
      throw new Foreign();
    }
  }

  private static byte[] head(String database) {
    return (MAGIC + database + "\n").getBytes(UTF_8);
  }

  /** Begins anew: the database's own file has everything. */
  void clear(String database) {
    try {
      file.setLength(0);
      file.seek(0);
      record.reset();
      record.writeBytes(head(database));
      end = 0;
      writeRecord();
      begin = end;
    } catch (IOException e) {
      broken = true;
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Appends one transaction; once this returns it survives the death of the process.
   *
   * @throws UncheckedIOException if it could not be written: the journal is as before then
   */
  void append(long number, List<Statement> statements) {
    if (broken) {
      throw new IllegalStateException("the journal is broken: the service must be started again");
    }
    try {
      record.reset();
      var out = new DataOutputStream(record);
      out.writeLong(0); // length and checksum come later
      out.writeLong(number);
      Statement.writeAll(statements, out);
      record.frame();
      beforeLast = end;
      writeRecord();
    } catch (IOException e) {
      cut();
      throw new UncheckedIOException(e);
    }
  }

  private void writeRecord() throws IOException {
    file.write(record.bytes(), 0, record.size());
    end += record.size();
  }

  /** The last one was not committed: its number stays, and nothing is to be redone for it. */
  void undo(long number) {
    cut();
    append(number, List.of());
  }

  private void cut() {
    try {
      file.setLength(beforeLast);
      file.seek(beforeLast);
      end = beforeLast;
    } catch (IOException e) {
      broken = true;
      throw new UncheckedIOException(e);
    }
  }

  /** Nothing is taken any more: what was promised last may not be so. */
  void giveUp() {
    broken = true;
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int checksum(byte[] bytes, int from, int length) {
    var crc = new CRC32C();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }

  /** A buffer that grows to the largest record and is used again. */
  private static final class Bytes extends ByteArrayOutputStream {
    Bytes() {
      super(64 * 1024);
    }

    byte[] bytes() {
      return buf;
    }

    /** Fills in length and checksum of what stands behind them. */
    void frame() {
      int length = count - FRAME;
      put(0, length);
      put(Integer.BYTES, checksum(buf, FRAME, length));
    }

    private void put(int at, int value) {
      for (int i = 0; i < Integer.BYTES; i++) {
        buf[at + i] = (byte) (value >> (8 * (Integer.BYTES - 1 - i)));
      }
    }
  }

  /** The journal belongs to another database. */
  static final class Foreign extends RuntimeException {
    private static final long serialVersionUID = 1;

    Foreign() {
      super("the journal belongs to another database");
    }
  }
}
