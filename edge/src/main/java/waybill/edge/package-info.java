/**
 * What a server on the open internet needs and Helidon does not have: deadlines for slow clients,
 * limits on connections, strict chunks, a certificate that is read again. See {@link
 * waybill.edge.Edge}.
 */
@NullMarked
package waybill.edge;

import org.jspecify.annotations.NullMarked;
