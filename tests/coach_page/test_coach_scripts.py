"""The coach's modules: small, each with a reason to be there, and nothing that could send what the camera sees."""

import re
from pathlib import Path

import pytest

WEB = Path(__file__).parents[2] / "src" / "unpinch" / "web" / "static"
COACH = WEB / "js" / "coach"
MODULES = sorted(COACH.glob("*.js"))
WORKERS = {"pose_worker.js", "coach_worker.js", "fetching.js"}
SENDS = ("XMLHttpRequest", "sendBeacon", "WebSocket", "EventSource", "RTCPeerConnection", "MediaRecorder", "toDataURL")
IMPORT = re.compile(r"""(?:from |import\()"\./([\w.]+)\"""")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_it_is_small_and_free_of_eval(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("// ")
    assert len(text.splitlines()) <= 125
    for word in ("eval(", "new Function", "innerHTML", "document.write", "http://", "https://", "blob:"):
        assert word not in text


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_it_has_nothing_that_could_send_or_record_a_picture(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert [word for word in SENDS if word in text] == []
    assert path.name in WORKERS or "fetch(" not in text


def test_every_module_is_loaded_by_the_element_or_is_a_workers_own() -> None:
    found = {"element.js"}
    while more := {name for one in found for name in IMPORT.findall((COACH / one).read_text("utf-8"))} - found:
        found |= more
    assert found | WORKERS == {path.name for path in MODULES}


def test_the_page_loads_little_before_the_coach_is_opened() -> None:
    text = (COACH / "element.js").read_text(encoding="utf-8")
    assert 'await import("./run.js")' in text
    assert re.findall(r'^import .* from "\./(.*)";', text, re.MULTILINE) == ["able.js", "parts.js"]
