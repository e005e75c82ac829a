// Notices that another tab or device went on with this session. It knows no rule: it only has the page looked at again.
import { pause } from "./leave.js";
import { outbox } from "./outbox.js";
import { hear, tell } from "./tabs.js";

const TRIES = 5;

// `away`: another tab wrote to this very session, just now. `look`: somebody may have, and the server knows.
export function watch(session, { away, look }, signal) {
  const once = { signal };
  hear((said) => (said.session === session ? away() : look()), once);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); }, once);
  outbox()?.addEventListener("elsewhere", look, once);
  outbox()?.addEventListener("change", arrivals(), once);
}

// A network that has just come back answers a little late: what is asked for in vain is asked for again a few times. `ask`
// tells whether somebody answered; the newest asking is the one that goes on.
export function insistent(ask) {
  let newest = 0;
  return async () => {
    const mine = ++newest;
    for (let tries = 0; tries < TRIES && mine === newest && !(await ask()); tries += 1) await pause();
  };
}

// Whether a page that would go on at `key` stands elsewhere by now.
export const elsewhere = ({ kind }, key, at) => ["set", "felt"].includes(kind) && at !== key;

// Whether nothing runs any more that could go on.
export const over = ({ screen }) => ["ended", "seek_care", "more"].includes(screen);

// Tells the other tabs at once, as soon as it is on this device.
export const spread = (session, written) => written.then(() => tell(session));

// And again when all of it has arrived: only then do they find it in the server's page.
function arrivals() {
  let owed = false;
  return ({ detail: { waiting } }) => {
    if (owed && !waiting) tell();
    owed = waiting > 0;
  };
}
