package waybill.log;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import waybill.engine.Engine;

/** H2, but for statements and commits that are to fail, and connections that are to go. */
public final class FaultyH2 implements Driver, AutoCloseable {
  private static final String PREFIX = "jdbc:faulty:";
  private final AtomicInteger statementsLeft = new AtomicInteger(-1);
  private final Queue<Runnable> delays = new ConcurrentLinkedQueue<>();
  private final Deque<Failure> failures = new ArrayDeque<>();
  private String url = "";
  private Properties properties = new Properties();
  private volatile boolean leaving;
  private volatile boolean away;
  private int age;
  private @Nullable Connection standing;

  /**
   * @param done whether it is committed nevertheless
   */
  private record Failure(Throwable cause, boolean done) {}

  public FaultyH2() throws SQLException {
    DriverManager.registerDriver(this);
  }

  /** The database in a folder, through this driver. */
  static Database open(Path folder) {
    return Database.open(url(folder), "sa", "", Shop.CONNECTIONS);
  }

  /** The URL of the database in a folder, through this driver. */
  public static String url(Path folder) {
    return Engine.h2(folder).replaceFirst("jdbc:", PREFIX);
  }

  /** The statement after so many others throws, once. */
  public void failStatementAfter(int others) {
    statementsLeft.set(others);
  }

  /** Whether the statement that was to fail has failed. */
  public boolean hasFailed() {
    return statementsLeft.get() < 0;
  }

  /** The next event is committed, which throws; from then on no statement works. */
  public void leaveWithNextEvent() {
    leaving = true;
  }

  /** Statements work again. */
  public void comeBack() {
    away = false;
  }

  /** The next commit takes as long as this lasts; returns when it has begun. */
  public Future<Boolean> delayNextCommit(Duration time) {
    var begun = new CompletableFuture<Boolean>();
    delays.add(() -> {
      begun.complete(true);
      LockSupport.parkNanos(time.toNanos());
    });
    return begun;
  }

  /** The next commit throws it, before anything is done. */
  synchronized void failBefore(Throwable cause) {
    failures.add(new Failure(cause, false));
  }

  /** The next commit is done, and throws it. */
  synchronized void failAfter(Throwable cause) {
    failures.add(new Failure(cause, true));
  }

  /** The pool finds none of its connections alive, and makes others; H2 stays open meanwhile. */
  synchronized void retireConnections() throws SQLException {
    standing = DriverManager.getConnection(h2(url), properties);
    age++;
  }

  private synchronized int age() {
    return age;
  }

  private synchronized @Nullable Failure next() {
    return failures.poll();
  }

  @Override
  public synchronized @Nullable Connection connect(String url, Properties info)
      throws SQLException {
    if (!acceptsURL(url)) {
      return null;
    }
    this.url = url;
    properties = info;
    return failing(DriverManager.getConnection(h2(url), info));
  }

  private static String h2(String url) {
    return "jdbc:" + url.substring(PREFIX.length());
  }

  private Connection failing(Connection connection) {
    int born = age();
    var last = new AtomicBoolean();
    return (Connection)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Connection.class},
            (_, method, args) -> {
              if (method.getName().equals("isValid") && born < age()) {
                return false;
              }
              if (method.getName().equals("prepareStatement")
                  && statementsLeft.get() >= 0
                  && statementsLeft.getAndDecrement() == 0) {
                throw new SQLException("the disk is gone");
              }
              if (method.getName().equals("prepareStatement")) {
                if (away) {
                  throw new SQLException("the disk is gone");
                }
                last.compareAndSet(
                    false, leaving && String.valueOf(args[0]).contains("insert into event"));
              }
              if (method.getName().equals("commit") && last.getAndSet(false)) {
                leaving = false;
                away = true;
                method.invoke(connection, args);
                throw new SQLException("the disk is gone");
              }
              var delay = method.getName().equals("commit") ? delays.poll() : null;
              if (delay != null) {
                delay.run();
              }
              var failure = method.getName().equals("commit") ? next() : null;
              if (failure != null && !failure.done) {
                throw failure.cause;
              }
              try {
                var result = method.invoke(connection, args);
                if (failure != null) {
                  throw failure.cause;
                }
                return result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Override
  public boolean acceptsURL(String url) {
    return url.startsWith(PREFIX);
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
    return new DriverPropertyInfo[0];
  }

  @Override
  public int getMajorVersion() {
    return 1;
  }

  @Override
  public int getMinorVersion() {
    return 0;
  }

  @Override
  public boolean jdbcCompliant() {
    return false;
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getGlobal();
  }

  @Override
  public void close() throws SQLException {
    if (standing != null) {
      standing.close();
    }
    DriverManager.deregisterDriver(this);
  }
}
