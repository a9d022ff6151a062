/** What a started service prints about itself. */
@NullMarked
package waybill.banner;

import org.jspecify.annotations.NullMarked;
