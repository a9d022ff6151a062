/**
 * Measures a running service from outside: opens many streams, makes changes when they are due, and
 * checks each stream. Run by hand; results are in docs/performance.md.
 */
@org.jspecify.annotations.NullMarked
package waybill.bench;
