/**
 * Backup and restore of the H2 file, and what a start can tell about a file that is not the newest.
 */
@NullMarked
package waybill.backup;

import org.jspecify.annotations.NullMarked;
