package waybill.bench;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import waybill.bench.publish.Publisher;

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
    var packaged = new PackagedService(options.program());
    return new ServerProgram(packaged.command(options.jvm()), Optional.of(packaged));
  }

  /** Whether a process of it uses the AOT cache, in words. */
  String cacheIn(ProcessHandle process) {
    return packaged.map(service -> service.cacheIn(process)).orElse("not used");
  }

  /** The packaged service in a process that publishes the events of schedules. */
  static ServerProgram publisher(Options options, int customers) {
    return java(
        options,
        "-cp",
        String.join(System.getProperty("path.separator"), jar(options), ourselves()),
        Publisher.class.getName(),
        Integer.toString(customers));
  }

  /** The C server. */
  static ServerProgram limit(Path executable) {
    var path = executable.toAbsolutePath().toString();
    // It takes the port as its argument.
    return new ServerProgram(List.of("sh", "-c", "exec \"$0\" \"$SERVER_PORT\"", path));
  }

  private static String jar(Options options) {
    return options.program().resolve("waybill.jar").toString();
  }

  private static String ourselves() {
    try {
      var code = Publisher.class.getProtectionDomain().getCodeSource().getLocation();
      return Path.of(code.toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ServerProgram java(Options options, String... what) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    var packaged = options.program().resolve("waybill.jvm");
    if (Files.exists(packaged)) {
      command.add("@" + packaged);
    }
    command.addAll(options.jvm());
    command.addAll(List.of(what));
    return new ServerProgram(command);
  }

  /** The same, started by another command. */
  ServerProgram by(List<String> starter) {
    var whole = new ArrayList<>(starter);
    whole.addAll(command);
    return new ServerProgram(whole, packaged);
  }
}
