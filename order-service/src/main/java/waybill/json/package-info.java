/**
 * JSON in and out, by Jackson, in this one place: strict requests, the views, and the stored form.
 */
@NullMarked
package waybill.json;

import org.jspecify.annotations.NullMarked;
