package waybill;

import java.util.Arrays;
import java.util.stream.Stream;

/**
 * The threads of this process, virtual ones too.
 *
 * <p>No thread dump is made: on JDK 25.0.3 {@code HotSpotDiagnosticMXBean.dumpThreads} was twice
 * seen to crash the process, walking the stack of a virtual thread that was just ending. Hence the
 * look into the JDK, which wants {@code --add-opens java.base/jdk.internal.vm=ALL-UNNAMED}.
 */
final class Threads {
  private Threads() {}

  static long count() {
    return in(root()).count();
  }

  /** How many are in a method of the class with this name. */
  static long in(String className) {
    return in(root()).filter(thread -> isIn(className, thread.getStackTrace())).count();
  }

  private static boolean isIn(String className, StackTraceElement[] stack) {
    return Arrays.stream(stack).anyMatch(frame -> frame.getClassName().equals(className));
  }

  private static Object root() {
    try {
      return Class.forName("jdk.internal.vm.ThreadContainers").getMethod("root").invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The threads of a container, as of an executor, and of those within it. */
  private static Stream<Thread> in(Object container) {
    return Stream.concat(
        ask(container, "threads").map(Thread.class::cast),
        ask(container, "children").flatMap(Threads::in));
  }

  private static Stream<?> ask(Object container, String method) {
    try {
      var type = Class.forName("jdk.internal.vm.ThreadContainer");
      return (Stream<?>) type.getMethod(method).invoke(container);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
