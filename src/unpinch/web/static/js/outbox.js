// The outbox of this page. Its parts are in keeping/.
import { erased } from "./keeping/erased.js";
import { Outbox } from "./keeping/outbox.js";
import { asking } from "./offline/reach.js";
import { hear } from "./tabs.js";

const boxes = new Map();

function made(api) {
  const box = new Outbox({ api, by: document.body.dataset.by, fetcher: (...asked) => asking(fetch(...asked)) });
  box.addEventListener("erased", () => erased(api));
  hear(() => box.look());
  addEventListener("online", () => box.send());
  // A page that comes back tries again, and one that is put away tries a last time.
  document.addEventListener("visibilitychange", () => { if (box.waiting) box.send(); });
  return box;
}

// Null where the page belongs to nobody. `api`: whose it is, where the page doesn't say so (yet).
export function outbox(api = document.body.dataset.api) {
  if (!api) return null;
  if (!boxes.has(api)) boxes.set(api, made(api));
  return boxes.get(api);
}
