// The table ends somewhere. While somebody answers, more of it comes in the background, before it is needed; and where it
// ends all the same, the page is asked for again and takes the place of this one, without a flash.
import { arrived, pause } from "./leave.js";
import { joined, opened } from "./table.js";

const TRY_MS = 8_000;
const DRAWN = ["pose", "leaving", "setup"];
export const read = (page) => opened(JSON.parse(page.getElementById("steps").textContent));

async function asked(url, redirect = "follow") {
  try {
    const answer = await fetch(url, { credentials: "same-origin", redirect, signal: AbortSignal.timeout(TRY_MS) });
    return { ok: answer.ok, page: new DOMParser().parseFromString(await answer.text(), "text/html") };
  } catch {
    return null;
  }
}

// Once all that was said has arrived, since the page is made from it. Another page than a player is loaded whole.
// `written` resolves when every entry is on this device.
export async function onward(main, url, written) {
  await written;
  for (;;) {
    const answer = (await arrived()) ? await asked(url) : null;
    if (answer?.page.querySelector("unpinch-player")) return main.replaceChildren(...answer.page.querySelector("main").childNodes);
    if (answer) return location.assign(url);
    await pause();
  }
}

// More of the table than is here, with the drawings it names; null where nobody answers or the session is over.
export async function more(main, table, written) {
  await written;
  const answer = (await arrived()) ? await asked(table.urls.far, "manual") : null;
  if (!answer?.ok || !answer.page.querySelector("unpinch-player")) return null;
  for (const name of DRAWN) bring(main, answer.page, name);
  return joined(table, read(answer.page));
}

// What this page has no drawing or text of yet goes beside what it has.
function bring(main, page, name) {
  const here = [...main.querySelectorAll(`[data-${name}]`)];
  const known = new Set(here.map((one) => one.dataset[name]));
  for (const one of page.querySelectorAll(`[data-${name}]`)) {
    if (!known.has(one.dataset[name])) here.at(-1).after(document.adoptNode(one));
  }
}
