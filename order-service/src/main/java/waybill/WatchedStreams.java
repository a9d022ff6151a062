package waybill;

import java.time.Instant;
import java.util.Set;
import waybill.access.Watched;
import waybill.stream.EndReason;
import waybill.stream.Streams;

/** Ends streams with the rights that they were opened by. */
record WatchedStreams(Streams streams) implements Watched {
  @Override
  public Set<String> credentials() {
    return streams.credentials();
  }

  @Override
  public void end(String credential, Ending why) {
    streams.end(
        credential,
        switch (why) {
          case LOGOUT -> EndReason.LOGOUT;
          case REVOKED -> EndReason.REVOKED;
        });
  }

  @Override
  public void prolong(String credential, Instant expires) {
    streams.expire(credential, expires);
  }
}
