package waybill;

import java.util.List;
import java.util.Optional;
import waybill.access.Access;
import waybill.demo.Demo;
import waybill.log.Database;
import waybill.log.GroupCommit;
import waybill.stream.EventBus;
import waybill.stream.Hub;

/**
 * A running service. Closing it ends the demo's simulator and then the streams, so that every
 * client receives the last change and the end, and the database last.
 *
 * @param bus what is published here reaches the open streams, committed or not
 * @param firstPassword of the account that was made at this start, if the service chose it
 */
public record Waybill(
    Optional<Demo> demo,
    Optional<PeriodicTask> simulator,
    HttpServer server,
    Hub hub,
    Access access,
    EventBus bus,
    List<PeriodicTask> tasks,
    GroupCommit writer,
    Database database,
    Optional<String> firstPassword)
    implements AutoCloseable {

  @Override
  public void close() {
    simulator.ifPresent(PeriodicTask::close);
    hub.close();
    tasks.forEach(PeriodicTask::close);
    writer.close(); // what waits is committed, and its callers are answered while the server stops
    server.close();
    database.close();
  }
}
