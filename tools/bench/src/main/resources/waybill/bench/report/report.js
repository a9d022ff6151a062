// Shows the report that is embedded in the page. Its texts are set as textContent: none of them is markup.

const COLOURS = ["#0d7a63", "#b4550a", "#2b62b3", "#a3307f", "#6b6a1c", "#5b6660"];
const DASHES = [[], [8, 4], [2, 3], [10, 3, 2, 3]];
const MAX_TABLE_ROWS = 50;

const report = JSON.parse(document.getElementById("report").textContent);
const main = document.querySelector("main");

/** Appends a new element to another and returns it. */
function append(parent, name, text = "", attributes = {}) {
  const element = document.createElement(name);
  element.textContent = text;
  for (const [key, value] of Object.entries(attributes)) {
    element.setAttribute(key, value);
  }
  parent.append(element);
  return element;
}

/** A number as people read it: four digits that count, but no rounding before the decimal point. */
function words(cell) {
  if (cell === null) {
    return "–";
  }
  if (typeof cell === "string") {
    return cell;
  }
  const digits = Math.abs(cell) < 1000 ? { maximumSignificantDigits: 4 } : { maximumFractionDigits: 0 };
  return cell.toLocaleString("en", digits);
}

function table(parent, title, columns, rows) {
  const isNumber = columns.map((_, i) => rows.some((row) => typeof row[i] === "number"));
  const element = append(parent, "table");
  append(element, "caption", title);
  const head = append(append(element, "thead"), "tr");
  columns.forEach((name, i) => append(head, "th", name, { scope: "col", class: isNumber[i] ? "number" : "" }));
  const body = append(element, "tbody");
  for (const cells of rows) {
    const row = append(body, "tr");
    cells.forEach((cell, i) => {
      const attributes = { class: isNumber[i] ? "number" : cell === "MISSED" ? "missed" : "" };
      append(row, i === 0 ? "th" : "td", words(cell), i === 0 ? { scope: "row", ...attributes } : attributes);
    });
  }
}

/** The points of a chart as one list for x and one for each series; what its axes cannot show is left out. */
function aligned(chart) {
  const shows = (value, axis) => value !== null && (!axis.logarithmic || value > 0);
  return uPlot.join(
    chart.series.map(({ points }) => {
      const shown = points.filter(([x]) => shows(x, chart.x));
      return [shown.map(([x]) => x), shown.map(([, y]) => (shows(y, chart.y) ? y : null))];
    }),
  );
}

/** At most so many rows, evenly spread, with the first and the last. */
function spread(rows) {
  if (rows.length <= MAX_TABLE_ROWS) {
    return rows;
  }
  const step = (rows.length - 1) / (MAX_TABLE_ROWS - 1);
  return Array.from({ length: MAX_TABLE_ROWS }, (_, i) => rows[Math.round(i * step)]);
}

function draw(chart) {
  const figure = append(main, "figure");
  const data = aligned(chart);
  if (data[0].length === 0) {
    append(figure, "figcaption", `${chart.title}: nothing was measured`);
    return;
  }
  const axis = ({ label }) => ({ label, values: (_, ticks) => ticks.map((tick) => (tick === null ? "" : words(tick))) });
  new uPlot(
    {
      title: chart.title,
      width: Math.min(960, main.clientWidth),
      height: 400,
      scales: {
        x: { time: false, distr: chart.x.logarithmic ? 3 : 1 },
        y: { distr: chart.y.logarithmic ? 3 : 1 },
      },
      axes: [axis(chart.x), { ...axis(chart.y), size: 70 }],
      series: [
        { label: chart.x.label, value: (_, value) => words(value ?? null) },
        ...chart.series.map(({ name }, i) => ({
          label: name,
          stroke: COLOURS[i % COLOURS.length],
          dash: DASHES[Math.floor(i / COLOURS.length) % DASHES.length],
          width: 2,
          value: (_, value) => words(value ?? null),
        })),
      ],
    },
    data,
    figure,
  );
  const details = append(figure, "details");
  append(details, "summary", "The same as a table");
  for (const { name, points } of chart.series) {
    table(details, name, [chart.x.label, chart.y.label], spread(points));
  }
}

document.title = `${report.scenario} – Waybill, measured`;
append(main, "h1", report.scenario);
append(main, "p", report.claim);
table(main, "Measured where and how", ["fact", "value"], report.facts.map(({ name, value }) => [name, value]));
table(
  main,
  "Targets, and whether they were met",
  ["what", "target", "measured", "verdict"],
  report.verdicts.map(({ what, target, measured, met }) => [what, target, measured, met ? "met" : "MISSED"]),
);
for (const { title, columns, rows } of report.tables) {
  table(main, title, columns, rows);
}
report.charts.forEach(draw);
