"""The camera in a session, with a stand-in for the coach: offered, opened by a tap, counting, stopped, put right."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.e2e import pages, ways
from tests.e2e.served import MORNING, Served
from tests.e2e.test_access import AXE, NARROW, RUN, THUMB_PX, TOO_SMALL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.e2e.tabs import Tab, Tabs

STAND_IN = Path(__file__).with_name("stand_in_coach.js")
OFFER, TURN_ON = "Let the camera count", "Turn the camera on"
SUMMARY = {
    "repetitions": 4, "partials": 1, "hold_s": 0, "range_percent": 91, "tempo_s": 6.24, "seconds": 31,
    "faults": ["toes_back_at_the_end", "not_in_the_programme"], "unsure_percent": 33,
}  # fmt: skip
SEEN = {
    "partials": 1, "range_percent": 91, "tempo_ms": 6240, "faults": ["toes_back_at_the_end"], "unsure_percent": 33,
}  # fmt: skip
CUT = "net::ERR"


@pytest.fixture(scope="module")
def camera_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with Served(tmp_path_factory.mktemp("camera") / "data", more=("camera",)) as served:
        yield served.come_in()


@pytest.fixture
def watched(camera_server: Served) -> Served:
    camera_server.set(MORNING)
    return camera_server


@pytest.fixture
def tab(watched: Served, tabs: Tabs) -> Tab:
    """Someone with a quiet leg, in front of the set-up of the floss."""
    return someone(watched, tabs)


def someone(served: Served, tabs: Tabs, script: str = "", **options: Any) -> Tab:
    root = served.someone(ways.checked_in(served.moment, leg=0).lines)
    return begun(served, tabs, root, script, **options)


def begun(served: Served, tabs: Tabs, root: str, script: str = "", **options: Any) -> Tab:
    context = tabs.context(served, cookie=True, **options)
    context.add_init_script(path=STAND_IN)
    if script:
        context.add_init_script(script)
    tab = tabs.tab(context, served, root)
    ways.begin(tab)
    return tab


def tell(tab: Tab, name: str, **detail: Any) -> None:
    """Let the stand-in tell something, and the page draw it."""
    say(tab, name, **detail)
    tab.blink()


def say(tab: Tab, name: str, **detail: Any) -> None:
    tab.page.locator("unpinch-coach").evaluate("(coach, told) => coach.tell(...told)", [name, detail])


def asked(tab: Tab) -> list[str]:
    """Return what was asked of the stand-in so far."""
    names: list[str] = tab.page.evaluate("coachAsked.map(([name]) => name)")
    return names


def turn_on(tab: Tab) -> None:
    tab.press(OFFER)
    tab.blink()
    tab.press(TURN_ON)
    expect(tab.page.get_by_role("button", name="Turn the camera off")).to_be_visible()


def watch(tab: Tab) -> None:
    """Turn the camera on, and begin a set before it."""
    turn_on(tab)
    tab.press(ways.READY)
    tab.blink()
    tell(tab, "armed")


def sets(tab: Tab) -> list[dict[str, Any]]:
    ways.delivered(tab)
    return [entry["values"] for entry in tab.served.record(tab.root) if entry["kind"] == "set_done"]


def seen_in(values: dict[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in SEEN if name in values}


# -- the offer ---------------------------------------------------------------------------------------------------------


def test_it_is_offered_only_where_the_installation_does(served: Served, tabs: Tabs) -> None:
    tab = someone(served, tabs)
    expect(tab.page.get_by_role("button", name=ways.READY)).to_be_visible()
    assert tab.page.locator("unpinch-coach, [data-camera], [data-panel=camera]").count() == 0


def test_it_is_offered_and_begins_only_by_a_tap_after_the_stop_is_taught(tab: Tab) -> None:
    assert asked(tab) == []
    tab.press(OFFER)
    tab.headed("First: how to stop without your hands")
    panel = tab.page.locator("[data-panel=camera]")
    expect(panel).to_contain_text("Bend the knee, put the foot down, and keep still.")
    expect(panel).to_contain_text("After 3 seconds it pauses, until you move on. After 10 seconds it stops.")
    expect(panel).to_contain_text("Its pictures stay on this device.")
    assert asked(tab) == []
    tab.press("Not now")
    expect(tab.page.get_by_role("button", name=OFFER)).to_be_visible()
    turn_on(tab)
    expect(tab.page.get_by_text("The camera is on: without your hands").first).to_be_visible()
    assert asked(tab) == ["close", "open"]


def test_it_teaches_the_arms_where_no_hand_holds_a_band(tab: Tab) -> None:
    turn_on(tab)
    tab.press("Skip")
    tab.headed("Clamshell")
    on = tab.page.locator("[data-panel=setup] .camera-on").locator("visible=true")
    expect(on).to_contain_text("Raise one arm straight up: it pauses, until you lower it.")
    expect(on).to_contain_text("Raise both arms straight up: it stops.")


def test_where_it_cannot_count_it_says_why_behind_a_tap(watched: Served, tabs: Tabs) -> None:
    tab = someone(watched, tabs, "window.coachReason = 'This browser has no camera.'")
    expect(tab.page.get_by_role("button", name=OFFER)).to_be_hidden()
    tab.page.get_by_text("The camera can\N{RIGHT SINGLE QUOTATION MARK}t count here").click()
    expect(tab.page.get_by_text("This browser has no camera.")).to_be_visible()


def test_a_camera_that_does_not_open_leaves_everything_as_it_was(watched: Served, tabs: Tabs) -> None:
    tab = someone(watched, tabs, "window.coachOpens = false")
    tab.press(OFFER)
    tab.blink()
    tab.press(TURN_ON)
    expect(tab.page.get_by_role("button", name=OFFER)).to_be_visible()
    tab.press(ways.READY)
    tab.blink()
    expect(ways.slot(tab, "small")).to_have_text("Get ready")


def test_the_settings_turn_the_offer_off(watched: Served, tabs: Tabs) -> None:
    root = watched.someone(ways.checked_in(watched.moment, leg=0).lines)
    tab = tabs.new(watched, root)
    tab.go("/settings")
    tab.tick("camera", "no")
    tab.page.locator("form:has(input[name=camera])").get_by_role("button", name="Save").click()
    tab.carried()
    ways.begin(tab)
    assert tab.page.locator("unpinch-coach, [data-camera], [data-panel=camera]").count() == 0


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_its_screens_can_be_read_and_hit_by_everybody(watched: Served, tabs: Tabs, size: str) -> None:
    tab = someone(watched, tabs, size=size, reduced_motion="reduce", ticking=True)
    tab.page.evaluate(AXE)
    fair(tab)
    tab.press(OFFER)
    fair(tab)
    tab.press(TURN_ON)
    fair(tab)
    tab.press(ways.READY)
    fair(tab)
    say(tab, "armed")
    say(tab, "done", summary=SUMMARY)
    fair(tab)
    tab.page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    fair(tab)


def fair(tab: Tab) -> None:
    """See that axe finds nothing, nothing runs off to the side, and a thumb hits every control."""
    tab.page.evaluate("new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => drawn())))")
    found = tab.page.evaluate(RUN, None)
    assert [(one["id"], [node["html"][:80] for node in one["nodes"]]) for one in found["violations"]] == []
    assert tab.page.evaluate("document.scrollingElement.scrollWidth - innerWidth") <= 0
    assert tab.page.evaluate(TOO_SMALL, THUMB_PX) == []


# -- a set -------------------------------------------------------------------------------------------------------------


def test_the_coach_counts_and_the_saved_set_says_what_it_saw(tab: Tab) -> None:
    turn_on(tab)
    tab.press(ways.READY)
    tab.pass_s(120)
    expect(ways.slot(tab, "small")).to_have_text("Get into position")
    expect(ways.slot(tab, "count")).to_be_empty()
    tell(tab, "armed")
    tell(tab, "count", count=3, partials=1)
    expect(ways.slot(tab, "count")).to_have_text("3")
    expect(ways.slot(tab, "small")).to_have_text("of 5")
    tab.pass_s(120)
    expect(ways.slot(tab, "count")).to_have_text("3")
    tell(tab, "done", summary=SUMMARY)
    tab.headed("How did that feel?")
    expect(tab.page.locator("[data-panel=felt] [data-mend]")).to_contain_text("The camera counted")
    expect(tab.page.locator("[data-panel=felt] output")).to_have_text("4 times")
    tab.press("Same or better")
    (done,) = sets(tab)
    assert (done["repetitions"], done["source"], seen_in(done)) == (4, "camera", SEEN)
    begin = tab.page.evaluate("coachAsked.find(([name]) => name === 'begin')[1]")
    assert {name: begin[name] for name in ("exercise", "level", "side", "repetitions", "hold_s", "name")} == {
        "exercise": "nerve_floss", "level": 1, "side": "left", "repetitions": 5, "hold_s": 0, "name": "Nerve floss",
    }  # fmt: skip
    assert asked(tab) == ["open", "begin"]


def test_a_count_that_the_coach_doubts_says_so_beside_the_number(tab: Tab) -> None:
    turn_on(tab)
    tab.press(ways.READY)
    tell(tab, "armed")
    tell(tab, "done", summary={**SUMMARY, "doubtful": 1})
    tab.headed("How did that feel?")
    expect(tab.page.locator("[data-panel=felt] [data-mend]")).to_contain_text("The camera saw about")
    tab.press("Same or better")
    (done,) = sets(tab)
    assert (done["repetitions"], seen_in(done)) == (4, SEEN)


def owning_a_heavy_band(served: Served) -> str:
    """Return somebody whose plan has the leg traction, because there is a band for it."""
    record = ways.diary(served.moment).ready()
    for colour in ("yellow", "blue", "gold"):
        record.band(type="flat", brand="TheraBand", colour=colour, rest_mm=2000, latex=False)
    record.check_in(leg=3)
    return served.someone(record.lines)


def test_the_coach_times_a_hold(watched: Served, tabs: Tabs) -> None:
    tab = begun(watched, tabs, owning_a_heavy_band(watched))
    tab.press("Skip")
    tab.headed("Leg traction")
    watch(tab)
    tell(tab, "hold", held_s=6.2, total_s=6.2, state="held")
    expect(ways.slot(tab, "count")).to_have_text("24")
    expect(ways.slot(tab, "small")).to_have_text("seconds left")
    tab.pass_s(60)
    expect(ways.slot(tab, "count")).to_have_text("24")
    tell(tab, "done", summary={**SUMMARY, "repetitions": 0, "hold_s": 28, "faults": ["leg_tensed"]})
    expect(tab.page.locator("unpinch-player output, [data-panel=felt] output").locator("visible=true")).to_have_text(
        "28 seconds"
    )
    done = sets(tab)[-1]
    assert (done["hold_s"], done["source"], done["faults"]) == (28, "camera", ["leg_tensed"])
    assert "repetitions" not in done


def test_a_hold_that_the_camera_cant_tell_goes_by_the_clock(watched: Served, tabs: Tabs) -> None:
    tab = begun(watched, tabs, watched.someone(pages.shown("today", MORNING).lines))
    turn_on(tab)
    tab.press("Skip")
    tab.headed("Cross-body release")
    away = tab.page.locator("[data-panel=setup] .camera-away").locator("visible=true")
    expect(away).to_contain_text("No camera in this one: the move is too small for it to see.")
    tab.press(ways.READY)
    tab.pass_s(ways.COUNTED_IN_S)
    note = ways.slot(tab, "note")
    expect(note).to_have_text("The camera rests: this move is too small for it. Follow the count here.")
    assert tab.page.evaluate("coachAsked.filter(([name]) => name === 'say')") == [["say", note.inner_text(), "hint"]]
    before = int(ways.slot(tab, "count").inner_text())
    tab.pass_s(5)
    assert int(ways.slot(tab, "count").inner_text()) == before - 5
    tab.pass_s(before)
    done = sets(tab)[-1]
    assert (done["exercise"], done["source"]) == ("cross_body", "hand")
    assert asked(tab).count("begin") == 0


def test_it_isnt_offered_at_a_set_that_it_cant_tell(watched: Served, tabs: Tabs) -> None:
    tab = begun(watched, tabs, watched.someone(pages.shown("today", MORNING).lines))
    expect(tab.page.get_by_role("button", name=OFFER)).to_be_visible()
    tab.press("Skip")
    tab.headed("Cross-body release")
    expect(tab.page.get_by_text("No camera in this one").locator("visible=true")).to_be_visible()
    expect(tab.page.get_by_role("button", name=OFFER)).to_be_hidden()


def test_a_set_ended_by_hand_keeps_what_was_counted_so_far(tab: Tab) -> None:
    watch(tab)
    tell(tab, "count", count=2, partials=0)
    tab.page.locator("unpinch-coach").evaluate("(coach, summary) => { coach.summary = summary; }", SUMMARY)
    tab.press("I did it")
    tab.headed("How did that feel?")
    (done,) = sets(tab)
    assert (done["repetitions"], done["source"]) == (4, "camera")
    assert asked(tab) == ["open", "begin", "end"]


def test_a_set_that_is_left_is_ended_for_the_coach_too(tab: Tab) -> None:
    watch(tab)
    tab.press("Skip")
    tab.headed("Clamshell")
    assert asked(tab) == ["open", "begin", "end"]
    assert sets(tab) == []


# -- without hands -----------------------------------------------------------------------------------------------------


def test_a_pause_without_hands_is_a_pause(tab: Tab) -> None:
    watch(tab)
    tell(tab, "count", count=2, partials=0)
    tell(tab, "paused")
    expect(tab.page.get_by_text("Take the time you need.")).to_be_visible()
    tell(tab, "going_on")
    expect(ways.slot(tab, "count")).to_have_text("2")
    assert asked(tab) == ["open", "begin"]
    tab.press("Pause")
    tab.press("Go on")
    assert asked(tab)[2:] == ["pause", "resume"]


def test_a_look_at_the_set_up_in_a_pause_loses_nothing(tab: Tab) -> None:
    watch(tab)
    tell(tab, "count", count=2, partials=0)
    for button in ("Pause", "Set-up", "Back to the pause", "Go on"):
        tab.press(button)
        tab.blink()
    expect(ways.slot(tab, "count")).to_have_text("2")
    assert asked(tab) == ["open", "begin", "pause", "resume"]


def test_a_stop_without_hands_is_a_stop_like_any_other(watched: Served, tabs: Tabs) -> None:
    stopped = []
    for by_hand in (False, True):
        tab = someone(watched, tabs)
        watch(tab)
        if by_hand:
            ways.stop(tab)
        else:
            tell(tab, "stop")
        tab.headed("Good that you stopped.")
        ways.delivered(tab)
        last = tab.served.record(tab.root)[-1]
        stopped.append((last["kind"], {**last["values"], "session": ""}))
        assert asked(tab) == ["open", "begin", "close"]
        ways.say_why(tab, "tingling")
        tab.headed("Rest a moment.")
    assert stopped[0] == stopped[1]
    assert stopped[0][0] == "stopped"


def test_a_stop_in_another_tab_turns_the_camera_off(watched: Served, tabs: Tabs) -> None:
    root = watched.someone(ways.checked_in(watched.moment, leg=0).lines)
    context = tabs.context(watched, cookie=True)
    context.add_init_script(path=STAND_IN)
    first = tabs.tab(context, watched, root)
    ways.begin(first)
    second = tabs.tab(context, watched, root)
    second.page.goto(first.page.url)
    watch(first)
    ways.stop(second)
    first.headed("Good that you stopped.")
    assert asked(first)[:3] == ["open", "begin", "close"]
    assert first.served.kinds(root)[-1] == "stopped"


# -- when it fails -----------------------------------------------------------------------------------------------------


def test_a_camera_that_fails_in_a_set_leaves_the_pace_to_go_on_from_its_count(tab: Tab) -> None:
    watch(tab)
    tell(tab, "count", count=3, partials=0)
    tell(tab, "failed", reason="camera", text="The camera was pulled out.")
    note = tab.page.locator("unpinch-player [data-note]")
    expect(note).to_have_text("The camera was pulled out. The camera had counted 3. We go on from there.")
    expect(ways.slot(tab, "count")).to_have_text("4")
    tab.pass_s(13)
    tab.headed("How did that feel?")
    expect(tab.page.locator("[data-panel=felt] output")).to_have_text("5 times")
    expect(tab.page.locator("[data-panel=felt] [data-mend]")).to_contain_text("In your diary")
    tab.press("One less")
    tab.press("Same or better")
    saved, right = sets(tab)
    assert (saved["repetitions"], saved["source"], right["repetitions"]) == (5, "hand", 4)
    assert asked(tab) == ["open", "begin"]


def test_a_page_loaded_anew_waits_to_go_on_by_hand_from_the_count(tab: Tab) -> None:
    watch(tab)
    tell(tab, "count", count=2, partials=0)
    tab.pass_s(1)
    tab.page.reload()
    tab.blink()
    expect(tab.page.locator("unpinch-player [data-note]")).to_contain_text("The camera had counted 2.")
    tab.pass_s(60)
    expect(tab.page.get_by_text("Take the time you need.")).to_be_visible()
    tab.press("Go on")
    tab.blink()
    expect(ways.slot(tab, "count")).to_have_text("3")
    assert asked(tab) == []


def test_without_a_network_a_counted_set_waits_and_arrives_whole(tmp_path: Path, tabs: Tabs) -> None:
    with Served(tmp_path / "data", more=("camera",)) as own:
        own.come_in()
        tab = someone(own, tabs)
        tab.foresee(CUT)
        watch(tab)
        own.cut()
        tell(tab, "done", summary=SUMMARY)
        tab.headed("How did that feel?")
        tab.press("One more")
        tab.press("Same or better")
        own.start()
        saved, right = sets(tab)
        assert (saved["source"], right["source"], right["repetitions"]) == ("camera", "hand", 5)
        assert own.kinds(tab.root)[-3:] == ["set_done", "set_done", "felt"]


# -- the number --------------------------------------------------------------------------------------------------------


def test_the_number_is_put_right_before_the_answer_and_keeps_what_was_seen(tab: Tab) -> None:
    watch(tab)
    tell(tab, "done", summary=SUMMARY)
    tab.headed("How did that feel?")
    for key in ("+", "+", "+", "-"):
        tab.page.keyboard.press(key)
    tab.blink()
    output = tab.page.locator("[data-panel=felt] output")
    expect(output).to_have_text("6 times")
    tab.pass_s(1)
    tab.page.reload()
    tab.blink()
    expect(output).to_have_text("6 times")
    tab.press("Same or better")
    saved, right = sets(tab)
    first, correction, felt = [entry for entry in tab.served.record(tab.root) if entry["kind"] in {"set_done", "felt"}]
    assert (saved["repetitions"], saved["source"]) == (4, "camera")
    assert (right["repetitions"], right["source"], right["replaces"], seen_in(right)) == (6, "hand", first["id"], SEEN)
    assert (first["kind"], correction["kind"], felt["kind"]) == ("set_done", "set_done", "felt")
    tab.go("/diary")
    expect(tab.page.get_by_text("Nerve floss, left leg, 6 times")).to_be_visible()
    expect(tab.page.get_by_text("The number was put right by hand.")).to_be_visible()


def test_a_number_left_as_it_is_writes_nothing_more(tab: Tab) -> None:
    watch(tab)
    tell(tab, "done", summary=SUMMARY)
    tab.press("One more")
    tab.press("One less")
    tab.press("Same or better")
    assert len(sets(tab)) == 1


def test_a_set_counted_by_hand_asks_nothing_about_its_number(tab: Tab) -> None:
    tab.press(ways.READY)
    ways.do_set(tab, 30)
    tab.headed("How did that feel?")
    expect(tab.page.locator("[data-panel=felt] [data-mend]")).to_be_hidden()
    (done,) = sets(tab)
    assert (done["repetitions"], done["source"], seen_in(done)) == (5, "hand", {})


def test_between_two_sets_the_number_is_put_right_in_the_rest(tab: Tab) -> None:
    turn_on(tab)
    tab.press("Skip")
    tab.headed("Clamshell")
    tab.press(ways.READY)
    tell(tab, "armed")
    tell(tab, "done", summary={**SUMMARY, "repetitions": 7, "faults": []})
    expect(ways.slot(tab, "small")).to_have_text("Rest")
    tab.press("One more")
    tab.pass_s(61)
    expect(ways.slot(tab, "small")).to_have_text("Get into position")
    assert [(one["index"], one["repetitions"]) for one in sets(tab)] == [(1, 7), (1, 8)]
    assert asked(tab) == ["open", "begin", "begin"]
