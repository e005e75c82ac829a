// The one seam to whoever makes the pages: htmx carries links and forms, and every request it makes goes through `send`.
// A page that isn't one of ours to swap in (the player, someone else's record, another version, a file) is loaded whole; an error keeps what
// was typed; no answer at all is said in a sentence. Without htmx all links and forms work as the browser knows them.
import { refresh, say } from "./arrived.js";
import { ask } from "./offline/ask.js";
import { show } from "./offline/show.js";
import { tell } from "./tabs.js";

const NO_ANSWER = "Unpinch doesn’t answer just now. What you typed is still here. Please try again in a moment.";
const unanswered = new WeakSet();

// What was saved with the last tap before the tab is closed still arrives (browsers allow that for a short text).
const LONGEST_LAST_WORD = 60_000;
const lasting = ({ body }) => body instanceof URLSearchParams && String(body).length < LONGEST_LAST_WORD;

async function send(url, request) {
  try {
    const answer = await ask(url, { ...request, keepalive: lasting(request) });
    if (request.method !== "GET" && answer.ok) tell();
    return answer;
  } catch (error) {
    if (error.name === "AbortError") throw error;
    const silence = new Response(null, { status: 503 });
    unanswered.add(silence);
    return silence;
  }
}

const parsed = (text) => new DOMParser().parseFromString(text, "text/html");
const scripts = (page) => page.querySelector("script[type=module]")?.getAttribute("src"); // their address names the version
const ours = (page) => page.body.hasAttribute("hx-boost:inherited") && page.body.dataset.api === document.body.dataset.api && scripts(page) === scripts(document);
const sentences = (page) => [...page.querySelectorAll("main h1, main p")].slice(0, 2).map((one) => one.textContent.trim()).join(". ");
const isPage = (response) => (response.headers.get("content-type") ?? "").includes("text/html");

// Loads a page whole: after a form, the page that it led to; never the form's own answer a second time.
function load({ request, response }) {
  const url = response.raw.url || request.action;
  if (request.method === "GET" || response.raw.redirected) location.assign(url);
}

function beforeResponse(event) {
  const { response, request } = event.detail.ctx;
  if (unanswered.has(response.raw)) say(NO_ANSWER);
  else if (!isPage(response)) load({ request, response });
  else return;
  event.preventDefault();
}

function beforeSwap(event) {
  const { ctx } = event.detail;
  const page = parsed(ctx.text);
  if (ours(page)) return refresh(page);
  event.preventDefault();
  const { raw, status } = ctx.response;
  if (status >= 400 && ctx.request.method !== "GET") say(sentences(page));
  else if (raw.here) show({ text: ctx.text, url: raw.url });
  else load(ctx);
}

// The same address again (a form with something missing) takes the place of the one before: Back leads on back.
function beforeHistory(event) {
  const { history: change, sourceElement } = event.detail;
  const here = location.pathname + location.search;
  if (change.path === here && !sourceElement?.closest?.("[data-steps]")) change.type = "replace";
}

// A heading takes the focus, so that what is new is read out and the Tab key goes on from there; of a form that must be looked
// at again, the first field that is wrong.
function afterSwap() {
  const wrong = document.querySelector("main [aria-invalid][autofocus]");
  if (wrong) return wrong.focus();
  const heading = document.querySelector("main h1") ?? document.getElementById("main");
  heading.tabIndex = -1;
  return heading.focus({ preventScroll: true });
}

if (globalThis.htmx) {
  history.replaceState({ ...history.state, htmx: true }, "");
  document.addEventListener("htmx:config:request", ({ detail: { ctx } }) => { ctx.fetch = send; });
  document.addEventListener("htmx:before:response", beforeResponse);
  document.addEventListener("htmx:before:swap", beforeSwap);
  document.addEventListener("htmx:before:history:update", beforeHistory);
  document.addEventListener("htmx:after:swap", afterSwap);
  globalThis.htmx.initialize();
}
