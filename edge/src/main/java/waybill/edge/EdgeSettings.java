package waybill.edge;

import io.helidon.http.HttpPrologue;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * What a server asks of its {@link Edge}.
 *
 * @param times how long a client may take
 * @param maxConnectionsPerAddress counted by {@code addressKey}; further ones are closed at once
 * @param addressKey the key by which addresses are counted, such as the network of an IPv6 address
 * @param trustedProxy addresses that have no limit of their own
 * @param maxPayloadSize bytes of any body; 413 and the end of the connection above it
 * @param maxBodySize bytes that a route accepts; a single chunk above it is refused unread
 * @param errors how an error before routing looks
 * @param certificates for TLS
 */
public record EdgeSettings(
    RequestTimes times,
    int maxConnectionsPerAddress,
    Function<InetAddress, String> addressKey,
    Predicate<InetAddress> trustedProxy,
    long maxPayloadSize,
    ToIntFunction<HttpPrologue> maxBodySize,
    ErrorRenderer errors,
    Optional<Certificates> certificates) {}
