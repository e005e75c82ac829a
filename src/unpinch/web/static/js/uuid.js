// Ids. A finished set takes UUIDv5 of session and set, so two tabs can't double it (same namespace as journal/author.py).
const NAMESPACE = "6f0b1a523a7e5f7c9a551f2f6f0c7a10";

const bytes = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
export const hex = (buffer) => [...new Uint8Array(buffer)].map((b) => b.toString(16).padStart(2, "0")).join("");

const encoder = new TextEncoder();

// The SHA-256 of a line (text, or bytes), which tells it from any other.
export const bytesOf = (line) => (typeof line === "string" ? encoder.encode(line) : line);
export const hashOf = async (line) => hex(await crypto.subtle.digest("SHA-256", bytesOf(line)));

export async function derivedId(...parts) {
  const name = new TextEncoder().encode(parts.join("\x1f"));
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-1", new Uint8Array([...bytes(NAMESPACE), ...name]))).slice(0, 16);
  hash[6] = (hash[6] & 0x0f) | 0x50;
  hash[8] = (hash[8] & 0x3f) | 0x80;
  return hex(hash).replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}

export function randomId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = (b[6] & 0x0f) | 0x40;
  b[8] = (b[8] & 0x3f) | 0x80;
  return hex(b).replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}
