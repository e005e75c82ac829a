// Resolves once nothing has been loaded for a moment.
const QUIET_MS = 1_000;

export const quiet = () => new Promise((done) => {
  let timer = 0;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => { loads.disconnect(); done(); }, QUIET_MS);
  };
  const loads = new PerformanceObserver(wait);
  loads.observe({ type: "resource" });
  wait();
});
