package waybill.log;

/**
 * Who writes, and from where: kept beside an event, for staff and the audit, never within it.
 *
 * @param address a network address, or empty where there is none
 */
public record Author(String account, String address) {}
