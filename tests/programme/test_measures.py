"""The measures of a programme: words, licences, sources, and what a clinic can't change."""

from __future__ import annotations

import pytest

from tests.programme.conftest import Edit
from unpinch.journal.kinds import CHANGES, LINES_OF_RMDQ, MEASURES
from unpinch.programme import ProgrammeError, load
from unpinch.programme.model import Programme

FILE = "measures.toml"


def test_it_has_the_measures_of_the_record_each_with_licence_citation_and_source(shipped: Programme) -> None:
    assert tuple(shipped.measures) == MEASURES
    for measure in shipped.measures.values():
        assert measure.licence
        assert measure.citation
        assert measure.source


def test_every_published_change_names_its_source_and_what_is_unsure(shipped: Programme) -> None:
    rules = [scale.important for one in shipped.measures.values() for scale in one.scales if scale.important]
    assert len(rules) == 5
    for rule in rules:
        assert rule.source
        assert rule.unsure


def test_a_figure_from_memory_is_said_to_be_one(shipped: Programme) -> None:
    for measure in shipped.measures.values():
        for scale in measure.scales:
            if scale.important and "from memory" in scale.important.source:
                assert "memory" in scale.important.unsure
        if measure.licence and "from memory" in measure.source:
            assert "from memory" in measure.licence


def test_days_and_changes_are_those_of_the_evidence(shipped: Programme) -> None:
    days = {name: (one.from_day, one.every_days) for name, one in shipped.measures.items()}
    assert days == {"nprs": (0, 0), "psfs": (0, 7), "grc": (7, 7), "rmdq24": (1, 14), "sleep_confidence": (2, 14)}
    changes = {
        scale.id: (scale.important.points, scale.important.percent)
        for one in shipped.measures.values()
        for scale in one.scales
        if scale.important
    }
    assert changes == {
        "leg_pain": (2, 30),
        "back_pain": (2, 30),
        "ability": (2, 0),
        "change": (2, 0),
        "ticked": (5, 30),
    }


def test_the_roland_morris_list_is_whole(shipped: Programme) -> None:
    lines = shipped.measures["rmdq24"].lines
    assert len(lines) == LINES_OF_RMDQ
    assert lines[0].text == "I stay at home most of the time because of my back."
    assert lines[23].text == "I stay in bed most of the time because of my back."
    assert all("back" in line.text for line in lines)


def test_the_answers_of_better_or_worse_go_from_worst_to_best(shipped: Programme) -> None:
    answers = shipped.measures["grc"].answers
    assert tuple(one.id for one in answers) == CHANGES
    assert [one.value for one in answers] == [-3, -2, -1, 0, 1, 2, 3]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('because of my back." }', 'because of the pain." }', "They belong to their authors"),
        ("When your back hurts", "If your back hurts", "They belong to their authors"),
        ('id = "psfs"', 'id = "odi"', "measures holds nprs, odi"),
        ('id = "ability"\ntext', 'id = "skill"\ntext', "measures psfs.lines holds activity, skill"),
        ('id = "ability"\nname', 'id = "skill"\nname', "measures psfs.scales holds skill"),
        ('id = "same"', 'id = "equal"', "measures grc.answers holds"),
        ("high = 24", "high = 23", "goes from 0 to 23"),
        ("every_days = 0", "every_days = 7", "Only pain is never offered"),
        ("every_days = 7", "every_days = 6", "every_days is 6, beyond 7 to 84"),
        ("points = 2", "points = 1", "important.points is 1, beyond 2 to 4"),
        ("points = 5", "points = 2", "important.points is 2, beyond 5 to 9"),
        ("days = 3", "days = 1", "putting_off.days is 1, beyond 2 to 14"),
        ('source = "Stratford 1995;', 'source = "Somebody;', "'Somebody', which isn't known"),
        ('days_source = "choice"', 'days_source = "a feeling"', "'a feeling', which isn't known"),
        ('licence = "Our own', 'license = "Our own', "license is not known here"),
    ],
)
def test_it_refuses_in_words(edited: Edit, old: str, new: str, told: str) -> None:
    with pytest.raises(ProgrammeError) as refused:
        load(edited(FILE, old, new))
    assert told in str(refused.value)
