package waybill.bench;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import waybill.bench.publish.Publisher;
import waybill.cluster.PackagedService;

/**
 * A program that can be measured. It listens on the port that SERVER_PORT names.
 *
 * @param packaged the files of the packaged service, if the program is exactly that
 */
record ServerProgram(List<String> command, Optional<PackagedService> packaged) {

  ServerProgram(List<String> command) {
    this(command, Optional.empty());
  }

  /** The packaged service. */
  static ServerProgram waybill(Options options) {
    return waybill(options, List.of());
  }

  /** The packaged service with the adapters in these folders. */
  static ServerProgram waybill(Options options, List<Path> adapters) {
    var packaged = new PackagedService(options.program(), adapters);
    return new ServerProgram(packaged.command(options.jvm()), Optional.of(packaged));
  }

  /** Whether a process of it uses the AOT cache, in words. */
  String cacheIn(ProcessHandle process) {
    return packaged.map(service -> service.cacheIn(process)).orElse("not used");
  }

  /** The packaged service in a process that publishes the events of schedules. */
  static ServerProgram publisher(Options options, int customers) {
    var packaged = new PackagedService(options.program());
    var arguments = new ArrayList<>(options.jvm());
    arguments.add("-cp");
    arguments.add(packaged.jar() + System.getProperty("path.separator") + benchJar());
    arguments.add(Publisher.class.getName());
    arguments.add(Integer.toString(customers));
    return new ServerProgram(packaged.java(arguments));
  }

  /** The C server. */
  static ServerProgram limit(Path executable) {
    var path = executable.toAbsolutePath().toString();
    // It takes the port as its argument.
    return new ServerProgram(List.of("sh", "-c", "exec \"$0\" \"$SERVER_PORT\"", path));
  }

  private static String benchJar() {
    try {
      var code = Publisher.class.getProtectionDomain().getCodeSource().getLocation();
      return Path.of(code.toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same, started by another command. */
  ServerProgram by(List<String> starter) {
    var whole = new ArrayList<>(starter);
    whole.addAll(command);
    return new ServerProgram(whole, packaged);
  }
}
