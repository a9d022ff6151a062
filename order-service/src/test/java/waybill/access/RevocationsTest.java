package waybill.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import waybill.DirectCommands;
import waybill.access.AccessSettings.Lifetime;
import waybill.api.OrderTopics;
import waybill.http.Cookies;
import waybill.log.Database;
import waybill.log.EventLog;
import waybill.log.GroupCommit;
import waybill.log.OnBothDatabases;
import waybill.log.OrderCommands;
import waybill.log.TestDatabase;
import waybill.stream.Hub;
import waybill.stream.StreamSettings;

/** What has ended is known to have ended, whatever opened it. */
@OnBothDatabases
final class RevocationsTest {
  private static final String ADA = "ada";
  private static final String NEW_PASSWORD = "another password";

  private final InstantSource clock = InstantSource.system();
  private Database database;
  private Access access;

  @BeforeEach
  void open(@TempDir Path data) {
    var day = new Lifetime(Duration.ofDays(1), Duration.ofDays(1));
    var minute = Duration.ofMinutes(1);
    database = TestDatabase.open(data, 2);
    access =
        Access.open(
            database,
            new AccessSettings(day, day, Duration.ofHours(1), Optional.empty()),
            CookieNames.of(new Cookies(false)),
            _ -> Optional.empty(),
            new Hub(
                new OrderTopics(new EventLog(database)),
                new StreamSettings(minute, minute, minute),
                clock),
            clock);
    access.accounts().add(new Account(ADA, "no hash", Role.STAFF, Optional.empty(), 1, false));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Account ada() {
    return access.accounts().find(ADA).orElseThrow();
  }

  private String session() {
    var cookie = access.sessions().open(ada()).orElseThrow();
    return access.sessions().find(cookie).orElseThrow().credential().key();
  }

  private String token() {
    return access.tokens().find(access.tokens().issue(ada())).orElseThrow().credential().key();
  }

  private boolean isValid(String key) {
    return access.revocations().isValid(key);
  }

  @Test
  void eachTokenHasAKeyOfItsOwn() {
    assertFalse(token().equals(token()));
  }

  @Test
  void aNewPasswordEndsWhatWasOpenedBeforeAndNothingElse() {
    var kept = session();
    var session = session();
    var token = token();
    assertTrue(isValid(kept) && isValid(session) && isValid(token));

    access.revocations().changePassword(ADA, NEW_PASSWORD, Credential.sessionId(kept));

    assertTrue(isValid(kept));
    assertFalse(isValid(session));
    assertFalse(isValid(token));
    assertTrue(isValid(session()));
    assertTrue(isValid(token()));
  }

  @Test
  void aDisabledAccountEndsEverything() {
    var session = session();
    var token = token();

    access.revocations().disable(ADA);

    assertFalse(isValid(session));
    assertFalse(isValid(token));
  }

  @Test
  void aSignOutEndsItsSession() {
    var session = session();

    access.sessions().end(Credential.sessionId(session).orElseThrow());

    assertFalse(isValid(session));
  }

  @Test
  void whatANodeEndedWhoseClockIsBehindIsFoundByTheOthers() {
    var id = Credential.sessionId(session()).orElseThrow();
    var day = new Lifetime(Duration.ofDays(1), Duration.ofDays(1));
    var settings = new AccessSettings(day, day, Duration.ofHours(1), Optional.empty());
    var behind = new Sessions(database, settings, () -> clock.instant().minusSeconds(60));

    behind.end(id);

    var ended =
        access.sessions().changedWithin(Duration.ofSeconds(10)).stream()
            .filter(session -> session.ended().isPresent())
            .map(Session::id)
            .toList();
    assertEquals(List.of(id), ended);
  }

  @Test
  void aRevokedLinkIsNotValid() {
    try (var writer = new GroupCommit(database, _ -> {})) {
      var log = new EventLog(database);
      var office = new DirectCommands(new OrderCommands(writer, log, clock, (_, _, _) -> {}));
      var order = office.order(office.customer());
      var link = access.links().make(order, Role.STAFF, Optional.empty()).orElseThrow().link();
      assertTrue(isValid(Credential.link(link.id())));

      access.revocations().revoke(order, link.id());

      assertFalse(isValid(Credential.link(link.id())));
    }
  }

  /** A crash between the two must not leave sessions that the old password opened. */
  @Test
  void ifTheSessionsCannotBeEndedThePasswordStaysAsItWas() {
    session();
    var before = ada();
    database.write(tx -> tx.execute("alter table login_session rename to gone"));

    assertThrows(
        RuntimeException.class,
        () -> access.revocations().changePassword(ADA, NEW_PASSWORD, Optional.empty()));
    assertThrows(RuntimeException.class, () -> access.revocations().disable(ADA));

    assertEquals(before, ada());
  }
}
