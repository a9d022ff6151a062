package waybill;

import java.util.Optional;
import waybill.access.Access;
import waybill.demo.Demo;
import waybill.http.HttpServer;
import waybill.store.Database;
import waybill.store.GroupCommit;
import waybill.stream.EventBus;
import waybill.stream.Hub;

/**
 * A running service. Closing it ends the demo and then the streams first, so that every client is
 * told, and the database last.
 *
 * @param bus what is published here reaches the open streams, committed or not
 * @param firstPassword of the account that was made at this start, if it was thought up here
 */
public record Waybill(
    Optional<Demo> demo,
    HttpServer server,
    Hub streams,
    PeriodicTask stallCheck,
    Access access,
    EventBus bus,
    PeriodicTask housekeeping,
    GroupCommit writer,
    Database database,
    Optional<String> firstPassword)
    implements AutoCloseable {

  @Override
  public void close() {
    demo.ifPresent(Demo::close);
    streams.close();
    stallCheck.close();
    server.close();
    access.close();
    housekeeping.close();
    writer.close();
    database.close();
  }
}
