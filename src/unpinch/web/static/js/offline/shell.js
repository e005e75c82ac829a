// The document that stands for any page while no server answers: it has the page made on this device, or says what is so.
import { outbox } from "../outbox.js";
import { inside } from "./ask.js";
import { last, rootOf } from "./last.js";
import { reach } from "./reach.js";
import { fileName, save } from "./saving.js";
import { show } from "./show.js";
import { line } from "./words.js";

const part = (name) => document.querySelector(`[data-shell=${name}]`);

async function open() {
  const root = rootOf(location.pathname) ?? (await last());
  if (!root) return alone();
  document.body.dataset.api = `/api${root}/journal`;
  reach.heard(false);
  const home = `${root}/`;
  const found = await page(["/", root].includes(location.pathname) ? home : location.pathname + location.search, home);
  if (!found) return alone();
  await show({ text: await found.text(), url: found.url }, { replaces: true });
  return import("../app.js");
}

// A file's address is no page: the file is saved, and the person's first page is shown.
async function page(path, home) {
  const found = await inside(path);
  if (!found || !fileName(found)) return found;
  await save(found);
  return inside(home);
}

async function alone() {
  part("wait").hidden = true;
  part("alone").hidden = false;
  part("start").hidden = [null, rootOf(location.pathname)].includes(await last());
  part("again").addEventListener("click", again);
  reach.addEventListener("change", () => { if (reach.there) again(); });
  const box = outbox();
  await box?.ready;
  if (!box?.waiting) return;
  part("waits").textContent = line({ ...box.state, door: false });
  part("waits").hidden = false;
}

// The service worker may have given the server up for a while: it is told to ask again.
function again() {
  navigator.serviceWorker?.controller?.postMessage({ ask: "heard" });
  location.reload();
}

open();
