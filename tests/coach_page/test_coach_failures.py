"""Every way in which the camera can fail is one kind sentence, and the session goes on by hand."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.coach_page.told import COACH, Told

Open = Callable[..., Told]
REFUSES = "navigator.mediaDevices.getUserMedia = async () => {{ throw new DOMException('', '{name}'); }};"
LACKS = {
    "safe connection": "Object.defineProperty(window, 'isSecureContext', {value: false});",
    "no camera": "Object.defineProperty(Navigator.prototype, 'mediaDevices', {value: undefined});",
    "too old": "delete globalThis.WebAssembly;",
    "WebGL": "HTMLCanvasElement.prototype.getContext = () => null;",
}
SECOND = """let asked = 0;
const given = navigator.mediaDevices.getUserMedia;
navigator.mediaDevices.getUserMedia = async (wanted) => {
  asked += 1;
  if (asked === 1) throw new DOMException('', 'NotReadableError');
  return given(wanted);
};"""
SOON = """const later = setTimeout;
globalThis.setTimeout = (act, ms, ...more) => later(act, ms === 60_000 ? 50 : ms, ...more);"""
AWAY = """Object.defineProperty(document, 'hidden', {value: %s, configurable: true});
document.dispatchEvent(new Event('visibilitychange'));"""


@pytest.mark.parametrize("word", LACKS)
def test_it_says_beforehand_what_is_lacking(coach: Open, word: str) -> None:
    told = coach()
    told.page.evaluate(LACKS[word])
    said = told.page.evaluate(f"{COACH}.reason()")
    assert word in said
    assert said.endswith(".")


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("NotAllowedError", "allowed for this page"),
        ("NotFoundError", "find a camera"),
        ("NotReadableError", "another program"),
    ],
)
def test_it_says_why_there_is_no_camera_and_tries_again_or_goes_on_by_hand(
    coach: Open, name: str, sentence: str
) -> None:
    told = coach(REFUSES.format(name=name))
    told.opening()
    expect(told.part("failure")).to_contain_text(sentence)
    expect(told.page.get_by_role("alert")).to_contain_text(sentence)
    expect(told.page.get_by_role("button", name="Try again")).to_be_focused()
    told.page.keyboard.press("Enter")
    expect(told.part("failure")).to_contain_text(sentence)
    told.page.locator(".c-refused").get_by_role("button", name="Go on by hand").click()
    assert told.answered() is False
    assert not told.page.locator("unpinch-coach").is_visible()


@pytest.mark.parametrize("reason", ["webgl", "fetch", "model", "memory"])
def test_it_says_why_the_coach_cannot_start_and_puts_the_camera_off(coach: Open, reason: str) -> None:
    told = coach(model="missing", wasm=reason)
    told.opening()
    expect(told.part("failure")).to_be_visible()
    assert told.lights() == ["ended"]


def test_it_opens_after_all_when_the_camera_is_given_at_the_second_asking(coach: Open) -> None:
    told = coach(SECOND)
    told.opening()
    told.page.get_by_role("button", name="Try again").click()
    assert told.answered() is True


def lost(told: Told, reason: str) -> None:
    """The player is told why and what was counted; the camera is off and the coach's parts are gone."""
    failed = told.until_told("failed")
    assert failed["reason"] == reason
    assert failed["text"].endswith(".")
    assert failed["summary"]["repetitions"] == 3
    assert told.lights() == ["ended"]
    expect(told.page.get_by_role("alert")).to_have_text(failed["text"])
    assert not told.part("window").is_visible()
    assert told.page.locator(".p-says").is_visible()


def counted(coach: Open) -> Told:
    told = coach().armed().hear(("rep", {"count": 3}))
    told.until_told("count")
    return told


def test_it_goes_on_by_hand_when_the_camera_is_pulled(coach: Open) -> None:
    told = counted(coach)
    told.page.evaluate("opened[0].stop(); opened[0].dispatchEvent(new Event('ended'));")
    lost(told, "pulled")


@pytest.mark.parametrize("worker", ["pose", "coach"])
def test_it_goes_on_by_hand_when_a_worker_dies(coach: Open, worker: str) -> None:
    told = counted(coach)
    told.send(worker, {"die": True})
    lost(told, "worker")
    told.complaints.clear()  # the worker's own last words


def test_it_goes_on_by_hand_when_the_person_puts_the_camera_off(coach: Open) -> None:
    told = counted(coach)
    told.page.get_by_role("button", name="Camera off").click()
    lost(told, "off")


def test_it_sees_nothing_while_the_page_is_hidden_and_goes_on_when_it_is_back(coach: Open) -> None:
    told = counted(coach)
    told.page.evaluate(AWAY % "true")
    assert told.page.evaluate("opened[0].enabled") is False
    told.echoed()
    before = told.frames()
    told.films_on()
    assert told.frames() == before
    told.page.evaluate(AWAY % "false")
    told.page.wait_for_function("(before) => got.findLast((one) => one.frames).frames > before", arg=before)
    assert told.page.evaluate("opened[0].enabled") is True


def test_it_gives_the_camera_back_when_the_page_stays_hidden(coach: Open) -> None:
    told = coach(SOON)
    told.armed().hear(("rep", {"count": 3})).until_told("count")
    told.page.evaluate(AWAY % "true")
    lost(told, "hidden")
