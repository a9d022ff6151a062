package waybill.bench;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import waybill.bench.publish.Publisher;

/**
 * What is started to be measured. It listens on the port that SERVER_PORT names.
 *
 * @param packaged what it consists of, if it is just the packaged service
 */
record Program(List<String> command, Optional<Packaged> packaged) {

  Program(List<String> command) {
    this(command, Optional.empty());
  }

  /** The packaged service. */
  static Program waybill(Options options) {
    var packaged = new Packaged(options.program());
    return new Program(packaged.command(options.jvm()), Optional.of(packaged));
  }

  /** What became of the AOT cache in a process of it, in words. */
  String cacheIn(ProcessHandle process) {
    return packaged.map(service -> service.cacheIn(process)).orElse("not used");
  }

  /** The packaged service in a process that publishes what it is told to. */
  static Program publisher(Options options, int customers) {
    return java(
        options,
        "-cp",
        String.join(System.getProperty("path.separator"), jar(options), ourselves()),
        Publisher.class.getName(),
        Integer.toString(customers));
  }

  /** The C server. */
  static Program limit(Path executable) {
    var path = executable.toAbsolutePath().toString();
    // it takes the port as its argument
    return new Program(List.of("sh", "-c", "exec \"$0\" \"$SERVER_PORT\"", path));
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

  private static Program java(Options options, String... what) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    var packaged = options.program().resolve("waybill.jvm");
    if (Files.exists(packaged)) {
      command.add("@" + packaged);
    }
    command.addAll(options.jvm());
    command.addAll(List.of(what));
    return new Program(command);
  }

  /** The same, started by another command. */
  Program by(List<String> starter) {
    var whole = new ArrayList<>(starter);
    whole.addAll(command);
    return new Program(whole, packaged);
  }
}
