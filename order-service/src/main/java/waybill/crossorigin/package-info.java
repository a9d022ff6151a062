/** Requests that the pages of other sites make a browser send. */
@NullMarked
package waybill.crossorigin;

import org.jspecify.annotations.NullMarked;
