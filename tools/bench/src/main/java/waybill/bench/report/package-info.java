/**
 * What a measurement says: as text for the terminal, as JSON for machines, as a page to look at.
 */
@org.jspecify.annotations.NullMarked
package waybill.bench.report;
