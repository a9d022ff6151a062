package waybill.edge;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/** Helidon's connection, read through its {@link MonitoredConnection}. */
record MonitoredContext(
    ConnectionContext helidon, MonitoredConnection connection, DataReader dataReader)
    implements ConnectionContext {

  static MonitoredContext of(ConnectionContext helidon, MonitoredConnection connection) {
    connection.serve(helidon.dataWriter());
    var reader = helidon.dataReader();
    return new MonitoredContext(
        helidon, connection, DataReader.create(() -> connection.read(reader)));
  }

  /** The connection of a context that was given to Helidon. */
  static MonitoredConnection connectionOf(ConnectionContext context) {
    return ((MonitoredContext) context).connection();
  }

  @Override
  public ListenerContext listenerContext() {
    return helidon.listenerContext();
  }

  @Override
  public ExecutorService executor() {
    return helidon.executor();
  }

  @Override
  public DataWriter dataWriter() {
    return helidon.dataWriter();
  }

  @Override
  public Router router() {
    return helidon.router();
  }

  @Override
  public Optional<ProxyProtocolData> proxyProtocolData() {
    return helidon.proxyProtocolData();
  }

  @Override
  public HelidonSocket serverSocket() {
    return helidon.serverSocket();
  }

  @Override
  public PeerInfo remotePeer() {
    return helidon.remotePeer();
  }

  @Override
  public PeerInfo localPeer() {
    return helidon.localPeer();
  }

  @Override
  public boolean isSecure() {
    return helidon.isSecure();
  }

  @Override
  public String socketId() {
    return helidon.socketId();
  }

  @Override
  public String childSocketId() {
    return helidon.childSocketId();
  }
}
