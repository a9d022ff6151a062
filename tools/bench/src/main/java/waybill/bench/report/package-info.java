/** The results of a measurement as text, as JSON and as an HTML page. */
@org.jspecify.annotations.NullMarked
package waybill.bench.report;
