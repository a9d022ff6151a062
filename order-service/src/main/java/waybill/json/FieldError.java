package waybill.json;

/**
 * One field of a request that is wrong: where (RFC 6901 JSON pointer) and why, in words for a
 * person.
 */
public record FieldError(String pointer, String detail) {}
