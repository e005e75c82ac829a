// Every sentence about being without a network. Pure: from what is known to what is said.

// The small sign: what is saved where. `there`: the server answered last; `kept`: this device can save; `offline`: worker.js's state.
export function sign({ waiting, kept, there, offline }) {
  if (waiting && !kept) return { state: "unkept", short: "Not saved yet", long: "This browser can’t keep anything. Leave the page open until it is sent." };
  if (waiting && there) return { state: "waiting", short: "Sending", long: `${entries(waiting)} saved on this device and on the way to the server.` };
  if (waiting) return { state: "here", short: "Saved here", long: `${entries(waiting)} saved on this device. They are sent when Unpinch answers.` };
  if (!there && offline === "ready") return { state: "offline", short: "No network", long: "Unpinch works on this device until the network is back. Everything up to now is saved on the server." };
  if (!there) return { state: "away", short: "No answer", long: "Unpinch doesn’t answer. Everything up to now is saved on the server." };
  return { state: "server", short: "Saved", long: "Everything is saved on the server." };
}

const entries = (count) => (count === 1 ? "1 entry is" : `${count} entries are`);

// The line at the top of a page, when entries have waited for a while; and above the rest, when they can't be kept.
// `phone`: this came in through the home network's door, which opens to paired devices.
export function line({ waiting, door, kept, lasting, phone }) {
  if (!kept) return `${entries(waiting)} not saved yet: this browser can’t keep anything. Please leave this page open until Unpinch answers.`;
  if (door && phone) return `${entries(waiting)} safe on this device. Unpinch doesn’t know it any more: pair it again. On the computer: More, Settings, Phones and other devices. Then they are sent.`;
  if (door) return `${entries(waiting)} safe on this device. Unpinch needs to be opened again: start it again the way you did before. Then they are sent.`;
  return `${entries(waiting)} safe on this device and will be sent when Unpinch answers.${lasting === false ? ` ${EVICTED}` : ""}`;
}

export const EVICTED = "This browser may delete what it keeps, for example after seven days without a visit. Connect before that, or save a copy of your journal.";

// Whether Unpinch is here without a network; the LAN guide says the same.
export function offlineWords(state, { here, of } = {}) {
  if (state === "ready") return "Ready. Unpinch works on this device without a network.";
  if (state === "loading") return of ? `Getting ready: ${here} of ${of} files are here.` : "Getting ready.";
  if (state === "removed") return "You took it off this device. It works while the computer that runs Unpinch is on.";
  if (state === "refused") return "This browser doesn’t keep Unpinch on this device. It works while the computer that runs Unpinch is on. A private window, or a warning that was clicked away, can be why.";
  return "This browser can’t keep Unpinch on this device. It works while the computer that runs Unpinch is on.";
}

export const NEWER = "A new version of Unpinch is here.";
export const NOT_NOW = "A session is open in another tab. The new version waits until it is over.";
