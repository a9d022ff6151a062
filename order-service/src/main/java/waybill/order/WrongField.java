package waybill.order;

/**
 * One part of a change that an order cannot take: where (RFC 6901 JSON pointer) and why, in words
 * for a person.
 */
public record WrongField(String pointer, String detail) {}
