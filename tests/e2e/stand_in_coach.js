// A stand-in for <unpinch-coach>, put into the page before its scripts: it sees nothing, and fires what a test says.
// `coachAsked` holds every call with what it was given; `coachReason`, `coachOpens` and `summary` are what it answers.
(() => {
  const define = customElements.define.bind(customElements);
  customElements.define = (name, ...more) => { if (name !== "unpinch-coach") define(name, ...more); };
  window.coachAsked = [];
  const note = (...call) => window.coachAsked.push(call);
  class StandIn extends HTMLElement {
    summary = {};
    reason() { return window.coachReason ?? ""; }
    async open() { note("open"); return window.coachOpens ?? true; }
    async end() { note("end"); return this.summary; }
    tell(name, detail = {}) { this.dispatchEvent(new CustomEvent(`coach:${name}`, { bubbles: true, detail })); }
  }
  for (const name of ["begin", "pause", "resume", "close", "say"]) StandIn.prototype[name] = (...given) => note(name, ...given);
  define("unpinch-coach", StandIn);
})();
