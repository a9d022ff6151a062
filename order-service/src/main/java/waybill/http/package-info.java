/** Routes, problems and pages: with Main, the only code that knows Helidon's web server. */
@NullMarked
package waybill.http;

import org.jspecify.annotations.NullMarked;
