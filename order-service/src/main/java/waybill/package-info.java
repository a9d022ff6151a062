/** Waybill tracks orders live. {@link waybill.Main} builds everything; read it first. */
@NullMarked
package waybill;

import org.jspecify.annotations.NullMarked;
