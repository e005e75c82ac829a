from pathlib import Path

import pytest

from tools import bootstrap


@pytest.fixture
def installs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """A checkout of its own, whose pip only remembers what it was asked for."""
    for name in bootstrap.PYTHON_INPUTS:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, "utf-8")
    (tmp_path / ".venv").mkdir()
    asked: list[tuple[str, ...]] = []
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(bootstrap, "pip_install", lambda *what: asked.append(what))
    return asked


def test_running_installs_what_its_pages_need(installs: list[tuple[str, ...]]) -> None:
    bootstrap.ensure_packages("run")
    assert installs == [("--editable", ".[lan,report]")]


def test_a_second_start_installs_nothing(installs: list[tuple[str, ...]]) -> None:
    bootstrap.ensure_packages("run")
    bootstrap.ensure_packages("run")
    assert len(installs) == 1


def test_what_the_tests_need_does_for_running(installs: list[tuple[str, ...]]) -> None:
    bootstrap.ensure_packages("dev")
    bootstrap.ensure_packages("run")
    assert installs == [("--editable", ".[dev,lan,postgres,report]")]


def test_what_running_needs_does_not_do_for_the_tests(installs: list[tuple[str, ...]]) -> None:
    bootstrap.ensure_packages("run")
    bootstrap.ensure_packages("dev")
    assert installs == [("--editable", ".[lan,report]"), ("--editable", ".[dev,lan,postgres,report]")]


@pytest.mark.parametrize("name", bootstrap.PYTHON_INPUTS)
def test_a_changed_file_installs_anew(installs: list[tuple[str, ...]], name: str) -> None:
    bootstrap.ensure_packages("run")
    (bootstrap.ROOT / name).write_text("changed", "utf-8")
    bootstrap.ensure_packages("run")
    assert len(installs) == 2


def test_a_failed_install_is_tried_again(installs: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*what: str) -> None:
        raise bootstrap.BootstrapError("no network")

    with monkeypatch.context() as patch:
        patch.setattr(bootstrap, "pip_install", fail)
        with pytest.raises(bootstrap.BootstrapError):
            bootstrap.ensure_packages("run")
    bootstrap.ensure_packages("run")
    assert len(installs) == 1


def test_a_venv_of_another_python_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[list[str]] = []
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(bootstrap, "venv_version", lambda: "3.0.1")
    monkeypatch.setattr(bootstrap, "run", lambda command, failure: made.append(command))
    bootstrap.ensure_venv()
    assert made[0][1:] == ["-m", "venv", str(tmp_path / ".venv")]
