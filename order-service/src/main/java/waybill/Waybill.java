package waybill;

import java.util.List;
import java.util.Optional;
import waybill.access.Access;
import waybill.bus.EventBus;
import waybill.demo.Demo;
import waybill.http.HttpServer;
import waybill.store.Database;
import waybill.store.GroupCommit;
import waybill.store.Housekeeping;
import waybill.stream.Streams;

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
    List<PeriodicTask> tasks,
    Streams streams,
    Access access,
    EventBus bus,
    Housekeeping housekeeping,
    GroupCommit writer,
    Database database,
    Optional<String> firstPassword)
    implements AutoCloseable {

  @Override
  public void close() {
    demo.ifPresent(Demo::close);
    streams.close();
    server.close();
    tasks.forEach(PeriodicTask::close);
    access.close();
    housekeeping.close();
    writer.close();
    database.close();
  }
}
