"""Ways in which a diary grows: what keeps something of an earlier record must see each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.builders import Diary


def grow_by_a_session(diary: Diary) -> None:
    diary.session(floss=5)


def grow_by_a_correction(diary: Diary) -> None:
    diary.wait(minutes=30)
    checked = next(entry for entry in reversed(diary.entries) if entry.kind == "check_in")
    diary.correct(checked, left_leg_pain=7, left_worst_leg_pain=7)


def grow_by_an_alarm(diary: Diary) -> None:
    diary.screening("event", yes=["saddle"])


def grow_by_the_same_id_with_other_content(diary: Diary) -> None:
    diary.add("screening", {"scope": "event", "yes": ["saddle"], "no": [], "not_sure": []}, id=diary.entries[-1].id)


def grow_by_an_entry_ahead(diary: Diary) -> None:
    diary.add("resume", {}, at="2026-05-01T09:00:00+00:00")
