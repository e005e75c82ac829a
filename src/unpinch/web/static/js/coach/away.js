// A page that isn't looked at sees nothing itself; away for long, it gives the camera back.
const LONG_MS = 60_000;

export function away({ gone, back, long }, signal) {
  let timer = 0;
  document.addEventListener("visibilitychange", () => {
    clearTimeout(timer);
    if (!document.hidden) { back(); return; }
    gone();
    timer = setTimeout(long, LONG_MS);
  }, { signal });
  signal.addEventListener("abort", () => clearTimeout(timer));
}
