package waybill.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import waybill.log.Database;

/**
 * Has H2 write its database into a file, while the service goes on. It is on the management port; a
 * key in the data folder shows that the caller may read the data anyway.
 */
public final class BackupRoute {
  static final String PATH = "/backup";

  private final Database database;
  private final Path contact;
  private final String key;

  public BackupRoute(Database database, Path folder) {
    var bytes = new byte[16];
    new SecureRandom().nextBytes(bytes);
    this.database = database;
    this.contact = folder.resolve(BackupCommand.CONTACT);
    this.key = HexFormat.of().formatHex(bytes);
  }

  public void addTo(HttpRouting.Builder management) {
    management.post(PATH, this::backUp);
  }

  /** Tells {@link BackupCommand} the port and the key. */
  public void announce(int port) {
    try {
      BackupCommand.write(contact, port + " " + key + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void backUp(ServerRequest req, ServerResponse res) {
    var given = req.headers().first(HeaderNames.AUTHORIZATION).orElse("");
    if (!MessageDigest.isEqual(("Bearer " + key).getBytes(UTF_8), given.getBytes(UTF_8))) {
      res.status(Status.UNAUTHORIZED_401).send();
      return;
    }
    try {
      var file = req.query().get("file");
      database.inTransaction(tx -> tx.execute("backup to ?", file));
      res.status(Status.NO_CONTENT_204).send();
    } catch (RuntimeException e) {
      res.status(Status.INTERNAL_SERVER_ERROR_500).send(String.valueOf(e.getMessage()));
    }
  }
}
