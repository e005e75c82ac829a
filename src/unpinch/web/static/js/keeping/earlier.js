// Up to 0.1.0 the outbox lay in localStorage: what waits there, and its chain, are taken over once.
import { answer, wrote } from "./base.js";

export async function adopt(api) {
  const found = kept(api);
  if (!found.length) return;
  await wrote(["waiting", "chains", "claims"], async (all) => {
    const head = await answer(all.objectStore("chains").get(api));
    for (const [part, key, text] of found) put(all, api, part, key, text, head);
  });
  for (const [part, key] of found) localStorage.removeItem(name(api, part, key));
}

const name = (api, part, key) => `unpinch:${part}:${api}:${key}`;

function kept(api) {
  const parts = ["draft", "sealed", "claimed", "device"];
  const of = (part) => Object.keys(localStorage).filter((key) => key.startsWith(name(api, part, ""))).map((key) => [part, key.slice(name(api, part, "").length), localStorage.getItem(key)]);
  return parts.flatMap(of);
}

function put(all, api, part, key, text, head) {
  const row = (values) => all.objectStore("waiting").put({ api, ...values });
  if (part === "claimed") return all.objectStore("claims").put({ api, id: key, at: Number(text) });
  const value = JSON.parse(text);
  if (part === "draft") return row({ order: key, id: value.id, entry: value });
  if (part === "sealed") return row({ order: key, id: value.id, seq: value.seq, line: text });
  return head ? null : all.objectStore("chains").put({ api, ...value });
}
