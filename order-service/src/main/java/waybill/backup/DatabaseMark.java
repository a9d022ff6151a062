package waybill.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.atomic.AtomicLong;
import waybill.backup.BackupCommand.CommandFailed;
import waybill.log.Columns;
import waybill.log.Database;

/**
 * Tells at a start whether the database is the one that ran here last. The database keeps which
 * file it is in, so a copy is recognised; a small file beside it keeps how many events there were,
 * so an older state is. Both get a new epoch: cursors of clients that know more are reset.
 */
public final class DatabaseMark {
  private static final Logger LOG = System.getLogger(DatabaseMark.class.getName());

  private static final String EVENTS =
      """
      select coalesce(sum((select seq from event where customer_number = number
                            order by customer_number desc, seq desc limit 1)), 0) as n from customer
      """;

  private final Path database;
  private final Path mark;
  private final AtomicLong events = new AtomicLong();
  private long written;

  /**
   * To be made before the database is opened, which makes a new one where there is none.
   *
   * @throws CommandFailed if there was a database and its file is gone or empty
   */
  public DatabaseMark(Path folder) {
    database = folder.resolve(BackupCommand.DATABASE);
    mark = folder.resolve(BackupCommand.MARK);
    try {
      var text = Files.exists(mark) ? Files.readString(mark).strip() : "";
      written = text.isEmpty() ? 0 : Long.parseLong(text); // empty after a power cut
      if (written > 0 && (Files.notExists(database) || Files.size(database) == 0)) {
        throw new CommandFailed(
            "%s is gone or empty, but had %d events: restore a backup, or delete %s to begin anew"
                .formatted(database, written, mark));
      }
    } catch (IOException | NumberFormatException e) {
      throw new CommandFailed(mark + " cannot be read (" + e + "); delete it to go on without it");
    }
  }

  /** To be called before anything reads the epoch: the next reader makes a new one. */
  public void renewEpochOfACopy(Database opened) {
    boolean copy =
        opened
            .inTransaction(tx ->
                tx.first("select file from installation where file <> ?", row -> true, identity()))
            .isPresent();
    long events = events(opened);
    if (copy || events < written) {
      LOG.log(
          Level.WARNING,
          "the database is {0}, with {1} events; the last one here had {2}. It gets a new epoch: pages load anew",
          copy ? "a copy" : "an older state",
          events,
          written);
      opened.write(tx -> tx.execute("delete from installation"));
    }
  }

  /** Writes down where the database is. */
  public void begin(Database opened) {
    opened.write(
        tx -> tx.execute("update installation set file = ? where file is null", identity()));
    events.set(events(opened));
    update();
  }

  /** An event was committed; to be called by the only writer. */
  public void committed() {
    events.incrementAndGet();
  }

  /** Writes down how many events were committed, if there are others than before. */
  public synchronized void update() {
    long now = events.get();
    if (now == written && Files.exists(mark)) {
      return;
    }
    try {
      BackupCommand.write(mark, now + "\n");
      written = now;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Also those that were deleted since: each customer's last number is that of its events. */
  private static long events(Database opened) {
    return opened
        .inTransaction(tx -> tx.first(EVENTS, row -> Columns.number(row, "n")))
        .orElseThrow();
  }

  /** The file's number and birth, where the file system knows them: a copy has others. */
  private String identity() {
    try {
      var times = Files.readAttributes(database, BasicFileAttributes.class);
      // a file system without times of birth reports the last change instead
      boolean hasBirth = !times.creationTime().equals(times.lastModifiedTime());
      return Files.getAttribute(database, "unix:ino")
          + (hasBirth ? " " + times.creationTime().toMillis() : "");
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      return "unknown";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
