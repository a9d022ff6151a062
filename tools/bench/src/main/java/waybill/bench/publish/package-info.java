/** A service in whose process events are made, so that what is measured is their delivery alone. */
@org.jspecify.annotations.NullMarked
package waybill.bench.publish;
