// Leaves the player for another page of ours: when what was said has arrived, or after a moment (it is safe on this device
// either way), and only where somebody answers. A browser's own error page would help nobody on the floor.
import { outbox } from "./outbox.js";

const PATIENCE_MS = 3_000;
const TRY_MS = 8_000;
const pause = () => new Promise((done) => { setTimeout(done, PATIENCE_MS); });

export async function leave(url) {
  await Promise.race([outbox()?.send(), pause()]);
  while (!(await answers(url))) await pause();
  location.assign(url);
}

// At a closed door the page says by itself how to open it, as long as an entry waits.
async function answers(url) {
  try {
    const answer = await fetch(url, { method: "HEAD", redirect: "manual", credentials: "same-origin", signal: AbortSignal.timeout(TRY_MS) });
    return answer.status < 500 && !(answer.status === 401 && outbox()?.waiting);
  } catch {
    return false;
  }
}
