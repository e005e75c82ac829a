"""One short life in which everything happens that a bundle can tell of."""

from __future__ import annotations

import json
from functools import cache

from tests.builders import Diary, shipped
from unpinch.guidance import decide
from unpinch.journal import Moment


@cache
def lived() -> Diary:
    """Return a diary of a few days: bands, check-ins, measures, a session, a stop, two flags, one of them ended."""
    diary = Diary("2026-11-16T08:00:00+01:00", "fhir").ready(name="Kim Weiß")
    band = diary.band(type="flat", brand="TheraBand", colour="yellow", rest_mm=1800, width_mm="127.5", latex=True)
    diary.band(type="mini_loop", rest_mm=305, retired=True, note="a secret")
    slip = diary.morning(4, "calf", apart=["groin"], note="a secret")
    diary.correct(slip, left_tingling=2)
    diary.add("measure_psfs", {"version": 1, "activity_1": "Tie my  shoes", "ability_1": 4})
    diary.add("measure_rmdq24", {"version": 1, "ticked": ["3", "21"]})
    diary.add("measure_grc", {"version": 1, "change": "little_better"})
    diary.add("measure_sleep_confidence", {"version": 1, "sleep": 6, "confidence": 0})
    decide_and_show(diary)
    diary.start()
    diary.wait(minutes=2)
    place = diary.place("floss")
    done = {**place, "repetitions": 8, "spare": True, "band": band.values["band"], "stretch_percent": 40}
    diary.add("set_done", done)
    diary.do("traction", 30)
    stop = diary.press_stop("floss")
    diary.answer_stop(stop, "tingling", ["calf", "foot"], ["none"])
    diary.settled(stop, 2, "not_back")
    diary.settled(stop, 10, "back")
    diary.end("stopped")
    diary.next_day()
    fever = diary.screening("event", yes=["fever"])
    diary.clearance("fever", [fever])
    taken_back = diary.add("measure_nprs", {"version": 1, "back_pain": 10})
    diary.wait(hours=2)
    diary.retract(taken_back)
    diary.next_day()
    diary.screening("event", yes=["saddle"])
    return diary


def decide_and_show(diary: Diary) -> None:
    """Keep the decision as the page of today does."""
    decision = decide(shipped(), diary.entries, Moment.parse(diary.now))
    values = {"heads": [], "now": diary.now, "programme": decision.programme, "engine": decision.engine}
    diary.add("decision", {**values, "result": json.dumps(decision.to_json())})
