/** The folder of the database file, and whether the database does its work; knows no SQL. */
@NullMarked
package waybill.storage;

import org.jspecify.annotations.NullMarked;
