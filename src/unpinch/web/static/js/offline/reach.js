// Whether the server answered when it was asked last. While it doesn't, it is asked again: soon at first, then seldom.
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 60_000;
const TRY_MS = 4_000;
const ANYBODY = "/door"; // answers HEAD without a cookie, and does nothing

export class Reach extends EventTarget {
  #wait = FIRST_WAIT_MS;
  #timer = 0;
  there = true;

  constructor({ fetcher = (...a) => fetch(...a), random = Math.random, later = (...a) => setTimeout(...a) } = {}) {
    super();
    Object.assign(this, { fetcher, random, later });
  }

  heard(there) {
    clearTimeout(this.#timer);
    if (there) this.#wait = FIRST_WAIT_MS;
    else this.#again();
    if (there === this.there) return;
    this.there = there;
    this.dispatchEvent(new Event("change"));
  }

  #again() {
    this.#timer = this.later(() => this.ask(), this.#wait * (1 + this.random()) / 2);
    this.#wait = Math.min(LONGEST_WAIT_MS, this.#wait * 2);
  }

  async ask() {
    const tried = this.fetcher(ANYBODY, { method: "HEAD", credentials: "omit", signal: AbortSignal.timeout(TRY_MS) });
    this.heard(await tried.then(() => true, () => false));
  }
}

export const reach = new Reach();

// Whatever is asked of the server tells whether it is there. What the page itself gave up says nothing.
export async function asking(tried) {
  try {
    const answer = await tried;
    reach.heard(true);
    return answer;
  } catch (error) {
    if (error.name !== "AbortError") reach.heard(false);
    throw error;
  }
}
globalThis.addEventListener?.("online", () => { if (!reach.there) reach.ask(); });
