// A record that was deleted for good on the server: nothing of it stays in this browser, and every tab that shows it says so.
import { forget, rootOf } from "../offline/last.js";
import { erase } from "./base.js";

const WORDS = ["This record was deleted", "It was deleted for good. Nothing of it is left in this browser."];
const channel = globalThis.BroadcastChannel && new BroadcastChannel("unpinch:erased");

export async function erased(api) {
  await erase(api).catch(() => null); // a browser that keeps nothing
  forget(rootOf(api.slice("/api".length)));
  channel?.postMessage(api);
  end(api);
}

// The page makes way for two sentences and the way to the start, where the page is loaded whole.
function end(api) {
  if (document.body.dataset.api !== api) return;
  document.body.dataset.api = "";
  sessionStorage.clear();
  const [title, text] = WORDS;
  const parts = [["h1", { textContent: title, tabIndex: -1 }], ["p", { textContent: text }], ["a", { textContent: "Go to the start", href: "/", className: "btn go" }]];
  const main = document.getElementById("main");
  main.className = "narrow";
  main.replaceChildren(...parts.map(([name, values]) => Object.assign(document.createElement(name), values)));
  main.lastElementChild.setAttribute("hx-boost", "false");
  for (const one of document.querySelectorAll(".tabs, .top .now, unpinch-sign")) one.remove();
  document.querySelector(".page").classList.add("bare");
  const name = document.querySelector(".top .name");
  name.replaceChildren(name.querySelector("svg"), "Unpinch");
  name.href = "/";
  name.setAttribute("hx-boost", "false");
  document.title = title;
  main.firstElementChild.focus();
}

channel?.addEventListener("message", ({ data }) => end(data));
