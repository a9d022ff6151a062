/** What is measured: each scenario sets a scene, lets it happen, and says what it saw. */
@org.jspecify.annotations.NullMarked
package waybill.bench.scenario;
