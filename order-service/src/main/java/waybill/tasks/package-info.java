/** What runs again and again, and what only one of several nodes does. */
@NullMarked
package waybill.tasks;

import org.jspecify.annotations.NullMarked;
