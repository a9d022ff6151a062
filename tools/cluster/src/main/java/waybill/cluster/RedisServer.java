package waybill.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import redis.embedded.core.ExecutableProvider;

/** A real Redis that keeps nothing on disk. */
public final class RedisServer {
  private RedisServer() {}

  /**
   * Does not start it yet.
   *
   * @param folder of its program and its log
   */
  public static ChildProcess of(Path folder, int port) {
    try {
      var program = ExecutableProvider.newJarResourceProvider(folder.toFile()).get();
      var command =
          List.of(
              program.getAbsolutePath(),
              "--bind",
              "127.0.0.1",
              "--port",
              Integer.toString(port),
              "--save",
              "",
              "--dir",
              folder.toString());
      return new ChildProcess("redis", command, Map.of(), folder, port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The {@code waybill.broker} of a server. */
  public static String url(Server redis) {
    return "redis://127.0.0.1:" + redis.port();
  }
}
