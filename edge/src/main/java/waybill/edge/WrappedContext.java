package waybill.edge;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.webserver.ConnectionContext;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Helidon's connection with another reader and writer; Helidon 4.5.0 has no class to extend. */
public final class WrappedContext {
  private WrappedContext() {}

  public static ConnectionContext of(
      ConnectionContext helidon, DataReader reader, DataWriter writer) {
    var type = ConnectionContext.class;
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> {
              try {
                return switch (method.getName()) {
                  case "dataReader" -> reader;
                  case "dataWriter" -> writer;
                  default -> method.invoke(helidon, arguments);
                };
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              }
            }));
  }
}
