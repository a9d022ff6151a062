package waybill.store;

import static waybill.store.Columns.number;
import static waybill.store.Columns.text;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Keeps a database file and the journal beside it together: what is committed is in the journal
 * first, what the file lacks after a crash is done again, and now and then the file is brought up
 * to date and the journal begins anew. The file says how far it has come in a row that each
 * transaction writes with it, so nothing is redone twice. Used by one thread at a time.
 */
final class Redo implements AutoCloseable {
  /** Bytes; some ten thousand changes, a fraction of a second to read. */
  private static final long LONG = 32 * 1024 * 1024;

  /** Records in one transaction when they are redone. */
  private static final int MANY = 500;

  static final String LACKING =
      "the database lacks what is in the journal: the service must be started again";

  private static final Logger LOG = System.getLogger(Redo.class.getName());

  private final Database database;
  private final Journal journal;
  private final String file;
  private String name = "";
  private long position;
  private volatile boolean sound = true;

  private Redo(Database database, Journal journal, String file) {
    this.database = database;
    this.journal = journal;
    this.file = file;
  }

  /**
   * Opens the journal and redoes what the database lacks, which may still have the tables of an
   * older program: migrate it after this, then {@link #begin}.
   *
   * @throws Database.Unavailable if the two do not belong together
   */
  static Redo open(Path file, Database database) {
    var redo = new Redo(database, Journal.open(file), file.getFileName().toString());
    if (!redo.journal.isEmpty()) {
      redo.recover();
    }
    return redo;
  }

  private record State(String name, long position) {}

  private Optional<State> state() {
    return database.inTransaction(tx ->
        tx.first(
            "select name, position from journal",
            row -> new State(text(row, "name"), number(row, "position"))));
  }

  private void recover() {
    try {
      var state = state().orElseThrow(Journal.Foreign::new);
      position = state.position();
      long before = position;
      var batch = new ArrayList<List<Statement>>();
      journal.replay(
          state.name(),
          (number, statements) -> {
            if (number > position + batch.size() + 1) {
              throw new Journal.Foreign();
            } else if (number == position + batch.size() + 1) {
              batch.add(statements);
            }
            if (batch.size() == MANY) {
              redo(batch);
            }
          });
      redo(batch);
      database.checkpoint();
      if (position > before) {
        LOG.log(Level.INFO, "{0} transactions of before the crash redone", position - before);
      }
    } catch (RuntimeException e) {
      throw new Database.Unavailable(
          file
              + " in the data folder belongs to another state of the database beside it: restore both from one"
              + " backup, or move the journal away to go on without what it holds",
          e);
    }
  }

  private void redo(List<List<Statement>> batch) {
    long reached = position + batch.size();
    database.redo(tx -> {
      batch.forEach(statements ->
          statements.forEach(
              statement -> tx.execute(statement.sql(), statement.params().toArray())));
      move(tx, position, reached);
    });
    position = reached;
    batch.clear();
  }

  /**
   * H2 closes a database that it cannot write, and the pool's next connection opens the file again:
   * without what was only in memory.
   */
  private void move(Transaction tx, long from, long to) {
    if (tx.execute("update journal set position = ? where position >= ?", to, from) == 0) {
      throw lacking();
    }
  }

  private IllegalStateException lacking() {
    sound = false;
    return new IllegalStateException(LACKING);
  }

  /** False once nothing more can be written until the service is started again. */
  boolean isSound() {
    return sound;
  }

  /** From now on transactions are written down; the database has its present tables. */
  void begin() {
    var state = state().orElseGet(this::firstState);
    name = state.name();
    position = state.position();
    checkpoint();
  }

  private State firstState() {
    var first = new State(UUID.randomUUID().toString(), 0);
    database.redo(tx ->
        tx.execute(
            "insert into journal (id, name, position) values (1, ?, ?)",
            first.name(),
            first.position()));
    return first;
  }

  /** To be called before the commit: nobody sees what a crash could take back. */
  void write(Transaction tx) {
    var statements = List.copyOf(tx.written());
    move(tx, position, position + 1);
    journal.append(position + 1, statements);
    position++;
  }

  /** The commit failed: whether or not it was done, database and journal must say the same. */
  void undo() {
    try {
      journal.undo(position);
      database.redo(tx -> move(tx, position - 1, position));
      database.checkpoint();
    } catch (RuntimeException | Error e) {
      sound = false;
      journal.giveUp();
      LOG.log(Level.ERROR, "nothing more is written until the service is started again", e);
    }
  }

  boolean isEmpty() {
    return journal.isEmpty();
  }

  boolean isLong() {
    return journal.size() > LONG;
  }

  /** Brings the database's file up to date; the journal begins anew. */
  void checkpoint() {
    database.checkpoint();
    if (state().orElseThrow().position() != position) {
      throw lacking();
    }
    journal.clear(name);
  }

  @Override
  public void close() {
    journal.close();
  }
}
