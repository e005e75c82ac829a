// Fetches large files side by side and tells how far it is. Only from where the page came from: its policy sees to that.
const WHOLE = "Unpinch-Bytes"; // the size unpacked: Content-Length says the packed one

export class FetchError extends Error {}

async function began(address) {
  const response = await fetch(address).catch(() => null);
  if (!response?.ok) throw new FetchError("A part of the camera coach could not be loaded. Is Unpinch still running?");
  return { response, total: Number(response.headers.get(WHOLE) ?? response.headers.get("Content-Length") ?? 0) };
}

async function whole({ response, total }, arrived) {
  const parts = [];
  let loaded = 0;
  const reader = response.body.getReader();
  for (let one = await reader.read(); !one.done; one = await reader.read()) {
    parts.push(one.value);
    loaded += one.value.length;
    arrived(one.value.length);
  }
  if (total && loaded !== total) throw new FetchError("A part of the camera coach came incomplete. Please try again.");
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

// Return the bytes of each address, telling {loaded, total} as they come.
export async function fetched(addresses, tell) {
  const all = await Promise.all(addresses.map(began));
  const total = all.reduce((sum, one) => sum + one.total, 0);
  let loaded = 0;
  const arrived = (bytes) => {
    loaded += bytes;
    tell({ loaded, total });
  };
  return Promise.all(all.map((one) => whole(one, arrived))).catch((error) => {
    throw error instanceof FetchError ? error : new FetchError("The connection broke while the camera coach was loading.");
  });
}
