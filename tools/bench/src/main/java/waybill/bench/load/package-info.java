/**
 * The load, all in one thread: connections that never block, requests that are sent when they are
 * due, and pages that check what they receive.
 */
@org.jspecify.annotations.NullMarked
package waybill.bench.load;
