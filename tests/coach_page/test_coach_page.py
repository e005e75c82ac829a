"""The coach in the page, with a camera and with workers that do as they are told: what is seen, said and told."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.coach_page.told import COACH, FLOSS, HOLD, VOICE, Told

Open = Callable[..., Told]
REP = ("rep", {"count": 3})
AT_ONCE = """const later = setTimeout;
globalThis.setTimeout = (act, ms, ...more) => later(act, ms === 3_000 ? 0 : ms, ...more);"""
"""What is to come after three seconds comes at once: out of position for so long, the picture grows large again."""
THREE_SECONDS = "() => new Promise((done) => { setTimeout(done, 3_000); })"
COUNTED = """() => { window.workers = [];
globalThis.Worker = class extends Worker { constructor(...all) { super(...all); workers.push(all[0]); } }; }"""
"""Notes every worker that is started."""
LOADED = (
    "() => performance.getEntriesByType('resource').map((one) => one.name).filter((name) => /coach|worker/.test(name))"
)


def test_it_loads_nothing_and_asks_for_no_camera_before_it_is_opened(coach: Open) -> None:
    told = coach()
    assert told.page.evaluate(f"{COACH}.reason()") == ""
    assert [name for name in told.page.evaluate(LOADED) if re.search(r"run|worker", name)] == []
    assert told.lights() == []
    assert not told.page.locator("unpinch-coach").is_visible()


def test_it_shows_how_far_it_has_come_and_closes_when_asked_to(coach: Open) -> None:
    told = coach(wasm="slow")
    told.opening()
    expect(told.part("waiting")).to_contain_text("6 of 21 MB")
    assert told.part("progress").evaluate("(bar) => Math.round(100 * bar.value)") == 29
    told.page.get_by_role("button", name="Go on by hand").click()
    assert told.answered() is False
    assert told.lights() == ["ended"]


def test_it_shows_the_person_and_says_that_nothing_is_kept(coach: Open) -> None:
    told = coach()
    assert told.open()
    assert told.part("video").evaluate("(video) => video.videoWidth") == 640
    assert told.part("video").evaluate("(video) => getComputedStyle(video).transform") == "matrix(-1, 0, 0, 1, 0, 0)"
    expect(told.page.get_by_text("Nothing is recorded or sent.")).to_be_visible()
    assert told.page.evaluate("opened[0].getSettings().width") == 640


def test_it_sends_the_coach_frames_in_rising_time_one_at_a_time(coach: Open) -> None:
    told = coach().begin()
    told.page.wait_for_function("() => got.filter((one) => one.frames).length >= 10")
    frames = told.page.evaluate("got.filter((one) => one.frames)")
    assert all(one["later"] and one["people"] == 1 for one in frames)
    assert told.page.evaluate("got.find((one) => one.set).set") == {
        name: FLOSS[name] for name in ("id", "exercise", "level", "side", "repetitions", "hold_s")
    }
    told.send("pose", {"silent": True})
    told.swallowed()
    before = told.frames()
    told.films_on()
    assert told.frames() == before  # no more are sent before an answer


def test_it_leads_into_the_picture_goes_green_and_out_of_the_way(coach: Open) -> None:
    told = coach().begin()
    expect(told.part("caption")).to_have_text("Nerve floss. Take the start position.")
    large = told.part("window").bounding_box()
    told.hear(("framing", {"what": "feet"}))
    expect(told.part("caption")).to_have_text("Move back until I see your feet.")
    told.hear(("armed", {}), ("framing", {"what": "good"}))
    expect(told.part("caption")).to_contain_text("Good, I see you.")
    told.until("good")
    told.until("watching")
    small = told.part("window").bounding_box()
    assert large is not None
    assert small is not None
    assert small["width"] < large["width"] / 2
    assert told.until_told("framing") == {"what": "good", "good": True}


def test_it_comes_back_large_when_the_place_is_lost_for_long(coach: Open) -> None:
    told = coach().armed()
    told.hear(("phase", {"phase": "out"}), ("framing", {"what": "start_pose"}))
    expect(told.part("caption")).to_contain_text("Take the start position")
    told.until("setup")


def test_it_counts_large_and_tells_the_player(coach: Open) -> None:
    told = coach(VOICE).armed().hear(REP, ("partial", {"count": 1}))
    expect(told.part("count")).to_have_text("3")
    expect(told.part("small")).to_have_text("of 8 · 1 not all the way")
    assert told.until_told("count") == {"count": 3, "partials": 1}
    assert (
        told.page.evaluate("said.at(-1).text") == "Good, I see you. Begin when you like."
    )  # a number doesn't cut it off


def test_it_shows_a_hold_as_a_ring_that_waits_when_the_posture_is_left(coach: Open) -> None:
    told = coach().armed(HOLD).hear(("hold", {"state": "held", "held_s": 12.0, "total_s": 12.4}))
    expect(told.part("count")).to_have_text("12")
    expect(told.part("small")).to_have_text("of 30 seconds")
    assert told.part("number").evaluate("(one) => one.style.getPropertyValue('--c-share')") == "0.413"
    told.hear(("hold", {"state": "broke", "held_s": 12.4, "total_s": 12.4}))
    expect(told.part("number")).to_have_class("c-number c-hold c-waits")
    assert told.until_told("hold") == {"held_s": 12.4, "total_s": 12.4, "state": "broke"}


def test_it_says_a_cue_large_and_praise_quietly(coach: Open) -> None:
    told = coach(VOICE).armed().hear(("fault", {"fault": "too_fast"}, "Slower."))
    expect(told.part("caption")).to_have_text("Slower.")
    assert told.until_told("cue") == {"text": "Slower.", "fault": "too_fast"}
    told.page.evaluate("performance.now = () => 1e9")  # it has been said
    told.hear(("fault_cleared", {"fault": "too_fast"}, "Good, that's it."))
    expect(told.part("caption")).to_have_attribute("data-kind", "praise")
    loud, quiet = told.page.evaluate("said.slice(-2).map(({volume}) => volume)")
    assert quiet < loud
    assert told.page.evaluate("said.every(({voice}) => voice === 'own')")


def test_it_says_nothing_of_a_fault_that_the_coach_keeps_to_itself(coach: Open) -> None:
    told = coach().armed().hear(("fault", {"fault": "too_fast"}), REP)
    told.until_told("count")
    assert told.page.evaluate("told.filter(([name]) => name === 'cue')") == []


def test_it_says_that_it_may_have_miscounted_and_sums_it_up(coach: Open) -> None:
    doubt = {"what": "number", "state": "on", "reason": "close"}
    told = coach().armed().hear(REP, ("unsure", doubt, "I'm not sure of that one. Check my count at the end."))
    expect(told.part("caption")).to_have_text("I'm not sure of that one. Check my count at the end.")
    told.hear(("unsure", doubt), ("unsure", {"what": "head_lifts", "state": "on"}))
    assert told.call("end")["doubtful"] == 2


def test_it_is_over_when_the_goal_is_reached_and_the_camera_rests(coach: Open) -> None:
    sums = {"reason": "goal", "repetitions": 8, "partials": 1, "range_percent": 96.0, "tempo_s": 4.25, "held_s": 0.0}
    told = coach().armed().hear(("done", {**sums, "faults": {}, "watched_s": 40.0, "unsure_ratio": 0.0}))
    summary = told.until_told("done")["summary"]
    assert summary == {
        "repetitions": 8, "partials": 1, "hold_s": 0, "range_percent": 96, "tempo_s": 4.3, "faults": [],
        "unsure_percent": 0, "seconds": 40, "doubtful": 0,
    }  # fmt: skip
    told.until("resting")
    assert told.page.evaluate("opened[0].enabled") is False
    assert told.call("end") == summary
    assert told.call("end") is None


def test_it_sums_up_a_set_that_the_player_ends_also_when_the_next_begins_at_once(coach: Open) -> None:
    told = coach().armed().hear(REP)
    told.until_told("count")
    second = {**FLOSS, "id": "second", "side": "right"}
    summary: dict[str, Any] = told.page.evaluate(
        f"async (set) => {{ const sums = {COACH}.end(); {COACH}.begin(set); return await sums; }}", second
    )
    assert (summary["repetitions"], summary["range_percent"], summary["tempo_s"]) == (3, 87, 4)
    told.until("setup")
    told.hear(("armed", {}))
    told.until("watching")
    expect(told.part("count")).to_have_text("0")
    assert told.page.evaluate("told.filter(([name]) => name === 'done')") == []


def test_it_tells_of_a_stop_without_hands_and_says_the_way_out_to_its_end(coach: Open) -> None:
    told = (
        coach(VOICE)
        .armed()
        .hear(REP, ("done", {"reason": "stop_signal", "repetitions": 3, "partials": 0, "held_s": 0, "faults": {}}))
    )
    assert told.until_told("stop")["summary"]["repetitions"] == 3
    assert told.page.evaluate("said.at(-1).text") == "Stopping. Bend the knee, let the band go slack, then let go."
    cut = told.page.evaluate("cut")
    told.call("close")
    assert told.page.evaluate("cut") == cut
    assert told.page.evaluate("told.filter(([name]) => name === 'done')") == []


def test_it_looks_at_nothing_while_the_player_pauses(coach: Open) -> None:
    told = coach().armed()
    told.call("pause")
    expect(told.part("caption")).to_have_text("Paused.")
    assert told.page.evaluate("opened[0].enabled") is False
    told.echoed()
    before = told.frames()
    told.films_on()
    assert told.frames() == before
    told.call("resume")
    told.page.wait_for_function("(before) => got.findLast((one) => one.frames).frames > before", arg=before)


def test_a_pause_in_the_set_up_is_a_pause_until_the_person_goes_on(coach: Open) -> None:
    told = coach(AT_ONCE).armed().hear(("phase", {"phase": "out"}), ("framing", {"what": "feet"}))
    expect(told.part("caption")).to_have_text("Move back until I see your feet.")
    told.call("pause")
    told.hear(("phase", {"phase": "lost"}), ("framing", {"what": "nobody"}))
    told.page.wait_for_function("() => told.some(([name, one]) => name === 'framing' && one.what === 'nobody')")
    told.page.evaluate(THREE_SECONDS)
    assert told.page.evaluate(f"{COACH}.dataset.state") == "paused"
    expect(told.part("caption")).to_have_text("Paused.")
    told.call("resume")
    expect(told.part("caption")).to_contain_text("see you yet.")
    told.until("setup")


def test_it_goes_on_looking_in_a_pause_by_sign_so_that_going_on_and_stop_are_seen(coach: Open) -> None:
    told = coach().armed().hear(("phase", {"phase": "paused"}))
    told.until_told("paused")
    told.until("waiting")
    told.call("pause")
    told.frames_more()
    told.hear(("phase", {"phase": "going_on"}))
    told.until_told("going_on")
    told.until("watching")


def test_it_puts_the_camera_off_when_it_is_closed_or_taken_away(coach: Open) -> None:
    told = coach().armed()
    told.call("close")
    assert told.lights() == ["ended"]
    assert not told.page.locator("unpinch-coach").is_visible()
    assert told.open()
    told.page.evaluate(f"{COACH}.remove()")
    assert told.lights() == ["ended", "ended"]


def test_it_puts_the_camera_off_when_the_page_is_left(coach: Open) -> None:
    told = coach().armed()
    told.page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))")
    assert told.lights() == ["ended"]


def test_it_lets_the_person_choose_a_camera_also_in_a_set_and_remembers_it(coach: Open) -> None:
    told = coach().begin()
    other = told.part("cameras").locator("option").nth(1)
    chosen = other.get_attribute("value")
    told.part("cameras").select_option(chosen)
    told.page.wait_for_function("() => opened.length === 2")
    told.frames_more()
    assert told.lights() == ["ended", "live"]
    assert told.page.evaluate("localStorage.getItem('unpinch:coach:camera')") == chosen
    told.call("close")
    assert told.open()
    assert told.page.evaluate("opened[2].getSettings().deviceId") == chosen


def test_it_keeps_the_volume_and_the_silence_on_this_device(coach: Open) -> None:
    told = coach(VOICE)
    assert told.open()
    told.part("volume").fill("35")
    told.page.get_by_role("button", name="Voice on").click()
    kept = told.page.evaluate("Object.entries(localStorage)")
    assert sorted(map(tuple, kept)) == [("unpinch:coach:voice", "off"), ("unpinch:coach:volume", "0.35")]
    said = told.page.evaluate("said.length")
    told.armed()
    assert told.page.evaluate("said.length") == said


@pytest.mark.parametrize(("far", "sentence"), [(True, "no voice of its own"), (False, "")])
def test_it_is_silent_rather_than_send_words_away(coach: Open, far: bool, sentence: str) -> None:  # noqa: FBT001
    told = coach(VOICE + ("voices.pop();" if far else ""))
    assert told.open()
    expect(told.part("silent")).to_contain_text(sentence)
    told.armed()
    assert (told.page.evaluate("said.length") == 0) is far


def test_it_offers_a_lighter_model_when_frames_are_slow_and_changes_nothing_by_itself(coach: Open) -> None:
    told = coach()
    told.page.evaluate(COUNTED)
    told.begin()
    told.send("pose", {"took_ms": 250})
    expect(told.part("offer")).to_be_visible()
    expect(told.part("offer")).to_contain_text("less exactly")
    assert len(told.page.evaluate("workers")) == 2
    told.send("pose", {"took_ms": 20})
    told.page.get_by_role("button", name="Lighter model").click()
    told.page.wait_for_function("() => workers.length === 3")
    told.frames_more()
    expect(told.part("offer")).to_be_hidden()


def test_it_asks_for_light_in_a_dark_room(coach: Open) -> None:
    told = coach()
    told.page.evaluate("CanvasRenderingContext2D.prototype.getImageData = () => ({data: new Uint8ClampedArray(3072)})")
    told.begin().hear(("framing", {"what": "nobody"}))
    expect(told.part("caption")).to_have_text("A little more light, please.")
