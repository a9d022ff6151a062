package waybill.health;

import io.helidon.health.HealthCheckResponse;
import io.helidon.health.HealthCheckType;
import io.helidon.webserver.observe.ObserveFeature;
import io.helidon.webserver.observe.health.HealthObserver;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Whether the process lives and whether the service is ready, on the management port only. */
public final class HealthChecks {
  private HealthChecks() {}

  /**
   * Answers on one socket of the server.
   *
   * @param readiness the service is ready while all of these are empty; otherwise they say why not
   * @param degraded what is named and changes nothing, because another node would be no better
   */
  public static ObserveFeature on(
      String socket,
      Map<String, Supplier<Optional<String>>> readiness,
      Map<String, Supplier<Optional<String>>> degraded) {
    var health =
        HealthObserver.builder()
            .useSystemServices(false)
            .details(true)
            .addCheck(
                () -> HealthCheckResponse.builder().build(), HealthCheckType.LIVENESS, "running");
    readiness.forEach((name, check) ->
        health.addCheck(
            () -> {
              var reason = check.get();
              return response(reason.isEmpty(), "reason", reason);
            },
            HealthCheckType.READINESS,
            name));
    degraded.forEach((name, check) ->
        health.addCheck(
            () -> response(true, "degraded", check.get()), HealthCheckType.READINESS, name));
    return ObserveFeature.builder()
        .observersDiscoverServices(false)
        .addObserver(health.build())
        .sockets(List.of(socket))
        .build();
  }

  private static HealthCheckResponse response(boolean up, String detail, Optional<String> reason) {
    var response = HealthCheckResponse.builder().status(up);
    reason.ifPresent(text -> response.detail(detail, text));
    return response.build();
  }
}
