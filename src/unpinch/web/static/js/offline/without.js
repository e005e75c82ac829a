// What a browser does by itself (save a file, send a form without htmx) and can't without the server: then this device does it.
import { say } from "../arrived.js";
import { able, inside, made } from "./ask.js";
import { reach } from "./reach.js";
import { fileName, save } from "./saving.js";
import { show } from "./show.js";

const SILENT = "Unpinch doesn’t answer just now, and this needs it. What you said is saved. Please try again later.";
const alone = () => able() && !reach.there;

async function saved(link) {
  const found = await inside(link.href);
  if (!found) return say(SILENT);
  return fileName(found) ? save(found) : show({ text: await found.text(), url: found.url });
}

async function send(form) {
  const texts = [...new FormData(form)].filter(([, value]) => typeof value === "string");
  const found = await made(form.action, { method: "POST", body: texts });
  return found ? show(found) : say(SILENT);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[download]");
  if (!link || !alone()) return;
  event.preventDefault();
  saved(link);
}, { capture: true });

document.addEventListener("submit", (event) => {
  if (event.target.getAttribute("hx-boost") !== "false" || !alone()) return;
  event.preventDefault();
  send(event.target);
}, { capture: true });
