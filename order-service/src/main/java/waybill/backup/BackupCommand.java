package waybill.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import waybill.engine.Engine;
import waybill.log.Database;

/** {@code backup FILE} of a running service, {@code restore FILE} of a stopped one. */
public final class BackupCommand {
  static final String DATABASE = "waybill.mv.db";
  static final String MARK = "waybill.mark";
  static final String CONTACT = "waybill.management";

  private final Path folder;

  public BackupCommand(Path folder) {
    this.folder = folder;
  }

  /**
   * Does what the command line says; returns what was done.
   *
   * @throws CommandFailed if it cannot be done
   */
  public String run(String... arguments) {
    if (arguments.length != 2 || !arguments[0].matches("backup|restore")) {
      throw new CommandFailed("the commands are: backup FILE, restore FILE");
    }
    var file = Path.of(arguments[1]).toAbsolutePath();
    try {
      return arguments[0].equals("backup") ? backUp(file) : restore(file);
    } catch (ConnectException e) {
      throw new CommandFailed("no service is running on " + folder);
    } catch (IOException e) {
      throw new CommandFailed("this failed: " + e);
    } catch (InterruptedException e) {
      throw new CommandFailed("this was interrupted");
    }
  }

  /** The file gets its name when it is whole. */
  private String backUp(Path file) throws IOException, InterruptedException {
    var contact = folder.resolve(CONTACT);
    require(Files.notExists(file), file + " exists already");
    require(Files.exists(contact), "no service is running on " + folder);
    var portAndKey = Files.readString(contact).strip().split(" ", 2);
    var part = Files.createTempFile(file.getParent(), "backup", ".part"); // for its owner only
    var address =
        "http://127.0.0.1:%s%s?file=%s"
            .formatted(portAndKey[0], BackupRoute.PATH, URLEncoder.encode(part.toString(), UTF_8));
    try (var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create(address))
              .header("Authorization", "Bearer " + portAndKey[1])
              .POST(HttpRequest.BodyPublishers.noBody());
      var response = client.send(request.build(), BodyHandlers.ofString());
      require(response.statusCode() == 204, "the service answered: " + response.body());
      Files.move(part, file, ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
    return "the backup is in " + file;
  }

  /** The backup is opened and migrated before it takes the place of the database. */
  private String restore(Path file) throws IOException {
    var target = folder.resolve(DATABASE);
    require(Files.exists(file), file + " does not exist");
    require(Files.notExists(target) || isFree(target), "stop the service first");
    var work = Files.createDirectories(folder.resolve("restore"));
    var restored = work.resolve(DATABASE);
    try (var zip = new ZipFile(file.toFile())) {
      var entry = zip.getEntry(DATABASE);
      require(entry != null, file + " is no backup of Waybill");
      Files.copy(zip.getInputStream(entry), restored, REPLACE_EXISTING);
    }
    try (var database = Database.open(Engine.h2(work), "sa", "", 2)) {
      database.write(tx -> tx.execute("delete from installation")); // the next start makes another
    } catch (Database.Unavailable e) {
      Files.delete(restored);
      Files.delete(work);
      throw new CommandFailed("the backup cannot be used: " + e.getMessage());
    }
    var before = folder.resolve("before-restore.mv.db");
    if (Files.exists(target)) {
      Files.move(target, before, REPLACE_EXISTING);
    }
    Files.move(restored, target, ATOMIC_MOVE);
    Files.delete(work);
    Files.deleteIfExists(folder.resolve(MARK));
    return Files.exists(before) ? "restored; what was there is in " + before : "restored";
  }

  /** Writes a file that only its owner can read, whole or not at all. */
  static void write(Path file, String text) throws IOException {
    var next = Files.createTempFile(file.getParent(), "waybill", ".next");
    try {
      Files.writeString(next, text);
      Files.move(next, file, ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(next);
    }
  }

  /** H2 locks the file that it has open. */
  private static boolean isFree(Path database) throws IOException {
    try (var channel = FileChannel.open(database, WRITE);
        var lock = channel.tryLock()) {
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new CommandFailed(message);
    }
  }

  /** A command or a start cannot go on; the message is for the person who wants it. */
  public static final class CommandFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    CommandFailed(String message) {
      super(message);
    }
  }
}
