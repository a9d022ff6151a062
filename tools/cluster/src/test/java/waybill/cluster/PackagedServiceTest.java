package waybill.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PackagedServiceTest {
  @TempDir private Path folder;

  /** The files of the packaging, the cache last. */
  @BeforeEach
  void packaging() throws IOException {
    Files.createDirectory(folder.resolve("lib"));
    make("waybill.jar", 1);
    make("waybill.jvm", 1);
    make("lib/h2.jar", 1);
    make("waybill.aot", 2);
  }

  @Test
  void theCommandHasThePackagedOptionsThenTheCacheThenTheGivenOptions() {
    var command = new PackagedService(folder).command(List.of("-Xmx1g", "-XX:AOTMode=off"));

    assertEquals(
        List.of(
            "@" + folder.resolve("waybill.jvm"),
            "-XX:AOTCache=" + folder.resolve("waybill.aot"),
            "-Xmx1g",
            "-XX:AOTMode=off",
            "-jar",
            folder.resolve("waybill.jar").toString()),
        command.subList(1, command.size()));
  }

  @Test
  void adaptersComeAfterTheServiceOnTheClassPath() {
    var adapter = folder.resolve("redis");

    var command = new PackagedService(folder, List.of(adapter)).command(List.of());

    var classPath =
        Stream.of(folder.resolve("waybill.jar"), adapter.resolve("*"), adapter.resolve("lib/*"));
    assertEquals(
        List.of(
            "-cp",
            classPath.map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
            "waybill.Main"),
        command.subList(command.size() - 3, command.size()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"waybill.jar", "waybill.jvm", "lib/h2.jar"})
  void aCacheOlderThanItsSourcesIsLeftOut(String newer) throws IOException {
    make(newer, 3);

    var packaged = new PackagedService(folder);
    assertFalse(packaged.cacheFits());
    assertFalse(packaged.command(List.of()).toString().contains("AOTCache"));
  }

  @Test
  void aProgramNeedsNeitherCacheNorOptions() throws IOException {
    Files.delete(folder.resolve("waybill.aot"));
    Files.delete(folder.resolve("waybill.jvm"));

    var command = new PackagedService(folder).command(List.of());

    assertEquals(
        List.of("-jar", folder.resolve("waybill.jar").toString()),
        command.subList(1, command.size()));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aCacheIsUsedIfTheProcessHasMappedIt() throws IOException {
    var packaged = new PackagedService(folder);
    var me = ProcessHandle.current();
    assertTrue(packaged.cacheIn(me).startsWith("not used: these options"));

    try (var cache = FileChannel.open(folder.resolve("waybill.aot"))) {
      var mapped = cache.map(MapMode.READ_ONLY, 0, cache.size());

      assertEquals("used", packaged.cacheIn(me));
      assertEquals(1, mapped.get(0));
    }

    make("waybill.jar", 3);
    assertTrue(packaged.cacheIn(me).startsWith("not used: there is none"));
  }

  private void make(String file, int hour) throws IOException {
    Files.write(folder.resolve(file), new byte[] {1});
    Files.setLastModifiedTime(folder.resolve(file), FileTime.fromMillis(hour * 3_600_000L));
  }
}
