/** The scenarios: each sets up a test bed, measures, and reports. */
@org.jspecify.annotations.NullMarked
package waybill.bench.scenario;
