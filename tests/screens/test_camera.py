"""The camera in the pages: offered or not, the stop taught in the words of the exercise, what it saw told plainly."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders import Diary, shipped
from tests.screens.visiting import Visit
from unpinch.coach.forms import FORMS
from unpinch.journal import KINDS
from unpinch.screens import camera, seen

SEEN = {
    "partials": 2,
    "range_percent": 88,
    "tempo_ms": 6200,
    "faults": ["knees_fall_in", "arching"],
    "unsure_percent": 33,
}


def told(**values: Any) -> str:
    return seen.told(shipped(), {"exercise": "bridge", **values})


def with_set(**more: Any) -> Visit:
    visit = Visit(Diary().ready())
    diary = visit.diary
    diary.add("set_done", {**diary.place("bridge"), "repetitions": 8, "source": "camera", **SEEN, **more})
    return visit


# -- what it saw -------------------------------------------------------------------------------------------------------


def test_it_tells_what_was_seen_in_plain_words() -> None:
    assert told(source="camera", repetitions=8, **SEEN) == (
        "Counted by the camera: 8. It was unsure a third of the time. "
        "Seen: the knees fall inward; the back arches at the top."
    )


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"source": "hand", "repetitions": 8}, ""),
        ({"repetitions": 8}, ""),
        ({"source": "camera", "repetitions": 0}, "Counted by the camera: 0."),
        ({"source": "camera", "hold_s": 24}, "Timed by the camera: 24 seconds."),
        ({"source": "camera"}, "Watched by the camera."),
        (
            {"source": "hand", "repetitions": 8, "unsure_percent": 4},
            "The camera watched. The number was put right by hand.",
        ),
        ({"source": "camera", "unsure_percent": 100}, "Watched by the camera. It was unsure all the time."),
        ({"source": "camera", "faults": ["no_such"]}, "Watched by the camera. Seen: no such."),
    ],
)
def test_it_says_no_more_than_is_known(values: dict[str, Any], text: str) -> None:
    assert told(**values) == text


def test_it_has_the_programmes_words_for_every_fault_the_coach_can_see() -> None:
    for exercise, forms in FORMS.items():
        known = {fault.id for fault in shipped().exercises[exercise].faults}
        assert {form.id for form in forms} <= known


def test_few_repetitions_are_no_failure_in_words() -> None:
    text = told(source="camera", repetitions=1, partials=5).lower()
    assert not {word for word in ("only", "just", "fail", "missed", "too few") if word in text}


# -- in the diary ------------------------------------------------------------------------------------------------------


def test_the_diary_tells_it_under_the_set() -> None:
    visit = with_set()
    visit.get("/diary")
    line = visit.page["days"][0]["entries"][0]
    assert line["text"] == "Set done: Bridge, 8 times"
    assert line["detail"].startswith("Counted by the camera: 8. It was unsure a third of the time.")
    visit.get(f"/diary/{visit.entries[-1].id}")
    facts = {fact["label"]: fact["value"] for fact in visit.page["facts"]}
    assert list(facts)[-6:] == ["Repetitions", "Camera", "Seen", "Part of the way", "How far", "One took"]
    assert facts["Camera"] == "Counted by the camera: 8. It was unsure a third of the time."
    assert facts["Seen"] == "The knees fall inward; the back arches at the top"
    assert [facts[name] for name in list(facts)[-3:]] == ["2 more", "88 % of the way shown", "About 6 seconds"]


def test_a_number_put_right_is_the_persons_own_and_the_rest_stays_seen() -> None:
    visit = with_set()
    first = visit.entries[-1]
    visit.get(f"/diary/{first.id}")
    visit.post({"repetitions": "10", "do": "correct"})
    values = visit.entries[-1].values
    assert (values["repetitions"], values["source"], values["replaces"]) == (10, "hand", first.id)
    assert {name: values[name] for name in SEEN} == SEEN
    visit.get("/diary")
    detail = visit.page["days"][0]["entries"][0]["detail"]
    assert detail.startswith("Corrected. The camera watched. The number was put right by hand.")


def test_a_correction_of_something_else_leaves_the_number_the_cameras() -> None:
    visit = with_set(spare=True)
    visit.get(f"/diary/{visit.entries[-1].id}")
    visit.post({"repetitions": "8", "spare": "no", "do": "correct"})
    assert (visit.entries[-1].values["source"], visit.entries[-1].values["spare"]) == ("camera", False)


def test_a_set_counted_by_hand_stays_so() -> None:
    visit = Visit(Diary().ready())
    visit.diary.do("bridge", 8)
    visit.get(f"/diary/{visit.entries[-1].id}")
    visit.post({"repetitions": "9", "spare": "yes", "do": "correct"})
    assert visit.entries[-1].values["source"] == "hand"
    visit.get("/diary")
    assert visit.page["days"][0]["entries"][0]["detail"] == "Corrected"


# -- the offer ---------------------------------------------------------------------------------------------------------


def begun(*, camera: bool = True) -> Visit:
    visit = Visit(camera=camera).meet()
    visit.begin()
    return visit


def test_a_session_offers_it_with_the_records_bounds_and_the_faults_there_are_words_for() -> None:
    visit = begun()
    offered = visit.page["table"]["camera"]
    bounds = KINDS["set_done"].fields
    assert offered["most"].keys() == {"repetitions", "hold_s", *SEEN} - {"faults"}
    for name, most in offered["most"].items():
        bounds[name].check(name, most)
    assert "toes_back_at_the_end" in offered["faults"]["nerve_floss"]
    assert 'data-panel="camera"' in visit.html


def test_nothing_of_it_is_there_where_the_installation_doesnt_offer_it() -> None:
    visit = begun(camera=False)
    assert "camera" not in visit.page["table"]
    assert not {word for word in ("unpinch-coach", "data-camera", "camera-panel") if word in visit.html}
    visit.get("/settings")
    assert "Offer the camera" not in visit.html
    visit.post({"camera": "no"}, "/settings")
    assert "preference" not in visit.kinds()


def test_the_settings_turn_the_offer_off_and_on_again() -> None:
    visit = Visit(camera=True).meet()
    visit.get("/settings")
    assert visit.page["groups"][-1]["fields"][0]["value"] == "yes"
    visit.post({"camera": "no"}, "/settings")
    assert visit.entries[-1].values == {"camera": False}
    visit.begin()
    assert "camera" not in visit.page["table"]
    visit.get("/settings")
    visit.post({"camera": "yes"}, "/settings")
    visit.get("/today")
    visit.get(f"/session/{next(entry.values['session'] for entry in visit.entries if entry.kind == 'session_started')}")
    assert "camera" in visit.page["table"]


def test_the_stop_is_taught_in_the_words_of_the_exercise() -> None:
    assert camera.hands_free("nerve_floss", band=True) == [
        "Bend the knee, put the foot down, and keep still.",
        "After 3 seconds it pauses, until you move on. After 10 seconds it stops.",
        "Let the band go slack, then let go.",
    ]
    assert len(camera.hands_free("cross_body", band=False)) == 2
    for exercise in ("leg_traction", "clamshell", "bridge"):
        text = " ".join(camera.hands_free(exercise, band=True))
        assert "one arm" in text
        assert "both arms" in text


def test_what_it_cant_count_goes_by_the_pace_and_takes_no_signs() -> None:
    paced = begun().page["table"]["camera"]["paced"]
    assert paced == ["nerve_floss-0", "cross_body-1", "cross_body-2"]
    away = camera.told("nerve_floss", 0, band=False)
    assert away == {"hands_free": [], "unwatched": camera.UNWATCHED}
    watched = camera.told("nerve_floss", 1, band=True)
    assert watched == {"hands_free": camera.hands_free("nerve_floss", band=True), "unwatched": ""}


def test_the_coach_itself_uses_the_same_signals() -> None:
    from unpinch.coach import stopping

    assert {name for name in shipped().exercises if "arm" in camera.hands_free(name, band=True)[0]} == stopping.ARMS
