// What other people of this browser have written and not sent yet is sent too, whoever's page is open.
import { reach } from "../offline/reach.js";
import { outbox } from "../outbox.js";
import { writers } from "./base.js";

async function send() {
  if (!reach.there) return;
  for (const api of await writers().catch(() => [])) if (api !== document.body.dataset.api) outbox(api).send();
}

send();
reach.addEventListener("change", send);
