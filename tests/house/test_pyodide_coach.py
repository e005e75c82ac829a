"""What the comparison of the coach in the browser's Python watches, and what it packs."""

import io
import json
import zipfile

from tools.coach_walk import answers
from tools.pyodide_coach import core, recordings
from tools.pyodide_pages import differences


def test_it_packs_what_the_coach_needs_and_nothing_of_the_server() -> None:
    names = zipfile.ZipFile(io.BytesIO(core())).namelist()
    rooms = {name.split("/")[1] for name in names if name.startswith("unpinch/") and name.count("/") > 1}
    assert rooms >= {"coach", "derived", "journal", "programme"}
    assert not rooms & {"web", "exchange", "movement", "mechanics", "cli"}


def test_the_recordings_are_the_same_each_time_and_show_every_exercise_being_done() -> None:
    first = recordings()
    assert recordings() == first
    found = json.loads(answers(json.dumps(first)))["events"]
    assert all(any('"armed"' in line for line in lines) for lines in found.values())
    assert all(any('"rep"' in line or '"hold"' in line for line in lines) for lines in found.values())


def test_one_other_event_is_noticed() -> None:
    name, recording = next(iter(recordings().items()))
    here = json.loads(answers(json.dumps({name: {**recording, "frames": recording["frames"][:200]}})))["events"]
    there = {name: [line.replace('"armed"', '"lost"') for line in here[name]]}
    assert list(differences(here, here)) == []
    assert len(list(differences(here, there))) == 1
