/** JSON in and out, by Jackson, in this one place: the mapper and the strict reader of fields. */
@NullMarked
package waybill.json;

import org.jspecify.annotations.NullMarked;
