package waybill.kafka;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import waybill.bus.EnginePort;

/**
 * A real Kafka, broker and controller in one process, that asks for a password. Its data and its
 * ports stay the same when it is stopped and started again.
 */
final class KafkaServer {
  static final String USERNAME = "waybill";

  private final int port = EnginePort.choose();
  private final int advertisedPort = EnginePort.choose();
  private final int tlsPort = EnginePort.choose();
  private final int advertisedTlsPort = EnginePort.choose();
  private final Path settings;
  private Process process;

  /** Does not start it yet. */
  KafkaServer(Path folder, String password) {
    settings = folder.resolve("server.properties");
    var text =
        """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@127.0.0.1:%1$d
        controller.listener.names=CONTROLLER
        inter.broker.listener.name=CLIENTS
        listeners=CONTROLLER://127.0.0.1:%1$d,CLIENTS://127.0.0.1:%2$d,TLS://127.0.0.1:%4$d
        advertised.listeners=CLIENTS://127.0.0.1:%3$d,TLS://127.0.0.1:%5$d
        listener.security.protocol.map=CONTROLLER:PLAINTEXT,CLIENTS:SASL_PLAINTEXT,TLS:SASL_PLAINTEXT
        sasl.enabled.mechanisms=PLAIN
        sasl.mechanism.inter.broker.protocol=PLAIN
        listener.name.clients.plain.sasl.jaas.config=%6$s required username="%7$s" password="%8$s" user_%7$s="%8$s";
        listener.name.tls.plain.sasl.jaas.config=%6$s required user_%7$s="%8$s";
        log.dirs=%9$s
        log.cleaner.enable=false
        auto.create.topics.enable=false
        offsets.topic.replication.factor=1
        """
            .formatted(
                EnginePort.choose(),
                port,
                advertisedPort,
                tlsPort,
                advertisedTlsPort,
                PlainLoginModule.class.getName(),
                USERNAME,
                password,
                folder.resolve("data"));
    try {
      Files.writeString(settings, text);
      var format =
          run(
              "kafka.tools.StorageTool",
              "format",
              "-c",
              settings.toString(),
              "-t",
              Uuid.randomUuid().toString());
      awaitLine(format.inputReader(), "Formatting");
      format.waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Process run(String mainClass, String... arguments) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                mainClass));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /** Returns when the process has written this; what it writes later is thrown away. */
  private static void awaitLine(BufferedReader output, String expected) throws IOException {
    var lines = new ArrayList<String>();
    for (var line = output.readLine(); line != null; line = output.readLine()) {
      lines.add(line);
      if (line.contains(expected)) {
        Thread.startVirtualThread(() -> output.lines().forEach(_ -> {}));
        return;
      }
    }
    throw new IOException("Kafka ended: " + String.join("\n", lines));
  }

  /** Returns when clients can connect. */
  void start() {
    try {
      process = run("kafka.Kafka", settings.toString());
      awaitLine(process.inputReader(), "Kafka Server started");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns when it has ended. */
  void stop() {
    process.destroy();
    process.onExit().join();
  }

  /** Where it listens. */
  int port() {
    return port;
  }

  /** Where it tells its clients to connect: something has to listen there and to pass it on. */
  int advertisedPort() {
    return advertisedPort;
  }

  /** As {@link #port}, for clients that speak TLS with what listens in front of it. */
  int tlsPort() {
    return tlsPort;
  }

  int advertisedTlsPort() {
    return advertisedTlsPort;
  }
}
