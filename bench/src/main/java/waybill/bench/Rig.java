package waybill.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import waybill.bench.load.Callers;
import waybill.bench.load.Changes;
import waybill.bench.load.Journal;
import waybill.bench.load.Loop;
import waybill.bench.load.Pages;
import waybill.bench.load.Target;
import waybill.bench.load.World;
import waybill.bench.report.Report.Fact;

/** A service, customers in it, and everything that puts load on them. */
public final class Rig implements AutoCloseable {
  /** More than one batch of the service's commits. */
  private static final int CONNECTIONS = 256;

  private final Options options;
  private final Optional<Server> server;
  private final Loop loop = new Loop();
  private final Target target;
  private final Callers callers;
  private final World world;
  private final Journal journal;
  private final Pages pages;
  private final Changes changes;
  private final int[] pagesOf;

  /**
   * Starts a service, or uses the one that is named, and makes the customers.
   *
   * @param settings of our own service, as environment variables
   */
  public Rig(Options options, Map<String, String> settings, int customers) {
    this.options = options;
    this.server =
        options.url().isPresent() ? Optional.empty() : Optional.of(start(options, settings));
    var base = options.url().orElseGet(() -> server.orElseThrow().base());
    this.target = Target.of(base, token(base));
    this.callers = new Callers(loop, target, CONNECTIONS);
    this.world =
        new World(
            loop, callers, customers, "b" + Long.toString(System.currentTimeMillis(), 36) + "-");
    this.journal = new Journal(customers);
    this.pagesOf = new int[customers];
    this.pages = new Pages(loop, journal);
    this.changes = new Changes(loop, callers, journal, world);
    say("making " + customers + " customers with an order each");
    world.make();
  }

  private static Server start(Options options, Map<String, String> settings) {
    var folder = options.out().resolve("server");
    delete(folder);
    return new Server(options.program(), options.jvm(), folder, settings);
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

  private String token(URI base) {
    var password =
        server
            .map(Server::password)
            .orElseGet(() -> System.getenv().getOrDefault("WAYBILL_BENCH_PASSWORD", ""));
    var mapper = new JsonMapper();
    try (var client = HttpClient.newHttpClient()) {
      awaitAnswer(client, base);
      var body =
          mapper.writeValueAsString(Map.of("username", options.user(), "password", password));
      var request =
          HttpRequest.newBuilder(base.resolve("/api/tokens"))
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(body))
              .build();
      var answer = client.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("no token: " + answer.statusCode() + " " + answer.body());
      }
      return mapper.readTree(answer.body()).get("accessToken").textValue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void awaitAnswer(HttpClient client, URI base) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (true) {
      try {
        client.send(
            HttpRequest.newBuilder(base.resolve("/api/time")).build(), BodyHandlers.discarding());
        return;
      } catch (IOException e) {
        boolean died = server.isPresent() && !server.get().isAlive();
        if (died || System.nanoTime() - end > 0) {
          throw new IllegalStateException(
              "the service does not answer; see "
                  + options.out().resolve("server").resolve("server.log"),
              e);
        }
        Thread.sleep(20);
      }
    }
  }

  /** Opens so many further pages, spread over all customers. */
  public void openPages(int count) {
    openPages(count, 0, world.size());
  }

  /**
   * Opens so many further pages, spread over some customers, and says that they must see everything
   * that happens from now on.
   *
   * @param from the first of these customers
   * @param to the one after the last
   */
  public void openPages(int count, int from, int to) {
    say("opening " + count + " streams");
    for (int i = 0; i < count; i++) {
      int customer = from + i % (to - from);
      journal.watches(customer, ++pagesOf[customer]);
      pages.add(target, customer, world.id(customer));
    }
    pages.open(5000);
  }

  /** Says what happens now. */
  public void say(String what) {
    System.err.println("bench: " + what + " ...");
  }

  public Options options() {
    return options;
  }

  /**
   * Our own service.
   *
   * @throws IllegalStateException if it runs elsewhere
   */
  public Server server() {
    return server.orElseThrow(() ->
        new IllegalStateException(
            options.scenario() + " needs a service of its own: leave --url out"));
  }

  /** What the service takes from the machine; zeros when it is not ours. */
  public Usage usage() {
    return server.map(Server::usage).orElse(new Usage(Duration.ZERO, 0, 0, 0));
  }

  /** What a report is to say about our own service as it runs now. */
  public List<Fact> facts() {
    return server.map(ours -> List.of(new Fact("AOT cache", ours.cache()))).orElse(List.of());
  }

  public Loop loop() {
    return loop;
  }

  public Target target() {
    return target;
  }

  public Callers callers() {
    return callers;
  }

  public World world() {
    return world;
  }

  public Journal journal() {
    return journal;
  }

  public Pages pages() {
    return pages;
  }

  public Changes changes() {
    return changes;
  }

  /** Closes all pages and ends our own service. */
  @Override
  public void close() {
    pages.close();
    loop.close();
    // the log stays, the database would only fill the disk
    server.ifPresent(this::end);
  }

  private void end(Server ours) {
    ours.terminate();
    if (!ours.await(Duration.ofSeconds(15))) {
      ours.kill();
    }
    delete(ours.data());
  }
}
