package waybill.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import waybill.bench.TcpProxy.Mode;
import waybill.bench.load.HistoryCheck;
import waybill.bench.load.Target;
import waybill.bench.load.TestData;
import waybill.cluster.ChildProcess;
import waybill.cluster.PostgreSqlServer;
import waybill.cluster.RedisServer;
import waybill.cluster.Server;

/** Nodes on one PostgreSQL with a bus between them, and a network that may fail. */
public final class BrittleCluster implements AutoCloseable {
  private static final Pattern OF_BUS = Pattern.compile("listen waybill|synchronous_commit = off");
  private static final Pattern NOTHING = Pattern.compile("(?!)");

  /** The service asks for this level, whatever the default of the server is. */
  private static final Pattern ISOLATION = Pattern.compile("READ COMMITTED");

  private static final Pattern CHANGE = Pattern.compile("#(\\d+)");
  private static final String LOG =
      """
      select event.seq, event.body from event
        join customer on customer.number = event.customer_number
       where customer.id = ? order by event.seq
      """;

  private final Options options;
  private final Path folder;
  private final PostgreSqlServer database;
  private final Optional<ChildProcess> redis;
  private final List<Node> nodes = new ArrayList<>();

  /** Of a bus that is not disturbed. */
  private final Mode usual;

  /** A node, and its network to the database and to the bus. */
  private record Node(
      ServerProcess process, Target target, TcpProxy database, Optional<TcpProxy> redis) {}

  /**
   * Starts the engines, then the nodes.
   *
   * @param bus {@code postgres}, {@code redis}, {@code none}, which loses everything, or {@code
   *     in-process} for one node
   */
  public BrittleCluster(Options options, String bus, int nodes, Map<String, String> settings) {
    this.options = options;
    this.usual = bus.equals("none") ? Mode.LOSE : Mode.PASS;
    folder = options.out().resolve("cluster-" + bus + "-" + nodes).toAbsolutePath();
    TestBed.delete(folder);
    create(folder);
    database =
        new PostgreSqlServer(folder.resolve("postgresql"), ChildProcess.freePort())
            .logTo(folder.resolve("postgresql.log"));
    database.start();
    var isSerializable = options.isolation().equals("serializable");
    if (isSerializable) {
      database.execute(
          "alter database postgres set default_transaction_isolation = 'serializable'");
    }
    redis =
        Optional.of(bus)
            .filter("redis"::equals)
            .map(_ -> RedisServer.of(folder, ChildProcess.freePort()));
    redis.ifPresent(Server::start);
    var adapters =
        redis.map(_ -> options.program().resolve("../../adapters/redis/target")).stream().toList();
    for (int i = 0; i < nodes; i++) {
      var proxy = new TcpProxy(database.port(), OF_BUS, isSerializable ? ISOLATION : NOTHING);
      var broker = redis.map(it -> new TcpProxy(it.port(), NOTHING, NOTHING));
      proxy.marked(usual);
      var all = new TreeMap<>(settings);
      all.put("WAYBILL_ADMIN_PASSWORD", "load-on-all-nodes");
      all.put("WAYBILL_BUS", bus.equals("none") ? "postgres" : bus);
      all.put("DB_URL", url(proxy.port()));
      all.put("DB_USERNAME", PostgreSqlServer.USERNAME);
      broker.ifPresent(it -> all.put("WAYBILL_BROKER", "redis://127.0.0.1:" + it.port()));
      var program = ServerProgram.waybill(options, adapters);
      var process = new ServerProcess(program, folder.resolve("node-" + i), all);
      // the first one makes the tables and the account before the next one starts
      var target = TestBed.staff(options, Optional.of(process));
      this.nodes.add(new Node(process, target, proxy, broker));
    }
  }

  private static String url(int port) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  private static void create(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Customers and load on all nodes; closing it ends the nodes. */
  public TestBed bed(int customers) {
    return TestBed.of(
        options,
        nodes.stream().map(Node::process).toList(),
        nodes.stream().map(Node::target).toList(),
        customers);
  }

  public ServerProcess node(int node) {
    return nodes.get(node).process();
  }

  public Target target(int node) {
    return nodes.get(node).target();
  }

  public int size() {
    return nodes.size();
  }

  /** What happens between a node and the database, and its bus if that is in the database. */
  public void toDatabase(int node, Mode mode) {
    nodes.get(node).database().all(mode);
  }

  /** What happens between a node and the bus alone. */
  public void toBus(int node, Mode mode) {
    var it = nodes.get(node);
    var now = mode == Mode.PASS ? usual : mode;
    it.redis().ifPresentOrElse(proxy -> proxy.all(now), () -> it.database().marked(now));
  }

  public PostgreSqlServer database() {
    return database;
  }

  /** Ends all connections of the bus, and its engine if that is not the database. */
  public void stopBus() {
    redis.ifPresent(Server::stop);
    everyNode().forEach(node -> toBus(node, Mode.CUT));
  }

  public void startBus() {
    redis.ifPresent(Server::start);
    everyNode().forEach(node -> toBus(node, Mode.PASS));
  }

  public List<Integer> everyNode() {
    return IntStream.range(0, size()).boxed().toList();
  }

  /** Whether the database sees transactions that are serializable. */
  public boolean isSerializable() {
    try (var connection = DriverManager.getConnection(url(database.port()), "postgres", "");
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery("select count(*) from pg_locks where mode = 'SIReadLock'")) {
      return rows.next() && rows.getLong(1) > 0;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The log of each customer, read from the database itself. */
  public List<List<HistoryCheck.Entry>> logs(TestData customers) {
    var logs = new ArrayList<List<HistoryCheck.Entry>>();
    try (var connection = DriverManager.getConnection(url(database.port()), "postgres", "");
        var statement = connection.prepareStatement(LOG)) {
      for (int i = 0; i < customers.size(); i++) {
        statement.setString(1, customers.id(i));
        var log = new ArrayList<HistoryCheck.Entry>();
        try (var rows = statement.executeQuery()) {
          while (rows.next()) {
            var found = CHANGE.matcher(new String(rows.getBytes("body"), UTF_8));
            long change = found.find() ? Long.parseLong(found.group(1)) : -1;
            log.add(new HistoryCheck.Entry(rows.getLong("seq"), change));
          }
        }
        logs.add(log);
      }
      return logs;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The usage of the machine by the database's processes that run now. */
  public ProcessUsage databaseUsage() {
    return database.processes().stream()
        .map(ProcessUsage::of)
        .reduce(new ProcessUsage(Duration.ZERO, 0, 0, 0), ProcessUsage::plus);
  }

  /** Ends the engines; the nodes end with the test bed. */
  @Override
  public void close() {
    nodes.forEach(node -> {
      node.process().kill();
      node.database().close();
      node.redis().ifPresent(TcpProxy::close);
    });
    redis.ifPresent(Server::close);
    database.close();
    // the logs stay
    TestBed.delete(folder.resolve("postgresql"));
  }
}
