"""The moving figure in a browser: it stands where the frames say, obeys keys and pacer, yields to the still."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.figure_page import DERIVED, frames, page, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
READY = "() => document.querySelector('unpinch-figure[data-moving]')"
FIGURE = "const figure = document.querySelector('unpinch-figure'), {stage} = figure, {transport} = stage;"
BONES = f"""([clip, frame]) => {{ {FIGURE}
  transport.choose(clip);
  transport.seek(frame / (stage.motion.clip(clip).n - 1));
  stage.moment();
  const at = (bone) => bone.matrixWorld.elements.slice(12, 15).map((metres) => metres * 1000);
  return stage.room.skin.bones.slice(0, 13).map(at);
}}"""
TIME = f"() => {{ {FIGURE} return transport.shown; }}"
VIEW = f"() => {{ {FIGURE} return [stage.view.azimuth, stage.view.elevation]; }}"
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
THREE = "() => performance.getEntriesByType('resource').filter((one) => one.name.includes('three')).length"
NO_WEBGL = "HTMLCanvasElement.prototype.getContext = () => null;"
CURVES: dict[str, Any] = {
    "time_s": [0, 2, 4],
    "nerve": {
        "load_index": [0.2, 0.7, 0.2],
        "site_load_index": {"ankle": [0.1, 0.2, 0.1]},
        "excursion_mm": {"hip": [0, 5, 0]},
    },
    "tensioner_twin": {"load_index": [0.2, 0.8, 0.2], "site_load_index": {"ankle": [0.1, 0.5, 0.1]}},
    "muscle_length_change_percent": {"right": {"piriformis": [0, 10, 0]}},
    "band": {"limb_low_n": [5, 9, 5], "limb_n": [8, 14, 8], "limb_high_n": [11, 19, 11]},
}  # fmt: skip


@pytest.fixture(scope="module")
def site() -> Iterator[tuple[str, dict[str, str]]]:
    pages: dict[str, str] = {}
    with serving(pages) as address:
        yield address, pages


@pytest.fixture
def shown(painter: Browser, site: tuple[str, dict[str, str]]) -> Iterator[Callable[..., Page]]:
    """Open a page with a figure, wait until it moves; at the end nothing may have complained."""
    address, pages = site
    tabs, complaints = [], []

    def show(ready: str = READY, script: str = "", options: dict[str, Any] | None = None, **parts: str) -> Page:
        tab = painter.new_page(viewport={"width": 390, "height": 844}, **(options or {}))
        tabs.append(tab)
        tab.on("console", lambda line: complaints.append(line.text) if line.type in {"error", "warning"} else None)
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        if script:
            tab.add_init_script(script)
        tab.route("**/derived/inside.json", lambda route: route.fulfill(json={**frames(), "curves": CURVES}))
        pages["/figure"] = page(**parts)
        tab.goto(f"{address}/figure")
        if ready:
            tab.wait_for_function(ready)
        return tab

    yield show
    for tab in tabs:
        tab.close()
    assert [
        line for line in complaints if not any(word in line for word in ("favicon", "GPU stall", "WebGL", "404"))
    ] == []


def expected(motion: str, clip: str, frame: int) -> list[list[int]]:
    """Return where the file says that each segment begins, in millimetres."""
    flat = frames(motion)["clips"][clip]["origins_mm"]
    return [flat[start : start + 3] for start in range(frame * 39, frame * 39 + 39, 3)]


def apart_mm(found: list[list[float]], wanted: list[list[int]]) -> float:
    """Return the largest distance along an axis."""
    return max(abs(a - b) for row, goal in zip(found, wanted, strict=True) for a, b in zip(row, goal, strict=True))


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
    ends = {phase["to_s"] for phase in frames()["clips"]["repetition"]["phases"]}
    for share in (0.1, 0.3, 0.6, 0.9):
        tab.evaluate(f"(share) => {{ {FIGURE} transport.seek(share); }}", share)
        assert tab.evaluate(TIME) in ends


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
    tab.wait_for_timeout(200)
    assert tab.evaluate(THREE) == 0
    tab.evaluate("() => document.querySelector('unpinch-figure').scrollIntoView()")
    tab.wait_for_function(READY)
    assert any("three" in url for url in asked)


def test_it_shows_what_is_inside_when_asked(shown: Callable[..., Page]) -> None:
    tab = shown(motion="inside")
    panel = tab.get_by_role("region", name="Inside")
    assert panel.is_hidden()
    tab.get_by_role("button", name="See inside").click()
    assert (
        "0.70 of a straight-leg raise; with toes pulled up 0.80, at the ankle 0.50 instead of 0.20"
        in panel.inner_text()
    )
    assert "9 to 19 newtons" in panel.inner_text()
    assert tab.evaluate(f"() => {{ {FIGURE} return stage.inside.line.mesh.visible; }}")
    tab.get_by_role("button", name="See inside").click()
    assert panel.is_hidden()


def test_it_has_no_inside_without_curves(shown: Callable[..., Page]) -> None:
    bare = {name: value for name, value in frames().items() if name != "curves"}
    tab = shown(ready="", motion="bare", more="data-late")
    tab.route("**/derived/bare.json", lambda route: route.fulfill(json=bare))
    tab.reload()
    tab.wait_for_function(READY)
    assert tab.get_by_role("button", name="See inside").count() == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(shown: Callable[..., Page], theme: str) -> None:
    tab = shown(motion="inside", theme=theme, options={"bypass_csp": True})
    tab.get_by_role("button", name="See inside").click()
    tab.add_script_tag(path=str(AXE))
    found = tab.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]] == []


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
