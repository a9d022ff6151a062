package waybill;

import io.helidon.config.Config;
import io.helidon.logging.common.LogConfig;
import io.helidon.webserver.WebServer;

/** Builds the service in dependency order and starts it. */
public final class Main {
  private Main() {}

  /** Starts the service; it runs until the process is told to end. */
  public static void main(String[] args) {
    LogConfig.configureRuntime();
    WebServer.builder()
        .config(Config.create().get("server"))
        .routing(routes -> routes.get("/", (req, res) -> res.send("Waybill")))
        .build()
        .start();
  }
}
