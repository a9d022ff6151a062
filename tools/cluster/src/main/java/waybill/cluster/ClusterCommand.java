package waybill.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code ./run cluster}: two nodes with demo data, and what they need. A server that ends is
 * started again after a while, so that readers can kill what they like and watch.
 */
public final class ClusterCommand {
  private static final String DEMO = "WAYBILL_DEMO";

  private final Path folder;
  private final Cluster cluster;
  private final Optional<ChildProcess> proxy;
  private final int statisticsPort = ChildProcess.freePort();
  private volatile boolean ending;

  /** Starts what the nodes need. */
  private ClusterCommand(Path root, int port) {
    folder = root.resolve("target").resolve("cluster");
    delete(folder);
    var program = HaProxy.find();
    int firstPort = program.isPresent() ? ChildProcess.freePort() : port;
    var first = Map.of(DEMO, "true", "SERVER_PORT", Integer.toString(firstPort));
    var second = Map.of(DEMO, "true");
    cluster = Cluster.prepare(root, folder, "redis", List.of(first, second));
    proxy =
        program.map(it ->
            HaProxy.of(
                it,
                root.resolve("docs/deployment/compose/haproxy.cfg"),
                folder,
                cluster.nodes(),
                port,
                statisticsPort));
  }

  /** The first argument is the root of the repository, the second the port for browsers. */
  public static void main(String[] args) throws InterruptedException {
    try {
      requireLinux();
      int port = Integer.parseInt(args[1]);
      requireFree(port);
      var command = new ClusterCommand(Path.of(args[0]), port);
      Runtime.getRuntime().addShutdownHook(new Thread(command::end));
      command.start();
      System.out.print(command.help(port));
      command.superviseAll();
    } catch (IllegalStateException e) {
      System.err.println("cluster: " + e.getMessage());
      System.exit(2);
    }
  }

  private static void requireLinux() {
    if (!System.getProperty("os.name").equals("Linux")
        || !System.getProperty("os.arch").equals("amd64")) {
      throw new IllegalStateException("there is a PostgreSQL for Linux on x86-64 only");
    }
  }

  private static void requireFree(int port) {
    if (ChildProcess.listens(port)) {
      throw new IllegalStateException("port " + port + " is in use; --port N takes another one");
    }
  }

  private static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void start() {
    cluster.startNodes();
    proxy.ifPresent(Server::start);
  }

  private void end() {
    ending = true;
    cluster.close();
    proxy.ifPresent(Server::close);
  }

  private String help(int port) {
    var nodes = cluster.nodes();
    var front =
        proxy.isPresent()
            ? "Two nodes of Waybill behind HAProxy: http://127.0.0.1:" + port
            : """
            Two nodes of Waybill: %s and %s
            HAProxy was not found, so a page waits for its node instead of going to the other one.\
            """
                .formatted(nodes.getFirst().uri(""), nodes.getLast().uri(""));
    var text = new StringBuilder(front);
    text.append(
        """


          Sign in there as ada, grace or linus (customers) or staff;
          each one's password is the name. It is a demo: for this machine only.

        To end one of them (it starts again by itself, as said behind it):

        """);
    for (var server : cluster.servers()) {
      text.append(
          "  %-12s %-18s after %d s%n"
              .formatted(server.name(), killing(server), pause(server).toSeconds()));
    }
    text.append("\nTo watch:\n\n");
    if (proxy.isPresent()) {
      text.append("  http://127.0.0.1:" + statisticsPort + " shows the streams of each node\n");
    }
    for (var node : nodes) {
      text.append("  curl -s " + node.readiness() + " asks " + node.process().name() + "\n");
    }
    text.append(
        "  " + folder + "/*.log\n\ndocs/cluster.md says what to try. Ctrl-C ends everything.\n");
    return text.toString();
  }

  /** PostgreSQL waits for its clients when it gets SIGTERM, and no longer when it gets SIGINT. */
  private static String killing(Server server) {
    var signal = server instanceof PostgreSqlServer ? "-INT" : "-9";
    return "kill " + signal + " " + server.process().pid();
  }

  private static Duration pause(Server server) {
    return switch (server.name()) {
      case "redis" -> Duration.ofMinutes(1);
      case "postgresql" -> Duration.ofSeconds(30);
      default -> Duration.ofSeconds(10);
    };
  }

  /** Does not return. */
  private void superviseAll() throws InterruptedException {
    cluster.servers().forEach(it -> Thread.ofVirtual().start(() -> supervise(it)));
    Thread.currentThread().join();
  }

  private void supervise(Server server) {
    while (true) {
      if (server.isAlive()) {
        server.process().onExit().join();
      }
      if (ending) {
        return;
      }
      var pause = pause(server);
      System.out.println(server.name() + " has ended; it starts after " + pause.toSeconds() + " s");
      try {
        Thread.sleep(pause);
        server.start();
        System.out.println(server.name() + " runs again: " + killing(server));
      } catch (RuntimeException e) {
        System.out.println(server.name() + " does not start: " + e.getMessage());
      } catch (InterruptedException e) {
        return;
      }
    }
  }
}
