package waybill.edge;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataWriter;
import io.helidon.webserver.CloseConnectionException;
import java.io.UncheckedIOException;

/** Writes in pieces, so that progress shows; what fails here is the client's connection. */
record MonitoredWriter(DataWriter helidon, MonitoredConnection connection, ByteBudget answers)
    implements DataWriter {
  private static final int PIECE_SIZE = 16 * 1024;

  @Override
  public void writeNow(BufferData buffer) {
    long held = connection.isStream() ? 0 : Math.max(0, buffer.available() - PIECE_SIZE);
    if (held > 0 && !answers.tryTake(connection, held)) {
      throw new CloseConnectionException("too many answers wait for clients that do not read");
    }
    try {
      while (buffer.available() > PIECE_SIZE) {
        var piece = new byte[PIECE_SIZE];
        writePiece(BufferData.create(piece, 0, buffer.read(piece)));
      }
      writePiece(buffer);
    } finally {
      if (held > 0) {
        answers.give(connection, held);
      }
    }
  }

  private void writePiece(BufferData piece) {
    connection.writeBegins();
    try {
      helidon.writeNow(piece);
    } catch (UncheckedIOException e) {
      throw new CloseConnectionException("the client is gone", e);
    } finally {
      connection.writeEnds();
    }
  }

  @Override
  public void writeNow(BufferData... buffers) {
    writeNow(BufferData.create(buffers));
  }

  @Override
  public void write(BufferData... buffers) {
    writeNow(buffers);
  }

  @Override
  public void write(BufferData buffer) {
    writeNow(buffer);
  }
}
