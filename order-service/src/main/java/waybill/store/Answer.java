package waybill.store;

import java.util.Optional;

/** What an accepted request is answered with, kept with its idempotency key. */
@SuppressWarnings("ArrayRecordComponent") // written once, read by the one who answers
public record Answer(int status, Optional<String> location, Optional<String> etag, byte[] body) {}
