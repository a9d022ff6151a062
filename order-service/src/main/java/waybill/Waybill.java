package waybill;

import waybill.http.HttpServer;
import waybill.store.Database;
import waybill.store.GroupCommit;
import waybill.stream.Streams;

/**
 * A running service. Closing it ends the streams first, so that every client is told, and the
 * database last.
 */
record Waybill(HttpServer server, Streams streams, GroupCommit writer, Database database)
    implements AutoCloseable {

  @Override
  public void close() {
    streams.close();
    server.close();
    writer.close();
    database.close();
  }
}
