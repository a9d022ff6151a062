package waybill.order;

import java.time.ZoneId;

/**
 * Where the order goes, as coarse as a tracking page needs it; delivery windows are shown in its
 * zone.
 */
public record Destination(String city, String country, ZoneId timeZone) {}
