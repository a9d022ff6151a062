package waybill;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReverseProxyTest {
  @TempDir Path folder;

  @Test
  void aProxyWithoutItsProgramIsSkippedUnlessSkippingItIsForbidden() {
    assertFalse(ReverseProxy.NGINX.isUsable(Optional.empty(), false));
    assertFalse(ReverseProxy.NGINX.isUsable(Optional.of(folder), false));
    assertFalse(ReverseProxy.VARNISH.isUsable(Optional.empty(), true));
    assertThrows(
        IllegalStateException.class, () -> ReverseProxy.CADDY.isUsable(Optional.empty(), true));
  }
}
