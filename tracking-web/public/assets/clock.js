const [time, count] = document.querySelectorAll("time, b");
/** @type {EventSource} */
let source;
addEventListener("pageshow", () => {
  source = new EventSource("/api/clock");
  source.onmessage = ({ data }) => {
    const tick = JSON.parse(data);
    if (time) time.textContent = tick.time;
    if (count) count.textContent = tick.count;
  };
});
addEventListener("pagehide", () => source.close());
