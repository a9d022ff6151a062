package waybill.health;

import io.helidon.health.HealthCheckResponse;
import io.helidon.health.HealthCheckType;
import io.helidon.webserver.observe.ObserveFeature;
import io.helidon.webserver.observe.health.HealthObserver;
import java.util.List;
import java.util.Optional;

/** Whether the process lives and whether the service is ready, on the management port only. */
public final class HealthChecks {
  private HealthChecks() {}

  /** Answers on one socket of the server. */
  public static ObserveFeature on(String socket, Health health) {
    var observer =
        HealthObserver.builder()
            .useSystemServices(false)
            .details(true)
            .addCheck(
                () -> HealthCheckResponse.builder().build(), HealthCheckType.LIVENESS, "running");
    health
        .readiness()
        .forEach((name, check) ->
            observer.addCheck(
                () -> {
                  var reason = check.get();
                  return response(reason.isEmpty(), "reason", reason);
                },
                HealthCheckType.READINESS,
                name));
    health
        .degraded()
        .forEach((name, check) ->
            observer.addCheck(
                () -> response(true, "degraded", check.get()), HealthCheckType.READINESS, name));
    return ObserveFeature.builder()
        .observersDiscoverServices(false)
        .addObserver(observer.build())
        .sockets(List.of(socket))
        .build();
  }

  private static HealthCheckResponse response(boolean up, String detail, Optional<String> reason) {
    var response = HealthCheckResponse.builder().status(up);
    reason.ifPresent(text -> response.detail(detail, text));
    return response.build();
  }
}
