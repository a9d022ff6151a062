package waybill.stream;

import java.time.Duration;

/** How streams behave in time: the settings {@code waybill.stream.*}. */
public record StreamSettings(Duration ping, Duration stall, Duration age, Duration drain) {}
