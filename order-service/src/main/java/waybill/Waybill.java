package waybill;

import java.util.Optional;
import waybill.demo.Demo;
import waybill.http.HttpServer;
import waybill.store.Database;
import waybill.store.GroupCommit;
import waybill.store.Housekeeping;
import waybill.stream.Streams;

/**
 * A running service. Closing it ends the demo and then the streams first, so that every client is
 * told, and the database last.
 */
record Waybill(
    Optional<Demo> demo,
    HttpServer server,
    Streams streams,
    Housekeeping housekeeping,
    GroupCommit writer,
    Database database)
    implements AutoCloseable {

  @Override
  public void close() {
    demo.ifPresent(Demo::close);
    streams.close();
    server.close();
    housekeeping.close();
    writer.close();
    database.close();
  }
}
