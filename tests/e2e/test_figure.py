"""The moving figure in a browser: it stands where the frames say, obeys keys and pacer, yields to the still."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.e2e.figure_page import (
    BONES,
    DERIVED,
    DRAWN,
    FIGURE,
    FLOSS,
    LOOKED,
    NO_WEBGL,
    READY,
    THREE,
    TIME,
    VIEW,
    apart_mm,
    expected,
    frames,
    press,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

SHANK = f"""() => {{ {FIGURE}
  transport.seek(0.5);
  stage.moment();
  const {{mesh, geometry, header}} = stage.room.skin, {{points}} = stage.motion.pose, mean = [0, 0, 0];
  mesh.skeleton.update();
  const {{bones, weights}} = geometry.userData, shank = header.segments.indexOf('shank_r');
  const spot = mesh.position.clone();
  const all = Array.from({{length: weights.length / 4}}, (_, i) => i);
  const own = all.filter((i) => bones[i * 4] === shank && weights[i * 4] > 230);
  for (const i of own) {{
    mesh.applyBoneTransform(i, spot.fromBufferAttribute(geometry.attributes.position, i));
    spot.toArray().forEach((metres, axis) => {{ mean[axis] += metres / own.length; }});
  }}
  const [knee, ankle] = ['knee_r', 'ankle_r'].map((name) => stage.motion.data.joints.indexOf(name) * 3);
  return mean.map((metres, axis) => Math.abs(metres - (points[knee + axis] + points[ankle + axis]) / 2));
}}"""
"""How far (metres, each axis) the middle of the right shank's skin lies from the middle between knee and ankle."""


@pytest.mark.parametrize(
    ("motion", "body"), [("clamshell_1", "f"), ("nerve_floss_2", "m"), ("seated_hinge_1", "older")]
)
def test_its_bones_stand_where_the_frames_say(shown: Callable[..., Page], motion: str, body: str) -> None:
    tab = shown(motion=motion, body=body)
    for clip in ("in", "repetition", "out"):
        for frame in (0, 13, frames(motion)["clips"][clip]["n"] - 1):
            assert apart_mm(tab.evaluate(BONES, [clip, frame]), expected(motion, clip, frame)) < 1


def test_it_mirrors_to_the_side_of_the_person(shown: Callable[..., Page]) -> None:
    names = frames()["segments"]
    other = [
        names.index(name[:-1] + {"r": "l", "l": "r"}[name[-1]]) if name[-2] == "_" else i
        for i, name in enumerate(names)
    ]
    found = shown(side="left").evaluate(BONES, ["repetition", 40])
    wanted = [[x, y, -z] for x, y, z in (expected("clamshell_1", "repetition", 40)[i] for i in other)]
    assert apart_mm(found, wanted) < 1


def test_its_skin_stays_round_its_bones(shown: Callable[..., Page]) -> None:
    assert max(shown(motion="bridge_2").evaluate(SHANK)) < 0.06


def test_it_follows_the_pacer_within_a_frame(shown: Callable[..., Page]) -> None:
    tab = shown(more="data-led")
    for name, share, wanted_s in (("open", 0.25, 0.5), ("close", 0.5, 3.0), ("close", 1, 4.0)):
        assert tab.evaluate(
            "([name, share]) => document.querySelector('unpinch-figure').follow(name, share)", [name, share]
        )
        assert abs(tab.evaluate(TIME) - wanted_s) < 1 / 30
    assert not tab.evaluate("() => document.querySelector('unpinch-figure').follow('no such phase', 0)")
    assert tab.get_by_role("button", name="Play").count() == 0


def test_it_takes_up_a_pacer_that_led_before_it_was_ready(shown: Callable[..., Page]) -> None:
    tab = shown(ready="", more="data-led")
    tab.wait_for_function("() => customElements.get('unpinch-figure')")
    tab.evaluate("() => document.querySelector('unpinch-figure').follow('close', 0.5)")
    tab.wait_for_function(READY)
    assert abs(tab.evaluate(TIME) - 3.0) < 1 / 30


def test_all_controls_work_by_keyboard(shown: Callable[..., Page]) -> None:
    tab = shown()
    tab.keyboard.press("Tab")
    azimuth, elevation = tab.evaluate(VIEW)
    tab.keyboard.press("ArrowRight")
    tab.keyboard.press("ArrowUp")
    turned = tab.evaluate(VIEW)
    assert turned[0] != azimuth
    assert turned[1] > elevation
    tab.keyboard.press("Home")
    assert tab.evaluate(VIEW) == [azimuth, elevation]
    tab.keyboard.press("Tab")
    tab.keyboard.press("Space")
    tab.get_by_role("button", name="Pause").wait_for()
    tab.keyboard.press("Space")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Space")
    assert tab.locator("[data-do=slow]").get_attribute("aria-pressed") == "true"
    tab.keyboard.press("Tab")
    tab.keyboard.press("Home")
    tab.keyboard.press("PageDown")
    assert tab.evaluate(TIME) == 2
    assert (tab.get_by_role("slider").get_attribute("aria-valuetext") or "").startswith("close")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    assert tab.locator("[data-do=in]").get_attribute("aria-pressed") == "true"


def test_it_says_what_the_phase_says(shown: Callable[..., Page]) -> None:
    tab = shown()
    tab.evaluate(BONES, ["repetition", 90])
    assert tab.locator(".f3-cue").inner_text() == frames()["clips"]["repetition"]["phases"][1]["cue"]


def test_it_can_be_turned_by_dragging(shown: Callable[..., Page]) -> None:
    tab = shown()
    before = tab.evaluate(VIEW)
    box = tab.locator("unpinch-figure canvas").bounding_box()
    assert box
    tab.mouse.move(box["x"] + 100, box["y"] + 100)
    tab.mouse.down()
    tab.mouse.move(box["x"] + 160, box["y"] + 120)
    tab.mouse.up()
    assert tab.evaluate(VIEW) != before


def test_it_shows_key_poses_alone_where_motion_is_reduced(shown: Callable[..., Page]) -> None:
    tab = shown(more="data-autoplay", options={"reduced_motion": "reduce"})
    assert not tab.evaluate(f"() => {{ {FIGURE} return transport.playing; }}")
    ends = [phase["to_s"] for phase in frames()["clips"]["repetition"]["phases"]]
    shown_s = []
    for share in (0.1, 0.3, 0.6, 0.9):
        tab.evaluate(f"(share) => {{ {FIGURE} transport.seek(share); }}", share)
        shown_s.append(tab.evaluate(TIME))
    assert shown_s == [0, ends[0], ends[0], ends[1]]


def test_without_webgl_the_still_stays(shown: Callable[..., Page]) -> None:
    tab = shown(ready="() => document.querySelector('.f3-said')", script=NO_WEBGL)
    assert tab.get_by_role("img", name="Still").is_visible()
    assert tab.locator("unpinch-figure canvas").is_hidden()
    assert tab.locator(".f3-controls").count() == 0


def test_the_still_comes_back_when_the_picture_is_lost_and_goes_when_it_is_back(shown: Callable[..., Page]) -> None:
    tab = shown()
    assert tab.get_by_role("img", name="Still").is_hidden()
    tab.evaluate(f"() => {{ {FIGURE} stage.room.renderer.forceContextLoss(); }}")
    tab.get_by_role("img", name="Still").wait_for(state="visible")
    assert tab.locator(".f3-controls").is_hidden()
    tab.evaluate(f"() => {{ {FIGURE} stage.room.renderer.forceContextRestore(); }}")
    tab.locator("unpinch-figure canvas").wait_for(state="visible")
    assert tab.get_by_role("img", name="Still").is_hidden()


def test_it_loads_nothing_before_it_is_near_the_window(shown: Callable[..., Page]) -> None:
    asked: list[str] = []
    far = '<p>Far.</p><svg width="10" height="3000"></svg>'
    tab = shown(ready="() => customElements.get('unpinch-figure')", before=far)
    tab.on("request", lambda request: asked.append(request.url))
    tab.evaluate(LOOKED)
    tab.wait_for_load_state("networkidle")  # what it had begun to load would be here by then
    assert tab.evaluate(THREE) == 0
    tab.evaluate("() => document.querySelector('unpinch-figure').scrollIntoView()")
    tab.wait_for_function(READY)
    assert any("three" in url for url in asked)


def test_the_person_chooses_the_side_it_is_shown_on(shown: Callable[..., Page]) -> None:
    tab = shown(motion=FLOSS)
    before = tab.evaluate(VIEW)
    press(tab, "See inside", "My left")
    wanted = [[x, y, -z] for x, y, z in expected(FLOSS, "repetition", 40)]
    assert apart_mm([tab.evaluate(BONES, ["repetition", 40])[0]], [wanted[0]]) < 1
    assert tab.evaluate(f"() => {{ {FIGURE} return stage.inside.line.side; }}") == "l"
    assert tab.evaluate(VIEW) == [-before[0], before[1]]
    assert tab.locator("[data-do=side_left]").get_attribute("aria-pressed") == "true"


def test_it_says_that_getting_in_is_not_reckoned(shown: Callable[..., Page]) -> None:
    tab = shown(motion=FLOSS)
    press(tab, "See inside")
    aside = tab.get_by_text("The bars show where the move begins.")
    assert not aside.is_visible()
    press(tab, "Get in")
    aside.wait_for()


def test_the_slider_says_where_a_stopped_move_stands(shown: Callable[..., Page]) -> None:
    tab = shown(motion="clamshell_1")
    tab.evaluate(f"() => {{ {FIGURE} transport.play(); transport.tick(2.5); stage.again(); }}")
    press(tab, "Pause")
    assert (tab.get_by_role("slider").get_attribute("aria-valuetext") or "").startswith("close")


def test_a_move_of_both_legs_has_no_side_to_choose(shown: Callable[..., Page]) -> None:
    assert shown(motion="bridge_2").get_by_role("group", name="Side").count() == 0


def test_a_led_figure_leaves_the_view_to_the_person(shown: Callable[..., Page]) -> None:
    tab = shown(motion=FLOSS, more="data-led")
    before = tab.evaluate(VIEW)
    press(tab, "Turn left")
    assert tab.evaluate(VIEW) != before
    press(tab, "Best view")
    assert tab.evaluate(VIEW) == before
    assert tab.locator(".f3-controls button").count() == 3


def test_a_figure_that_waits_to_be_asked_loads_nothing_before(shown: Callable[..., Page]) -> None:
    tab = shown(ready="() => document.querySelector('.f3-ask')", motion="calves_on_chair_0", more='data-ask="Show me"')
    assert tab.evaluate(THREE) == 0
    assert tab.get_by_role("img", name="Still").is_visible()
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    tab.wait_for_function(READY)
    tab.locator("[data-clip=in][aria-pressed=true]").wait_for()
    assert tab.locator(".f3-ask").count() == 0


def test_a_figure_that_waits_to_be_asked_does_not_offer_what_it_can_not_show(shown: Callable[..., Page]) -> None:
    tab = shown(ready="() => customElements.get('unpinch-figure')", script=NO_WEBGL, more='data-ask="Show me"')
    assert tab.get_by_role("button").count() == 0
    assert tab.get_by_role("img", name="Still").is_visible()


def test_it_stands_still_while_nobody_sees_it(shown: Callable[..., Page]) -> None:
    far = '<svg width="10" height="3000"></svg>'
    tab = shown(before=f"{far}<p>End.</p>", ready="() => customElements.get('unpinch-figure')")
    tab.evaluate("() => document.querySelector('unpinch-figure').scrollIntoView()")
    tab.wait_for_function(READY)
    press(tab, "Play")
    tab.evaluate("() => scrollTo(0, 0)")
    tab.wait_for_function(f"() => {{ {FIGURE} return stage.loop.unseen; }}")
    before = tab.evaluate(TIME)
    tab.evaluate(DRAWN)
    assert tab.evaluate(TIME) == before


def test_it_has_no_inside_without_curves(shown: Callable[..., Page]) -> None:
    bare = {name: value for name, value in frames().items() if name != "curves"}
    tab = shown(ready="", motion="bare", more="data-late")
    tab.route("**/derived/bare.json", lambda route: route.fulfill(json=bare))
    tab.reload()
    tab.wait_for_function(READY)
    assert tab.get_by_role("button", name="See inside").count() == 0


def test_every_level_opens(shown: Callable[..., Page]) -> None:
    tab = shown()
    for path in sorted(DERIVED.glob("*_[0-9].json")):
        json.loads(path.read_text("utf-8"))
        tab.evaluate(
            """async (name) => { const figure = document.querySelector('unpinch-figure');
            figure.dataset.motion = `/derived/${name}.json`; await figure.open();
            if (!figure.stage) throw new Error(name); }""",
            path.stem,
        )
