"""A page with a coach, and what a test says to it: in short words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

FLOSS = {
    "id": "first", "exercise": "nerve_floss", "level": 2, "side": "left", "repetitions": 8, "hold_s": 0,
    "name": "Nerve floss", "way_out": "Bend the knee, let the band go slack, then let go.",
}  # fmt: skip
HOLD = {**FLOSS, "id": "hold", "exercise": "leg_traction", "level": 1, "repetitions": 0, "hold_s": 30}
NOTE = """window.told = []; window.got = []; window.opened = [];
for (const name of ['framing', 'armed', 'count', 'hold', 'cue', 'paused', 'going_on', 'stop', 'done', 'failed'])
  addEventListener(`coach:${name}`, ({detail}) => told.push([name, detail]));
new BroadcastChannel('coach').addEventListener('message', ({data}) => data.got && got.push(data.got));
const lend = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = async (wanted) => {
  const stream = await lend(wanted);
  opened.push(stream.getVideoTracks()[0]);
  return stream;
};
"""
"""Notes what the player is told, what the fake coach is sent, and every camera that was opened."""
VOICE = """window.said = []; window.cut = 0;
const voices = [{name: 'far', lang: 'en-US', localService: false}, {name: 'own', lang: 'en-GB', localService: true}];
Object.defineProperty(window, 'speechSynthesis', {value: {getVoices: () => voices, addEventListener() {},
  speak: (one) => said.push({text: one.text, voice: one.voice.name, volume: one.volume}),
  cancel: () => { cut += 1; }}});
window.SpeechSynthesisUtterance = class extends EventTarget { constructor(text) { super(); this.text = text; } };
"""
"""A voice that notes what it is to say."""
FILMS = """(video, count) => new Promise((done) => {
  const next = (left) => (left ? video.requestVideoFrameCallback(() => next(left - 1)) : done());
  next(count);
})"""
"""Waits for so many pictures of the camera."""
COACH = "document.querySelector('unpinch-coach')"


class Told:
    """One page with a coach."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self._address = page, address
        self.complaints: list[str] = []
        self.left: list[str] = []
        page.on("console", lambda line: self.complaints.append(line.text) if line.type == "error" else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda one: None if one.url.startswith(address) else self.left.append(one.url))

    def go(self, path: str, script: str = "") -> Told:
        self.page.add_init_script(NOTE + script)
        self.page.goto(self._address + path)
        self.page.wait_for_function("() => Boolean(customElements.get('unpinch-coach'))")
        return self

    def opening(self) -> None:
        """Ask for the coach to be opened; `answered` waits for what comes of it."""
        self.page.evaluate(f"() => {{ window.answer = null; {COACH}.open().then((one) => {{ answer = one; }}); }}")

    def answered(self) -> bool:
        self.page.wait_for_function("() => answer !== null")
        return bool(self.page.evaluate("answer"))

    def open(self) -> bool:
        self.opening()
        return self.answered()

    def ask(self, wanted: dict[str, Any] = FLOSS) -> Told:
        """Begin a set."""
        self.page.evaluate(f"(set) => {COACH}.begin(set)", wanted)
        return self

    def begin(self, wanted: dict[str, Any] = FLOSS) -> Told:
        """Open where that hasn't been done, and begin a set; wait until its first frame has come to the fake coach."""
        assert self.open()
        self.ask(wanted)
        self.page.wait_for_function(
            "(id) => got.findLast((one) => one.set)?.set.id === id && got.at(-1).frames > 0", arg=wanted["id"]
        )
        return self

    def hear(self, *events: tuple[str, dict[str, Any]] | tuple[str, dict[str, Any], str]) -> Told:
        """Let the fake coach say events: name, values, and what is to be said."""
        made = [{"event": one[0], "values": one[1], "say": one[2] if len(one) > 2 else ""} for one in events]
        self.send("coach", {"events": made})
        return self

    def armed(self, wanted: dict[str, Any] = FLOSS) -> Told:
        """Begin a set and hold its start pose, until the picture is out of the way."""
        self.begin(wanted).hear(("side", {"near": "left"}), ("armed", {}), ("framing", {"what": "good"}))
        self.until("watching")
        return self

    def send(self, channel: str, message: dict[str, Any]) -> None:
        self.page.evaluate("([name, message]) => new BroadcastChannel(name).postMessage(message)", [channel, message])

    def until(self, state: str) -> None:
        self.page.wait_for_function(f"(state) => {COACH}.dataset.state === state", arg=state)

    def until_told(self, name: str) -> dict[str, Any]:
        """Wait until the player has been told something; return the last time's details."""
        self.page.wait_for_function("(name) => told.some(([one]) => one === name)", arg=name)
        found: dict[str, Any] = self.page.evaluate("(name) => told.findLast(([one]) => one === name)[1]", name)
        return found

    def call(self, method: str) -> Any:
        return self.page.evaluate(f"{COACH}.{method}()")

    def part(self, name: str) -> Locator:
        return self.page.locator(f"[data-c={name}]")

    def frames(self) -> int:
        """Return how many frames the coach has been sent."""
        return int(self.page.evaluate("got.findLast((one) => one.frames)?.frames ?? 0"))

    def frames_more(self) -> None:
        """Wait until the coach has been sent more frames."""
        more = "(before) => got.findLast((one) => one.frames).frames > before + 3"
        self.page.wait_for_function(more, arg=self.frames())

    def swallowed(self) -> None:
        """Wait until the pose model, told to be silent, has left a frame without an answer."""
        self.page.wait_for_function("() => got.some((one) => one.swallowed)")
        self.echoed()

    def echoed(self) -> None:
        """Wait until the fake coach has answered all that was on its way to it."""
        echo = self.page.evaluate("() => { window.echoes = (window.echoes ?? 0) + 1; return echoes; }")
        self.send("coach", {"echo": echo})
        self.page.wait_for_function("(echo) => got.some((one) => one.echo === echo)", arg=echo)

    def films_on(self) -> None:
        """Wait until the camera has given some more pictures, and they would have come to the fake coach."""
        self.part("video").evaluate(FILMS, 5)
        self.echoed()

    def lights(self) -> list[str]:
        """Return of every camera that was opened whether it is live or ended."""
        found: list[str] = self.page.evaluate("opened.map((track) => track.readyState)")
        return found
