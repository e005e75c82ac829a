// Whose pages were open last on this device: the application begins there when no server says who it is.
import { everyone } from "../inside/record.js";

const SLOT = "unpinch:root";
const ROOT = /^\/p\/[0-9a-f-]{36}/;

export const rootOf = (path) => path.match(ROOT)?.[0] ?? null;
export const remember = (path) => { if (rootOf(path)) localStorage.setItem(SLOT, rootOf(path)); };
export const forget = (root) => { if (localStorage.getItem(SLOT) === root) localStorage.removeItem(SLOT); };

// Of those whose record is kept here; null where there are none.
export async function last() {
  const kept = (await everyone().catch(() => [])).map((api) => rootOf(api.slice("/api".length)));
  const open = localStorage.getItem(SLOT);
  return kept.includes(open) ? open : kept[0] ?? null;
}
