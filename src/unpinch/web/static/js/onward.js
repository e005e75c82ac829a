// The table ends somewhere. While somebody answers, more of it comes in the background, before it is needed; and where it
// ends all the same, the page is asked for again and takes the place of this one, without a flash.
import { arrived, pause } from "./leave.js";
import { ask } from "./offline/ask.js";
import { show } from "./offline/show.js";
import { opened } from "./table.js";

const TRY_MS = 8_000;
const DRAWN = ["pose", "leaving", "setup", "signals"];
export const read = (page) => opened(JSON.parse(page.getElementById("steps").textContent));

// The server is asked once all that was said has arrived, since the page is made from it; until then this device, if it can.
async function asked(url, redirect = "follow") {
  const request = { credentials: "same-origin", redirect, signal: AbortSignal.timeout(TRY_MS) };
  const answer = await ask(url, request, { server: await arrived() }).catch(() => null);
  const text = await answer?.text().catch(() => null); // the time may be up in the middle of it
  if (typeof text !== "string") return null;
  return { ok: answer.ok, over: answer.type === "opaqueredirect", here: answer.here, url: answer.url, text, page: new DOMParser().parseFromString(text, "text/html") };
}

// Another page than a player is loaded whole. `written` resolves when every entry is on this device.
export async function onward(main, url, written) {
  await written;
  for (;;) {
    const answer = await asked(url);
    if (answer?.page.querySelector("unpinch-player")) return main.replaceChildren(...answer.page.querySelector("main").childNodes);
    if (answer) return answer.here ? show(answer) : location.assign(url);
    await pause();
  }
}

// More of the table than is here, its drawings brought; `at` is where the session stands by all that has arrived, and nowhere
// once it is over. Null where nobody answers.
export async function further(main, url, written) {
  await written;
  const answer = await asked(url, "manual");
  if (answer?.over) return { at: null, sets: {}, questions: {}, steps: {} };
  if (!answer?.ok || !answer.page.querySelector("unpinch-player")) return null;
  for (const name of DRAWN) bring(main, answer.page, name);
  return read(answer.page);
}

// What this page has no drawing or text of yet goes beside what it has.
function bring(main, page, name) {
  const here = [...main.querySelectorAll(`[data-${name}]`)];
  const known = new Set(here.map((one) => one.dataset[name]));
  for (const one of page.querySelectorAll(`[data-${name}]`)) {
    if (!known.has(one.dataset[name])) here.at(-1).after(document.adoptNode(one));
  }
}
