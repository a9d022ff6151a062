package waybill.bench.report;

import java.util.List;
import waybill.bench.report.Report.Chart;
import waybill.bench.report.Report.Fact;
import waybill.bench.report.Report.Table;
import waybill.bench.report.Report.Verdict;

/** A report as one page that needs nothing but itself; it is well-formed XML as well. */
final class HtmlReport {
  private final Markup page = new Markup();
  private int tables;

  private HtmlReport() {}

  static String of(Report report) {
    return new HtmlReport().page(report);
  }

  private String page(Report report) {
    page.prologue("<!DOCTYPE html>")
        .open("html", "lang", "en", "xmlns", "http://www.w3.org/1999/xhtml");
    head(report);
    page.open("body").open("main");
    header(report);
    facts(report.facts());
    verdicts(report.verdicts());
    tables(report.tables());
    charts(report.charts());
    return page.close().close().close().toString();
  }

  private void head(Report report) {
    page.open("head")
        .empty("meta", "charset", "utf-8")
        .empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
        .empty("meta", "name", "color-scheme", "content", "light dark")
        .element("title", report.scenario() + " – Waybill, measured")
        .style("colours.css", "chart.css", "page.css")
        .close();
  }

  private void header(Report report) {
    page.open("header")
        .element("p", "Waybill, measured", "class", "kind")
        .element("h1", report.scenario())
        .element("p", report.claim(), "class", "lead");
    if (!report.verdicts().isEmpty()) {
      page.open("p")
          .element("span", TextReport.outcome(report), "class", mark(report.met()))
          .close();
    }
    page.close();
  }

  private void facts(List<Fact> facts) {
    if (facts.isEmpty()) {
      return;
    }
    page.open("section").element("h2", "Measured where and how").open("dl", "class", "card");
    for (var fact : facts) {
      page.open("div").element("dt", fact.name()).element("dd", fact.value()).close();
    }
    page.close().close();
  }

  private void verdicts(List<Verdict> verdicts) {
    if (verdicts.isEmpty()) {
      return;
    }
    page.open("section").element("h2", "Verdicts");
    beginTable("Targets, and whether they were met");
    columns(List.of("What", "Target", "Measured", "Verdict"), List.of());
    page.open("tbody");
    for (var verdict : verdicts) {
      page.open("tr")
          .element("th", verdict.what(), "scope", "row", "class", "words")
          .element("td", verdict.target(), "class", "words")
          .element("td", verdict.measured(), "class", "words")
          .open("td")
          .element("span", verdict.met() ? "met" : "MISSED", "class", mark(verdict.met()))
          .close()
          .close();
    }
    page.close();
    endTable();
    page.close();
  }

  private void tables(List<Table> tables) {
    if (tables.isEmpty()) {
      return;
    }
    page.open("section").element("h2", "Figures");
    for (var table : tables) {
      var numeric = TextReport.numeric(table);
      beginTable(table.title());
      columns(table.columns(), numeric);
      page.open("tbody");
      for (var row : table.rows()) {
        page.open("tr");
        for (int i = 0; i < row.size(); i++) {
          var words = TextReport.words(row.get(i));
          var look = look(numeric, i);
          if (i == 0) {
            page.element("th", words, "scope", "row", "class", look);
          } else {
            page.element("td", words, "class", look);
          }
        }
        page.close();
      }
      page.close();
      endTable();
    }
    page.close();
  }

  private void charts(List<Chart> charts) {
    if (charts.isEmpty()) {
      return;
    }
    page.open("section").element("h2", "Charts").open("div", "class", "charts");
    for (int i = 0; i < charts.size(); i++) {
      var chart = charts.get(i);
      page.open("figure", "class", "card").element("figcaption", chart.title());
      SvgChart.within(page, chart, "chart-" + (i + 1));
      page.close();
    }
    page.close().close();
  }

  /** What is too wide for a telephone is scrolled, by keyboard as well. */
  private void beginTable(String title) {
    var id = "table-" + ++tables;
    page.open(
            "div", "class", "card scroll", "role", "group", "tabindex", "0", "aria-labelledby", id)
        .open("table")
        .element("caption", title, "id", id);
  }

  private void endTable() {
    page.close().close();
  }

  private void columns(List<String> names, List<Boolean> numeric) {
    page.open("thead").open("tr");
    for (int i = 0; i < names.size(); i++) {
      page.element("th", names.get(i), "scope", "col", "class", look(numeric, i));
    }
    page.close().close();
  }

  private static String look(List<Boolean> numeric, int column) {
    return column < numeric.size() && numeric.get(column) ? "number" : "words";
  }

  private static String mark(boolean met) {
    return met ? "mark good" : "mark bad";
  }
}
