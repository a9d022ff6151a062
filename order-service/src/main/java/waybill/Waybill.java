package waybill;

import java.util.Optional;
import waybill.access.Access;
import waybill.banner.Banner;
import waybill.demo.Demo;
import waybill.log.Database;
import waybill.log.GroupCommit;
import waybill.stream.EventBus;
import waybill.stream.Hub;

/**
 * A running service. Closing it ends the demo's simulator and then the streams, so that every
 * client receives the last change and the end, and the database last: see {@link Parts}.
 *
 * @param bus what is published here reaches the open streams, committed or not
 * @param firstPassword of the account that was made at this start, if the service chose it
 */
public record Waybill(
    Optional<Demo> demo,
    HttpServer server,
    Hub hub,
    Access access,
    EventBus bus,
    GroupCommit writer,
    Database database,
    Parts parts,
    Optional<String> firstPassword)
    implements AutoCloseable {

  /** Printed at once: a script that waits for the first line may stop the service after it. */
  void announce(Settings settings) {
    var address = Banner.address(settings.tls().isPresent(), settings.host(), server.port());
    var lines =
        demo.map(it -> Banner.demo(address, it.parked()))
            .orElseGet(() -> Banner.plain(address, firstPassword));
    System.out.print(String.join("\n", lines) + "\n");
  }

  @Override
  public void close() {
    parts.close();
  }
}
