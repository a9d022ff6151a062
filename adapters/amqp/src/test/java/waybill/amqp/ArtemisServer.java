package waybill.amqp;

import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager;
import waybill.bus.EnginePort;

/** A real Artemis that speaks AMQP 1.0 only and asks for a password. Its port stays the same. */
final class ArtemisServer {
  static final String USERNAME = "waybill";

  /** A topic that takes no message while some bytes wait. */
  static final String SMALL_TOPIC = "waybill_small";

  /** In this process; what it logs is not what the service logs. */
  private static final Logger LOG = Logger.getLogger("org.apache.activemq.artemis");

  private final int port = EnginePort.choose();
  private final String password;
  private EmbeddedActiveMQ server;

  /** Does not start it yet. */
  ArtemisServer(String password) {
    LOG.setLevel(Level.SEVERE);
    this.password = password;
  }

  void start() {
    try {
      server = new EmbeddedActiveMQ();
      server.setSecurityManager(new OneAccount());
      server.setConfiguration(
          new ConfigurationImpl()
              .setPersistenceEnabled(false)
              .addAcceptorConfiguration("amqp", "tcp://127.0.0.1:" + port + "?protocols=AMQP")
              .addAddressSetting(
                  SMALL_TOPIC,
                  new AddressSettings()
                      .setMaxSizeBytes(10_000)
                      .setAddressFullMessagePolicy(AddressFullMessagePolicy.BLOCK)));
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  void stop() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  int port() {
    return port;
  }

  /** The subscriptions of a topic. */
  List<SimpleString> subscriptions(String topic) {
    try {
      return server.getActiveMQServer().bindingQuery(SimpleString.of(topic)).getQueueNames();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Adds a subscription that nobody reads. */
  void subscribe(String topic) throws Exception {
    server
        .getActiveMQServer()
        .createQueue(
            QueueConfiguration.of("unread")
                .setAddress(topic)
                .setRoutingType(RoutingType.MULTICAST));
  }

  /** Ends a subscription: its reader's link is detached, and the connection stays. */
  void end(SimpleString subscription) throws Exception {
    server.getActiveMQServer().destroyQueue(subscription, null, false, true);
  }

  private final class OneAccount implements ActiveMQSecurityManager {
    @Override
    public boolean validateUser(String user, String password) {
      return USERNAME.equals(user) && ArtemisServer.this.password.equals(password);
    }

    @Override
    public boolean validateUserAndRole(
        String user, String password, Set<Role> roles, CheckType checkType) {
      return validateUser(user, password);
    }
  }
}
