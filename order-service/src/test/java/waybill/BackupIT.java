package waybill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.backup.BackupCommand;
import waybill.backup.BackupCommand.CommandFailed;

/** Data that are older than what a client has seen: the client is told to load anew. */
final class BackupIT {
  private static final String FILE = "waybill.mv.db";

  @TempDir Path folder;
  private Path data;
  private Path backup;

  /** What a client knew before the restore. */
  private record Known(String order, String cursor, String epoch) {}

  /** An order, a backup by the given means, five changes that the client sees, and the stop. */
  private Known seenBeforeTheRestore(IORunnable takeBackup) throws IOException {
    data = folder.resolve("data");
    backup = folder.resolve("backup.zip");
    String order;
    try (var service = RunningService.start(data)) {
      service.customer("ada");
      order = service.order("ada");
      takeBackup.run();
    }
    try (var service = RunningService.start(data)) {
      notes(service, order, 5);
      var history = service.get("/api/customers/ada/events");
      var cursor = RunningService.json(history).get("cursor").textValue();
      return new Known(order, cursor, service.epoch());
    }
  }

  @FunctionalInterface
  private interface IORunnable {
    void run() throws IOException;
  }

  private static void notes(RunningService service, String order, int count) {
    for (int i = 0; i < count; i++) {
      service.append(order, "{\"type\":\"order.note_added\",\"text\":\"a word\"}");
    }
  }

  private void assertIsReset(Known known) {
    try (var service = RunningService.start(data)) {
      notes(service, known.order(), 8);
      assertNotEquals(known.epoch(), service.epoch());
      try (var stream =
          EventStream.open(
              service.port(),
              "/api/customers/ada/events?after=" + known.cursor(),
              "Authorization",
              StaffTokens.bearer(service.port()))) {
        stream.await("reset");
      }
    }
    // an epoch stays, once it is made
    String epoch;
    try (var service = RunningService.start(data)) {
      epoch = service.epoch();
    }
    try (var service = RunningService.start(data)) {
      assertEquals(epoch, service.epoch());
    }
  }

  @Test
  void aBackupIsTakenWhileTheServiceRunsAndRestoredWhenItIsStopped() throws IOException {
    var known = seenBeforeTheRestore(() -> command("backup", "backup.zip"));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)));

    command("restore", "backup.zip");

    assertIsReset(known);
    assertTrue(Files.exists(data.resolve("before-restore.mv.db")));
  }

  private String command(String name, String file) {
    return new BackupCommand(data).run(name, folder.resolve(file).toString());
  }

  @Test
  void aCopyOfTheFolderIsRecognised() throws IOException {
    var copy = folder.resolve("copy.mv.db");
    var known = seenBeforeTheRestore(() -> {});
    Files.copy(data.resolve(FILE), copy);
    Files.delete(data.resolve(FILE));
    Files.copy(copy, data.resolve(FILE));

    assertIsReset(known);
  }

  @Test
  void anOlderStateInTheSameFileIsRecognised() throws IOException {
    data = folder.resolve("data");
    var older = folder.resolve("older.mv.db");
    String order;
    try (var service = RunningService.start(data)) {
      service.customer("ada");
      order = service.order("ada");
    }
    Files.copy(data.resolve(FILE), older);
    Known known;
    try (var service = RunningService.start(data)) {
      notes(service, order, 5);
      var history = service.get("/api/customers/ada/events");
      known =
          new Known(order, RunningService.json(history).get("cursor").textValue(), service.epoch());
      Await.until("the mark is written", () -> mark().equals("6"));
    }

    Files.write(data.resolve(FILE), Files.readAllBytes(older));

    assertIsReset(known);
  }

  private String mark() {
    try {
      return Files.readString(data.resolve("waybill.mark")).strip();
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Test
  void aDatabaseThatIsGoneOrEmptyIsNotBegunAnew() throws IOException {
    seenBeforeTheRestore(() -> {});

    Files.write(data.resolve(FILE), new byte[0]);
    assertThrows(CommandFailed.class, () -> RunningService.start(data).close());
    Files.delete(data.resolve(FILE));
    assertThrows(CommandFailed.class, () -> RunningService.start(data).close());
  }

  @Test
  void whatCannotBeDoneIsRefused() throws Exception {
    data = folder.resolve("data");
    try (var service = RunningService.start(data)) {
      command("backup", "one.zip");
      Files.writeString(folder.resolve("no.zip"), "this is no backup");
      assertThrows(CommandFailed.class, () -> command("backup", "one.zip"));
      assertThrows(CommandFailed.class, () -> command("restore", "one.zip"));
      assertEquals(401, withoutKey(service.waybill().server().managementPort()));
    }
    assertThrows(CommandFailed.class, () -> command("backup", "two.zip"));
    assertThrows(CommandFailed.class, () -> command("restore", "none.zip"));
    assertThrows(CommandFailed.class, () -> command("restore", "no.zip"));
    assertThrows(CommandFailed.class, () -> command("remove", "one.zip"));
    RunningService.start(data).close();
  }

  private static int withoutKey(int port) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/backup?file=x"))
              .POST(HttpRequest.BodyPublishers.noBody())
              .build();
      return client.send(request, BodyHandlers.ofString()).statusCode();
    }
  }

  @Test
  void theDemoDoesNotMoveTheOrdersOfRealCustomers() {
    data = folder.resolve("data");
    try (var service = RunningService.start(data)) {
      service.customer("ada");
    }

    var refusal = assertThrows(Settings.BadSetting.class, () -> RunningService.demo(data).close());

    assertTrue(String.valueOf(refusal.getMessage()).startsWith("waybill.demo:"));
  }
}
