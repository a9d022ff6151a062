/** @type {EventSource | undefined} */
let source;
addEventListener("pageshow", () => {
  source = new EventSource("/api/clock");
  source.onmessage = ({ data }) => {
    const { time, count } = JSON.parse(data);
    document.querySelector("p")?.replaceChildren(`${time}, tick ${count}`);
  };
});
addEventListener("pagehide", () => source?.close());
