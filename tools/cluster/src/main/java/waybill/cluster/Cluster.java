package waybill.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * PostgreSQL, a bus and some nodes, on free ports.
 *
 * @param redis empty where the database is the bus
 */
public record Cluster(PostgreSqlServer postgreSql, Optional<ChildProcess> redis, List<Node> nodes)
    implements AutoCloseable {
  private static final String DATABASE = "waybill";

  /**
   * Starts PostgreSQL with an empty database, and Redis; the nodes are not started yet.
   *
   * @param root of the repository, with the packaged service and its adapters
   * @param folder for all data and logs; it must be empty
   * @param bus {@code postgres} or {@code redis}
   * @param settings of each node, as environment variables
   */
  public static Cluster prepare(
      Path root, Path folder, String bus, List<Map<String, String>> settings) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var postgreSql =
        new PostgreSqlServer(folder.resolve("postgresql"), ChildProcess.freePort())
            .logTo(folder.resolve("postgresql.log"));
    var redis =
        Optional.of(bus)
            .filter("redis"::equals)
            .map(_ -> RedisServer.of(folder, ChildProcess.freePort()));
    var cluster =
        new Cluster(postgreSql, redis, nodes(root, folder, bus, postgreSql, redis, settings));
    try {
      postgreSql.start();
      postgreSql.create(DATABASE);
      redis.ifPresent(Server::start);
      return cluster;
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private static List<Node> nodes(
      Path root,
      Path folder,
      String bus,
      PostgreSqlServer postgreSql,
      Optional<ChildProcess> redis,
      List<Map<String, String>> settings) {
    var common = new HashMap<String, String>();
    common.put("DB_URL", postgreSql.url(DATABASE));
    common.put("DB_USERNAME", PostgreSqlServer.USERNAME);
    common.put("WAYBILL_BUS", bus);
    redis.ifPresent(it -> common.put("WAYBILL_BROKER", RedisServer.url(it)));
    // a proxy in front
    common.put("WAYBILL_PROXIES", "127.0.0.1");
    var adapters =
        redis.map(_ -> root.resolve("adapters").resolve(bus).resolve("target")).stream().toList();
    var program = new PackagedService(root.resolve("order-service/target"), adapters);
    var nodes = new ArrayList<Node>();
    for (var own : settings) {
      var all = new HashMap<>(common);
      all.putAll(own);
      nodes.add(Node.of("node-" + (nodes.size() + 1), program, folder, all));
    }
    return List.copyOf(nodes);
  }

  /** Starts the nodes one after the other, because the first one fills the database. */
  public void startNodes() {
    nodes.forEach(node -> node.process().start());
  }

  /** All servers, the nodes first. */
  public List<Server> servers() {
    return Stream.of(nodes.stream().map(Node::process), redis.stream(), Stream.of(postgreSql))
        .<Server>flatMap(it -> it)
        .toList();
  }

  /** Stops all that runs; the nodes at the same time, because each says goodbye to its pages. */
  @Override
  public void close() {
    nodes.parallelStream().forEach(node -> node.process().close());
    redis.ifPresent(Server::close);
    postgreSql.close();
  }
}
