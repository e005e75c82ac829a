// <unpinch-walk>: questions one a screen. Keys answer, a double tap answers once, the browser's Back leads to the question
// before, and a page loaded anew goes on where it was. The answers so far are kept in this tab only, never in an address.
const KEYS = { y: "yes", n: "no", u: "not_sure" };
const slot = (path) => `unpinch:questions:${path}`;
const kept = (path) => JSON.parse(sessionStorage.getItem(slot(path)) ?? "null");
const keep = (path, said, answered) => {
  if (answered) sessionStorage.setItem(slot(path), JSON.stringify({ said, answered }));
  else sessionStorage.removeItem(slot(path));
};
// Answers of a record that isn't this page's any more (someone else's, or a deleted one) are let go.
const root = location.pathname.split("/", 3).join("/");
for (const key of Object.keys(sessionStorage)) if (key.startsWith(slot("")) && !key.startsWith(slot(`${root}/`))) sessionStorage.removeItem(key);

const cut = ({ said, answered }, to) => (to ? said.slice(0, said.length - answered + to) : "");

class Walk extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", (event) => this.#key(event));
    this.addEventListener("click", (event) => { if (event.detail > 1) event.preventDefault(); }, true);
    if (!("steps" in this.dataset)) return;
    const { pathname } = location;
    const [answered, said, before, at] = [Number(this.dataset.answered), this.#form.elements.said.value, kept(pathname), history.state?.answered];
    history.replaceState({ ...history.state, answered }, "");
    this.querySelector("[data-back]")?.addEventListener("submit", () => keep(pathname, cut({ said, answered }, answered - 1), answered - 1));
    if (!answered && before && at !== 0) queueMicrotask(() => this.#goOn(pathname, before, at));
    else if (answered && !before?.said.startsWith(said)) keep(pathname, said, answered);
  }

  get #form() { return this.querySelector("form"); }

  // Where the server finds the answers too old, it begins anew, and nothing is kept any more.
  #goOn(path, before, at = before.answered) {
    keep(path, "", 0);
    delete this.dataset.steps;
    this.#form.elements.said.value = cut(before, Math.min(at, before.answered));
    this.#form.requestSubmit();
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || !(event.key in KEYS)) return;
    this.querySelector(`button[value=${KEYS[event.key]}]`).click();
  }
}
customElements.define("unpinch-walk", Walk);

// Back and forward among the questions: the answers up to there are sent again instead of asking for the page.
document.addEventListener("htmx:before:history:restore", (event) => {
  const { path } = event.detail;
  const before = kept(path);
  const to = history.state?.answered;
  if (!before || to === undefined || to > before.answered) return;
  event.preventDefault();
  globalThis.htmx.ajax("POST", path, { values: { said: cut(before, to) }, target: "body", swap: "outerSync" });
});
