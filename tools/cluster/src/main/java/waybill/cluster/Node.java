package waybill.cluster;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A node of Waybill: the packaged service with settings of its own. */
public record Node(ChildProcess process, int managementPort) {
  private static final int TIMEOUT_MILLIS = 2_000;

  /**
   * Does not start it yet. Its ports are free ones if the settings name none.
   *
   * @param folder of its log, and of a folder for its data
   * @param settings as environment variables
   */
  public static Node of(
      String name, PackagedService program, Path folder, Map<String, String> settings) {
    var environment = new HashMap<>(settings);
    environment.putIfAbsent("SERVER_PORT", Integer.toString(ChildProcess.freePort()));
    environment.putIfAbsent("WAYBILL_MANAGEMENT_PORT", Integer.toString(ChildProcess.freePort()));
    environment.putIfAbsent("WAYBILL_DATA", folder.resolve(name).toString());
    int port = Integer.parseInt(environment.get("SERVER_PORT"));
    int managementPort = Integer.parseInt(environment.get("WAYBILL_MANAGEMENT_PORT"));
    var process = new ChildProcess(name, program.command(List.of()), environment, folder, port);
    return new Node(process, managementPort);
  }

  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + process.port() + path);
  }

  /** Where a proxy asks whether it is ready. */
  public URI readiness() {
    return URI.create("http://127.0.0.1:" + managementPort + "/observe/health/ready");
  }

  /** Whether it says that it is ready, within two seconds. */
  public boolean isReady() {
    try {
      var connection = (HttpURLConnection) readiness().toURL().openConnection();
      connection.setConnectTimeout(TIMEOUT_MILLIS);
      connection.setReadTimeout(TIMEOUT_MILLIS);
      return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
    } catch (IOException e) {
      return false;
    }
  }
}
