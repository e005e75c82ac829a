// Asks for a page: the server first; where it doesn't answer, not within a few seconds, or can't get at the record, this device
// makes the same page itself.
// Only a page that the service worker serves can do without the server: only then all that is needed is here.
import { asking, reach } from "./reach.js";

const LIMIT_MS = 5_000;
const UNABLE = new Set([503, 507]); // somebody is there, but the record can't be reached or written: nothing was saved

export const able = () => Boolean(globalThis.navigator?.serviceWorker?.controller);

// `server: false` where the server doesn't know yet what the page is made from: then this device's answer or none.
export async function ask(url, request = {}, { server = true } = {}) {
  if (able() && (!server || !reach.there)) {
    const found = await inside(url, request);
    if (found || !server) return found;
  }
  if (!server) return null;
  try {
    const answer = await asking(fetch(url, able() ? limited(request) : request));
    return (UNABLE.has(answer.status) && able() && (await inside(url, request))) || answer;
  } catch (error) {
    if (error.name === "AbortError") throw error;
    const found = able() && (await inside(url, request));
    if (found) return found;
    throw error;
  }
}

// The page as show.js takes it, or null.
export async function made(url, request) {
  const found = await inside(url, request);
  return found && { text: await found.text(), url: found.url };
}

const limited = (request) => ({ ...request, signal: AbortSignal.any([...(request.signal ? [request.signal] : []), AbortSignal.timeout(LIMIT_MS)]) });

// The page as this device makes it, as a response whose `here` says so; null where it can't.
export async function inside(url, { method = "GET", body = null, redirect = "follow" } = {}) {
  const { pathname, search } = new URL(url, location.href);
  try {
    const { answer } = await import("../inside/answer.js");
    return await followed(answer, { method, path: pathname + search, body: body && String(new URLSearchParams(body)) }, redirect === "follow");
  } catch {
    return null;
  }
}

async function followed(answer, asked, follows) {
  const found = await answer(asked);
  const to = found.status >= 300 && found.status < 400 ? found.headers.location : null;
  if (to && follows) return followed(answer, { method: "GET", path: to, body: null, before: asked.path }, true);
  return respond(found, asked, to);
}

// As fetch would have given it: an address, and whether it is another than was asked for.
function respond({ status, html, headers }, { path, before }, to) {
  const response = new Response(html, { status: to ? 200 : status, headers: { "content-type": "text/html", ...headers } });
  const said = { url: new URL(path, location.href).href, redirected: Boolean(before), type: to ? "opaqueredirect" : "basic", here: true };
  for (const [name, value] of Object.entries(said)) Object.defineProperty(response, name, { value });
  return response;
}
