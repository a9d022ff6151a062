package waybill.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** HAProxy in front of two nodes, with the file that the documentation offers for it. */
public final class HaProxy {
  /** Number of nodes that the offered file has. */
  static final int NODES = 2;

  private HaProxy() {}

  /** The program that the environment variable HAPROXY names, or an installed one. */
  public static Optional<Path> find() {
    var named = Optional.ofNullable(System.getenv("HAPROXY")).filter(it -> !it.isEmpty());
    return Stream.concat(
            named.stream(),
            Stream.of("/usr/sbin/haproxy", "/usr/local/sbin/haproxy", "/usr/bin/haproxy"))
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Does not start it yet. It speaks HTTP on the port, and the offered file differs in nothing else
   * but addresses.
   *
   * @param offered docs/deployment/compose/haproxy.cfg
   * @param statisticsPort for a page that shows the nodes
   */
  public static ChildProcess of(
      Path program, Path offered, Path folder, List<Node> nodes, int port, int statisticsPort) {
    var here = new LinkedHashMap<String, String>();
    here.put(
        "bind :8443 ssl crt /run/secrets/certificate alpn h2,http/1.1", "bind 127.0.0.1:" + port);
    here.put("bind 127.0.0.1:8404", "bind 127.0.0.1:" + statisticsPort);
    for (int i = 0; i < NODES; i++) {
      var name = "node-" + (i + 1);
      int nodePort = nodes.get(i).process().port();
      here.put(
          " " + name + ":8080 check port 8081",
          " 127.0.0.1:%d check port %d".formatted(nodePort, nodes.get(i).managementPort()));
      here.put(" " + name + ":8080", " 127.0.0.1:" + nodePort);
    }
    try {
      var file = folder.resolve("haproxy.cfg");
      Files.writeString(file, replaced(Files.readString(offered), here));
      var command = List.of(program.toString(), "-db", "-f", file.toString());
      return new ChildProcess("haproxy", command, Map.of(), folder, port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String replaced(String offered, Map<String, String> here) {
    var text = offered;
    for (var each : here.entrySet()) {
      if (!text.contains(each.getKey())) {
        throw new IllegalStateException("haproxy.cfg does not say " + each.getKey());
      }
      text = text.replace(each.getKey(), each.getValue());
    }
    return text;
  }
}
