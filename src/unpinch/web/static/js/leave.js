// Leaves the player for another page of ours: once all that was said has arrived, since the next page is made from it, and
// only where somebody answers; else as this device makes it. A browser's own error page would help nobody on the floor.
import { made } from "./offline/ask.js";
import { asking, reach } from "./offline/reach.js";
import { show } from "./offline/show.js";
import { outbox } from "./outbox.js";

const PAUSE_MS = 3_000;
const TRY_MS = 8_000;
export const pause = () => new Promise((done) => { setTimeout(done, PAUSE_MS); });

// `written` resolves when every entry is on this device.
export async function leave(url, written) {
  await written;
  for (;;) {
    if ((await arrived()) && (await answered(url))) return location.assign(url);
    const page = reach.there ? null : await made(url);
    if (page) return show(page);
    await pause();
  }
}

// Another tab may have written this moment: what waits is counted anew.
export async function arrived() {
  const box = outbox();
  await box?.look();
  return !box?.waiting || box.send();
}

async function answered(url) {
  try {
    await asking(fetch(url, { method: "HEAD", redirect: "manual", credentials: "same-origin", signal: AbortSignal.timeout(TRY_MS) }));
    return true;
  } catch {
    return false;
  }
}
