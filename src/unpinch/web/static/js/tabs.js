// Tabs of one browser tell each other when one of them has written to a record. A tab doesn't hear itself.
let line = null;

function channel() {
  const { api } = document.body.dataset;
  if (api && globalThis.BroadcastChannel) line ??= new BroadcastChannel(`unpinch:${api}`);
  return line;
}

// `session`: the one a player wrote to; empty for what any other page wrote.
export const tell = (session = "") => channel()?.postMessage({ session });

export function hear(listener, options) {
  channel()?.addEventListener("message", ({ data }) => listener(data), options);
}
