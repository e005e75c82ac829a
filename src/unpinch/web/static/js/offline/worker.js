// This page and the service worker: whether Unpinch is here without a network, and whether another version of it waits.
// States: "none" (the browser has no such thing), "refused" (it won't have it here, or keeps no record: a certificate that was clicked
// away, a private window), "loading", "ready", "removed" (by the person).
import { empty, open } from "../keeping/base.js";
import { quiet } from "./quiet.js";

const NOT_WANTED = "unpinch:offline";
const TAKING_MS = 3_000;
const FILES = "unpinch-"; // how its caches are named
const COMPILED = "compiled-unpinch"; // what Python has made of its files (inside/python.js)

export const version = () => new URL(import.meta.url).pathname.split("/").at(-4); // /static/<version>/js/offline/worker.js

class Offline extends EventTarget {
  state = "none";
  progress = null; // {here, of} files while it loads
  #registration = null;
  #taking = false;
  #meeting = false;

  async start() {
    if (!navigator.serviceWorker) return;
    if (localStorage.getItem(NOT_WANTED)) return this.#be("removed");
    try {
      await open(); // without its database the pages can't be made here
      this.#watch(await navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" }));
    } catch {
      this.#be("refused");
    }
  }

  #watch(registration) {
    this.#registration = registration;
    registration.addEventListener("updatefound", () => this.#follow(registration.installing));
    this.#follow(registration.installing);
    navigator.serviceWorker.addEventListener("controllerchange", () => this.#changed());
    new BroadcastChannel("unpinch:offline").onmessage = ({ data }) => { this.progress = data; this.#look(); };
    document.addEventListener("visibilitychange", () => { if (!document.hidden) registration.update().catch(() => null); });
    this.#look();
    this.#tidy();
  }

  #follow(worker) { worker?.addEventListener("statechange", () => this.#look()); }

  #look() {
    const { active } = this.#registration ?? {};
    this.#be(active ? "ready" : "loading");
    this.#meet();
  }

  #be(state) {
    this.state = state;
    this.dispatchEvent(new Event("change"));
  }

  // The version that waits is the one this page is of: nothing changes for the person, so they aren't asked. Only when the page has
  // loaded: a worker that is asked for a file just as it should go is begun again, and stays for half a minute.
  async #meet() {
    if (this.#meeting) return;
    const { waiting } = this.#registration ?? {};
    if (!waiting || (await this.ask("which", waiting)).version !== version() || this.#meeting) return;
    this.#meeting = true;
    await quiet();
    this.#meeting = false;
    if (waiting === this.#registration?.waiting && !this.#taking) this.ask("take", waiting);
  }

  // Another version than this page's is here, whole.
  async newer() {
    const { waiting } = this.#registration ?? {};
    return Boolean(waiting) && (await this.ask("which", waiting)).version !== version();
  }

  // Resolves to false while a session runs in any tab: then it waits on. Else the page is loaded anew when the new version has taken
  // over, or after a moment, as the server's page is of the new version at any rate.
  async take() {
    const { waiting } = this.#registration ?? {};
    this.#taking = true;
    this.#taking = Boolean(waiting) && (await this.ask("take", waiting)).taken;
    if (this.#taking) setTimeout(() => location.reload(), TAKING_MS);
    return this.#taking;
  }

  #changed() {
    if (this.#taking) return location.reload();
    this.#tidy();
    return this.#look();
  }

  // What versions before left goes, if this page is of the version that serves it.
  async #tidy() { if ((await this.ask("which")).version === version()) this.ask("clean"); }

  async ask(what, worker = this.#registration?.active) {
    if (!worker) return {};
    const { port1, port2 } = new MessageChannel();
    const answer = new Promise((done) => { port1.onmessage = ({ data }) => done(data); });
    worker.postMessage({ ask: what }, [port2]);
    return answer;
  }

  // Takes what is kept for it off this device; entries that wait stay.
  async remove() {
    localStorage.setItem(NOT_WANTED, "yes");
    await this.#registration?.unregister();
    for (const name of await caches.keys()) if (name.startsWith(FILES) || name === COMPILED) await caches.delete(name);
    await empty();
    location.reload(); // the worker serves this page to its end
  }

  async bring() {
    localStorage.removeItem(NOT_WANTED);
    await this.start();
  }

  // How much it takes on this device, in bytes, as far as the files say.
  async bytes() {
    let sum = 0;
    for (const name of await caches.keys()) {
      if (!name.startsWith(FILES)) continue;
      for (const answer of await (await caches.open(name)).matchAll()) sum += Number(answer.headers.get("Unpinch-Bytes") ?? answer.headers.get("Content-Length"));
    }
    return sum;
  }
}

export const offline = new Offline();
if (document.readyState === "complete") offline.start();
else addEventListener("load", () => offline.start()); // the page itself comes first
