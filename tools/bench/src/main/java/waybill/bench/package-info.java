/**
 * Measures a running Waybill from outside: opens many streams, sends changes when they are due, and
 * checks each stream as a history. Run by hand, see docs/performance.md.
 */
@org.jspecify.annotations.NullMarked
package waybill.bench;
