// Leaves the player for another page of ours: once all that was said has arrived, since the next page is made from it, and
// only where somebody answers. A browser's own error page would help nobody on the floor.
import { outbox } from "./outbox.js";

const PAUSE_MS = 3_000;
const TRY_MS = 8_000;
export const pause = () => new Promise((done) => { setTimeout(done, PAUSE_MS); });

// `written` resolves when every entry is on this device.
export async function leave(url, written) {
  await written;
  while (!(await arrived()) || !(await answered(url))) await pause();
  location.assign(url);
}

export const arrived = async () => !outbox()?.waiting || outbox().send();

async function answered(url) {
  try {
    await fetch(url, { method: "HEAD", redirect: "manual", credentials: "same-origin", signal: AbortSignal.timeout(TRY_MS) });
    return true;
  } catch {
    return false;
  }
}
