/** A small web kit on Helidon's web server: routes, requests, responses, problems. */
@NullMarked
package waybill.http;

import org.jspecify.annotations.NullMarked;
