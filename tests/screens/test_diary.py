"""The diary: every entry in plain words, nothing hidden, nothing erased, corrections by new entries."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import Diary, shipped
from tests.screens.visiting import ROOT, Visit
from unpinch.journal import KINDS, Aside
from unpinch.screens import kept_aside, screen, telling
from unpinch.screens.diary import ASIDE_SHOWN


def lived() -> Visit:
    """Two days with something of most kinds."""
    visit = Visit()
    diary = visit.diary
    diary.ready()
    diary.band(type="flat", colour="yellow", brand="TheraBand")
    diary.morning(leg=3)
    diary.session(floss=5)
    diary.stop("floss", reason="pain_down", settled=((2, "not_back"),))
    diary.assessment("booked", in_days=9)
    diary.pause(until_days=3)
    diary.resume()
    diary.add("problem", {"category": "skin"})
    diary.next_day().morning(leg=2)
    return visit


def lines(visit: Visit) -> list[str]:
    visit.get("/diary")
    return [entry["text"] for day in visit.page["days"] for entry in day["entries"]]


def test_it_has_words_for_every_kind() -> None:
    assert set(telling.TITLES) == set(KINDS)


def test_it_shows_every_entry_newest_first() -> None:
    visit = lived()
    assert len(lines(visit)) == len(visit.entries)
    assert [day["title"] for day in visit.page["days"]] == ["Today, 3 March", "Yesterday, 2 March"]
    times = [entry["time"] for entry in visit.page["days"][1]["entries"]]
    assert times == sorted(times, reverse=True)


def test_it_says_a_check_in_in_one_line() -> None:
    visit = Visit()
    visit.diary.check_in(leg=3, site="calf", tingling=2)
    assert lines(visit) == ["Check-in: left leg pain 3, down to the calf, right leg pain 0, tingling 2, back pain 1"]


def test_it_opens_every_entry() -> None:
    visit = lived()
    for entry in visit.entries:
        assert visit.get(f"/diary/{entry.id}").status == 200
        assert visit.page["facts"]


def test_it_corrects_by_a_new_entry_and_keeps_the_old_words() -> None:
    visit = Visit()
    entry = visit.diary.check_in(leg=3)
    visit.get(f"/diary/{entry.id}")
    form = {field["name"]: field["value"] for field in visit.page["fields"] if field["value"]}
    visit.post({**form, "left_leg_pain": "6", "do": "correct"})
    assert visit.entries[-1].values["replaces"] == entry.id
    assert visit.entries[-1].values["left_leg_pain"] == 6
    assert visit.entries[-1].values["left_pain_site"] == "calf"
    assert len(visit.page["earlier"]) == 1


def test_it_corrects_a_correction() -> None:
    visit = Visit()
    entry = visit.diary.check_in(leg=3)
    for leg in ("4", "5"):
        visit.get(f"/diary/{entry.id}")
        visit.post({"left_leg_pain": leg, "do": "correct"})
    assert visit.entries[-1].values["replaces"] == visit.entries[-2].id
    assert lines(visit)[0].startswith("Check-in: left leg pain 5")


def test_it_refuses_a_correction_out_of_bounds() -> None:
    visit = Visit()
    entry = visit.diary.check_in(leg=3)
    visit.get(f"/diary/{entry.id}")
    assert visit.post({"left_leg_pain": "11", "do": "correct"}).status == 400
    assert len(visit.entries) == 1


def test_it_takes_an_entry_back_and_shows_it_struck_out() -> None:
    visit = Visit()
    entry = visit.diary.check_in(leg=3)
    visit.diary.wait(minutes=30)
    visit.get(f"/diary/{entry.id}")
    visit.post({"do": "retract"})
    assert visit.entries[-1].values == {"replaces": entry.id}
    shown = visit.page["days"][0]["entries"][-1]
    assert (shown["struck"], shown["detail"]) == (True, "Taken back")


def test_it_takes_back_no_stop_and_no_safety_answer() -> None:
    visit = Visit().meet()
    stop = visit.diary.stop("floss")
    for entry in (stop, visit.entries[1]):
        visit.get(f"/diary/{entry.id}")
        assert not visit.page["can_retract"]
        assert visit.post({"do": "retract"}).status == 400
    assert "retraction" not in visit.kinds()


def test_it_corrects_what_was_said_of_a_stop() -> None:
    visit = Visit().meet()
    visit.diary.stop("floss")
    answer = next(entry for entry in visit.entries if entry.kind == "stop_answer")
    visit.get(f"/diary/{answer.id}")
    visit.post({"reason": "other", "where": ["thigh"], "alarms": ["none"], "do": "correct"})
    values = visit.entries[-1].values
    assert (values["replaces"], values["reason"], values["stop"]) == (answer.id, "other", answer.values["stop"])


def test_it_shows_what_it_does_not_understand() -> None:
    visit = Visit()
    line = b'{"id":"x","kind":"moonwalk"}'
    kept = Aside(line, "x", "unknown_kind", "The kind 'moonwalk' is not known to this version of Unpinch.", 0)
    asked = visit.asked("/diary", "GET", {})
    place = replace(asked.place, aside=(kept,) * (ASIDE_SHOWN + 2))
    shown = screen(shipped(), (), visit.now, replace(asked, place=place))
    assert shown.context["aside"][0] == {
        "text": "An entry of another kind, called “moonwalk”",
        "reason": "This version of Unpinch doesn't know such an entry. A newer one may.",
        "raw": line.decode(),
    }
    assert (len(shown.context["aside"]), shown.context["more_aside"]) == (ASIDE_SHOWN, 2)


def test_a_line_of_the_future_is_told_apart_and_can_be_taken_back() -> None:
    visit = Visit().meet()
    visit.diary.add("check_in", {"left_leg_pain": 3}, at="2036-03-05T08:00:00+00:00")
    ahead = visit.entries[-1]
    visit.get("/diary")
    assert (len(visit.page["ahead"]), visit.page["aside"]) == (1, [])
    visit.get(visit.page["ahead"][0]["href"].removeprefix(ROOT))
    visit.post({"do": "retract"})
    visit.get("/diary")
    assert (visit.entries[-1].values["replaces"], visit.page["ahead"]) == (ahead.id, [])


ASIDES = {
    b'{"kind":"check_in","at":"2026-11-20T08:00:00+01:00"}': (
        "bad_value",
        "Line 3: left_leg_pain is 11; it must be from 0 to 10.",
        "Check-in, Friday 20 November",
        "Something in it isn't right: left leg pain is 11; it must be from 0 to 10.",
    ),
    b'{"kind":"check_in","at":"soon"}': ("newer_version", "x", "Check-in, no day that we can read", "A newer Unpinch"),
    b'{"id":"0': ("bad_line", "Line 9: not JSON", "Something that is no entry", "It isn't a whole entry."),
    b"[1]": ("bad_line", "not an entry", "Something that is no entry", "It isn't a whole entry."),
    b'{"kind":"\\ud800"}': (
        "bad_value",
        "A text in it holds half",
        "An entry of another kind, called “?”",
        "Something",
    ),
    b'{"kind":3}': ("wrong_target", "It corrects nothing.", "An entry of another kind", "It corrects nothing."),
}


@pytest.mark.parametrize("raw", ASIDES)
def test_it_says_in_words_what_a_line_kept_aside_seems_to_be_and_why(raw: bytes) -> None:
    code, reason, text, why = ASIDES[raw]
    found = kept_aside.sentences(Aside(raw, "", code, reason))
    assert found[0] == text
    assert found[1].startswith(why)


def test_it_shows_only_the_beginning_of_a_long_line() -> None:
    assert kept_aside.shown(b"x" * 5000) == "x" * 600 + " …"


def test_it_shows_a_fortnight_at_a_time() -> None:
    visit = Visit(Diary(name="long"))
    for _ in range(20):
        visit.diary.check_in()
        visit.diary.next_day()
    visit.get("/diary")
    assert len(visit.page["days"]) == 14
    visit.get(visit.page["older"].removeprefix(ROOT))
    assert len(visit.page["days"]) == 6


def test_it_knows_no_entry_of_someone_else() -> None:
    assert Visit().meet().get("/diary/22222222-2222-4222-8222-222222222222").status == 404


def test_it_says_the_minutes_of_a_wait_once() -> None:
    visit = Visit().meet()
    visit.diary.start()
    visit.diary.stop(settled=((2, "not_back"), (2, "back")))
    visit.get("/diary")
    assert visit.html.count("after 2 minutes") == 1
    assert "After the stop: after 2 minutes, not back yet" in visit.html
    assert "After the stop: a little later, back to how it was" in visit.html


def corrected(visit: Visit, kind: str, **changes: str) -> None:
    """Open the newest entry of a kind and send its correction form as the page shows it, with these changes."""
    newest = next(entry for entry in reversed(visit.entries) if entry.kind == kind)
    visit.get(f"/diary/{newest.id}")
    said = {field["name"]: field["value"] for field in visit.page["fields"] if field["value"] not in (None, "", [])}
    visit.post({"do": "correct", **said, **changes})


def test_a_correction_keeps_what_was_answered_with_none() -> None:
    visit = Visit()
    visit.diary.about(conditions=[])
    corrected(visit, "about", age_years="41")
    newest = visit.entries[-1].values
    assert (newest["age_years"], newest["conditions"]) == (41, [])


def test_a_correction_that_changes_nothing_writes_nothing() -> None:
    visit = Visit().meet()
    before = visit.kinds()
    corrected(visit, "check_in")
    assert visit.shown.status == 200
    assert visit.kinds() == before


def test_a_country_is_corrected_by_choosing_from_the_list() -> None:
    visit = Visit()
    visit.diary.about()
    corrected(visit, "about", country="Narnia")
    assert visit.shown.status == 400
    assert next(field for field in visit.page["fields"] if field["name"] == "country")["kind"] == "select"
    assert '<details class="card more" open>' in visit.html, "what is wrong stands open"
    corrected(visit, "about", country="FR")
    assert visit.entries[-1].values["country"] == "FR"


def test_a_correction_names_what_is_wrong_in_the_words_of_the_page() -> None:
    visit = Visit()
    visit.diary.about()
    corrected(visit, "about", age_years="forty")
    assert visit.page["problems"] == ["Age is 'forty'; it must be a whole number from 0 to 120."]
