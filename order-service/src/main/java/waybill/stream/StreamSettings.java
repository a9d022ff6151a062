package waybill.stream;

import java.time.Duration;

/**
 * How streams behave in time.
 *
 * @param ping silence after which a ping is sent, at most
 * @param stall how long one write may take before the client counts as gone
 * @param age after which a stream is ended, at most; the client comes back by itself
 * @param drain over which a stopping service spreads the end of its streams
 */
public record StreamSettings(Duration ping, Duration stall, Duration age, Duration drain) {}
