/** The pages and their assets. */
@NullMarked
package waybill.pages;

import org.jspecify.annotations.NullMarked;
