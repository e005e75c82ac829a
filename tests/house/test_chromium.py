import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tools import chromium


def nothing() -> None:
    return None


def a_program(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n", "utf-8")
    path.chmod(0o755)
    return str(path)


def test_what_the_variable_says_comes_first() -> None:
    environ = {"UNPINCH_CHROMIUM": sys.executable}
    assert chromium.get(environ, sources=(lambda: "/another",)) == sys.executable


def test_a_variable_that_names_no_program_is_refused_not_passed_over() -> None:
    with pytest.raises(chromium.NoChromiumError, match="UNPINCH_CHROMIUM is '/no/such', which is no program here"):
        chromium.get({"UNPINCH_CHROMIUM": "/no/such"}, sources=(lambda: "/another",))


def test_the_first_source_that_has_one_is_taken() -> None:
    assert chromium.get({}, sources=(nothing, lambda: "/second", lambda: "/third")) == "/second"


def test_without_any_it_says_what_to_install() -> None:
    with pytest.raises(chromium.NoChromiumError, match="install one, or give its path in UNPINCH_CHROMIUM"):
        chromium.get({}, sources=(nothing,))


@pytest.mark.parametrize("name", ["chromium", "google-chrome", "microsoft-edge"])
def test_it_finds_a_browser_on_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    path = a_program(tmp_path / name)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert chromium.found(mac_folders=()) == path


@pytest.mark.parametrize("program", chromium.MAC_PROGRAMS)
def test_it_finds_a_browser_among_the_applications_of_macos(tmp_path: Path, program: str) -> None:
    path = a_program(tmp_path / program)
    assert chromium.found(names=(), mac_folders=(tmp_path,)) == path


def test_apt_is_left_alone_unless_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setattr(chromium, "run", lambda command: pytest.fail("apt-get was started"))
    assert chromium.from_apt() is None


def test_the_browser_starts_and_finds_no_other_host(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<p>here</p>")
    assert page.inner_text("p") == "here"
    reached = page.evaluate("fetch('http://unpinch.invalid/').then(() => 'reached', () => 'not reached')")
    page.close()
    assert reached == "not reached"
