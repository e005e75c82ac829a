// Puts a whole page that was made on this device into this document: its look, its title, its body. Nothing is loaded anew, so
// what makes the pages goes on running.
import { refresh } from "../arrived.js";

export async function show({ text, url }, { replaces = false } = {}) {
  const page = new DOMParser().parseFromString(text, "text/html");
  const { pathname, search } = new URL(url, location.href);
  if (pathname + search !== location.pathname + location.search) history[replaces ? "replaceState" : "pushState"]({ htmx: true }, "", pathname + search);
  await dressed(page);
  refresh(page);
  document.title = page.title;
  document.body.replaceWith(document.adoptNode(page.body));
  globalThis.htmx?.process(document.body);
  scrollTo(0, 0);
  return page;
}

// Styles first, so that nothing is seen without them; then the scripts that only this page has.
async function dressed(page) {
  const known = (one, name) => document.head.querySelector(`${one.localName}[${name}="${one.getAttribute(name)}"]`);
  const sheets = [...page.querySelectorAll("head link[rel=stylesheet]")].filter((one) => !known(one, "href"));
  await Promise.all(sheets.map((one) => new Promise((done) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: one.getAttribute("href"), onload: done, onerror: done });
    document.head.append(link);
  })));
  for (const one of page.querySelectorAll("head script[src]")) {
    if (!known(one, "src")) document.head.append(Object.assign(document.createElement("script"), { type: one.type, src: one.getAttribute("src") }));
  }
}
