/**
 * The load itself, all in one thread: connections that never block, requests sent when they are
 * due, and pages that check what they are sent.
 */
@org.jspecify.annotations.NullMarked
package waybill.bench.load;
