/** A service with a publisher in its process, to measure delivery alone. */
@org.jspecify.annotations.NullMarked
package waybill.bench.publish;
