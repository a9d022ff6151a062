package waybill.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The result of the packaging: jars, options of the JVM, and an AOT cache of the classes.
 *
 * @param folder of waybill.jar
 * @param adapters folders of packaged adapters that belong on the class path
 */
public record PackagedService(Path folder, List<Path> adapters) {
  public PackagedService(Path folder) {
    this(folder, List.of());
  }

  /** The command that starts it as {@code ./run} does; these options come last, so they win. */
  public List<String> command(List<String> options) {
    var all = new ArrayList<String>();
    if (cacheFits()) {
      all.add("-XX:AOTCache=" + cache());
    }
    all.addAll(options);
    all.addAll(
        adapters.isEmpty()
            ? List.of("-jar", jar().toString())
            : List.of("-cp", classPath(), "waybill.Main"));
    return java(all);
  }

  /** The cache is of a class path that begins in this way. */
  private String classPath() {
    var path = new ArrayList<>(List.of(jar().toString()));
    for (var adapter : adapters) {
      path.add(adapter.resolve("*").toString());
      path.add(adapter.resolve("lib").resolve("*").toString());
    }
    return String.join(File.pathSeparator, path);
  }

  /** The command of a JVM with the packaged options and these. */
  public List<String> java(List<String> options) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Files.exists(packaged())) {
      command.add("@" + packaged());
    }
    command.addAll(options);
    return command;
  }

  /** JDK 25 before 25.0.4 runs the classes of the cache even if the jars were replaced. */
  boolean cacheFits() {
    if (!Files.isRegularFile(cache())) {
      return false;
    }
    try (var libraries = Files.list(folder.resolve("lib"))) {
      var cached = Files.getLastModifiedTime(cache());
      for (var made : Stream.concat(Stream.of(jar(), packaged()), libraries).toList()) {
        if (Files.getLastModifiedTime(made).compareTo(cached) > 0) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a process uses the cache, in words: a JVM that cannot use it is silent. */
  public String cacheIn(ProcessHandle process) {
    if (!cacheFits()) {
      return "not used: there is none, or a jar is newer";
    }
    var maps = Path.of("/proc", Long.toString(process.pid()), "maps");
    try {
      boolean mapped = Files.readString(maps).contains(cache().toRealPath().toString());
      return mapped ? "used" : "not used: these options rule it out";
    } catch (IOException e) {
      // Not Linux, or the process has ended.
      return "given to the JVM; whether it was used cannot be seen";
    }
  }

  public Path jar() {
    return folder.resolve("waybill.jar");
  }

  private Path cache() {
    return folder.resolve("waybill.aot");
  }

  /** The file with the options of its JVM. */
  public Path packaged() {
    return folder.resolve("waybill.jvm");
  }
}
