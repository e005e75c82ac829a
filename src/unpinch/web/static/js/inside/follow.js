// Keeps the records in this browser up to date while the server answers: that of this page, and those kept before (one may have been
// deleted). At once, since the next page may have to be made from them. Only where a service worker would show it.
import { reach } from "../offline/reach.js";
import { outbox } from "../outbox.js";
import { everyone } from "./record.js";
import { pull } from "./sync.js";

let others = true; // not looked at yet since this page was loaded

async function follow() {
  const { api } = document.body.dataset;
  if (!api || !reach.there || !navigator.serviceWorker?.controller) return;
  if (!(await pull(api)) || !others) return;
  others = false;
  for (const one of await everyone()) if (one !== api) await pull(one);
}

follow();
navigator.serviceWorker?.addEventListener("controllerchange", follow);
document.addEventListener("htmx:after:swap", follow);
reach.addEventListener("change", follow);
outbox()?.addEventListener("elsewhere", follow);
