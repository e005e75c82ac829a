"""How a flag ends: answered again at once, cleared by name, or a fever gone for two days. Time alone lifts nothing."""

from __future__ import annotations

from tests.builders import Diary
from tests.golden.expect import Set, care, rest, situation
from tests.golden.situations.people import day_one

AT_ONCE = "answering the question again on the same screen within 10 minutes, before any other entry"
LATE = "a later correction changes the diary, not the flag"
CLEARED = "a `clearance` entry (which question, who examined, when, may exercise / not yet)"
HOLDS = "it holds for that question until answer or symptoms change"
NEEDS = "Emergency items need (a) or (b)"
FEVER = "for fever alone without an infection risk: 48 hours free, back no worse, a new full screening"
FLOSS = (Set("nerve_floss", "left"),)
FREE = ("S1.emergency", "S1.same_day")


@situation("2", AT_ONCE, "train", present=FLOSS, silent=FREE)
def answered_again_at_once(d: Diary) -> None:
    """A slip of the finger: yes to the saddle question, no a minute later, naming the first answer."""
    d.about()
    slip = d.screening("full", yes=("saddle",))
    d.wait(minutes=1)
    d.screening("event", no=("saddle",), lifts=[slip])
    d.check_in(3)


@care("2", AT_ONCE, "emergency", "S1.emergency")
def answered_again_too_late(d: Diary) -> None:
    """The same, eleven minutes later."""
    d.about()
    slip = d.screening("full", yes=("saddle",))
    d.wait(minutes=11)
    d.screening("event", no=("saddle",), lifts=[slip])


@care("2", AT_ONCE, "emergency", "S1.emergency")
def answered_again_after_another_entry(d: Diary) -> None:
    """The same within ten minutes, but another entry was made in between."""
    d.about()
    slip = d.screening("full", yes=("saddle",))
    d.add("preference", {"theme": "dark"})
    d.screening("event", no=("saddle",), lifts=[slip])


@care("2", AT_ONCE, "emergency", "S1.emergency")
def answered_again_on_another_device(d: Diary) -> None:
    """The same within ten minutes, from another device."""
    d.about()
    slip = d.screening("full", yes=("saddle",))
    d.use("tablet")
    d.screening("event", no=("saddle",), lifts=[slip])


@care("2", AT_ONCE, "emergency", "S1.emergency")
def answered_again_without_naming(d: Diary) -> None:
    """No a minute later, but the entry doesn't name the answer it lifts: time order alone lifts nothing."""
    d.about()
    d.screening("full", yes=("saddle",))
    d.wait(minutes=1)
    d.screening("event", no=("saddle",))


@situation("2", AT_ONCE, "train", present=FLOSS, silent=FREE)
def corrected_at_once(d: Diary) -> None:
    """The screening with the slip is corrected a minute later."""
    d.about()
    slip = d.screening("full", yes=("saddle",))
    d.wait(minutes=1)
    d.correct(slip, yes=[], no=[*slip.values["no"], "saddle"])
    d.check_in(3)


@care("2", LATE, "emergency", "S1.emergency")
def corrected_late(d: Diary) -> None:
    """The screening is corrected twenty minutes later."""
    d.about()
    answers = d.screening("full", yes=("saddle",))
    d.wait(minutes=20)
    d.correct(answers, yes=[], no=[*answers.values["no"], "saddle"])


@care("2", LATE, "emergency", "S1.emergency")
def taken_back_late(d: Diary) -> None:
    """The screening is taken back twenty minutes later."""
    d.about()
    answers = d.screening("full", yes=("saddle",))
    d.wait(minutes=20)
    d.retract(answers)


@rest("2", AT_ONCE, rules=("S1.first_screening",), phase=None, asks=("screening_full",))
def taken_back_at_once(d: Diary) -> None:
    """The screening is taken back a minute later: the flag is gone, and so are the answers."""
    d.about()
    answers = d.screening("full", yes=("saddle",))
    d.wait(minutes=1)
    d.retract(answers)


@care("2", LATE, "emergency", "S1.emergency", phase="decompress")
def corrected_into_an_alarm_late(d: Diary) -> None:
    """Yesterday's screening is corrected to a yes: it counts, however late."""
    d.about()
    answers = d.screening("full")
    d.calm_day(3)
    d.correct(answers, yes=["saddle"], no=[name for name in answers.values["no"] if name != "saddle"])


@care("2", NEEDS, "emergency", "S1.emergency", phase="decompress")
def emergency_yesterday_no_today(d: Diary) -> None:
    """Yesterday yes to the bladder question, today no to everything: the flag stands."""
    day_one(d)
    d.screening("daily", yes=("bladder",))
    d.next_day()
    d.screening("full")
    d.check_in(2)


@care("2", NEEDS, "emergency", "S1.emergency", phase="decompress")
def emergency_a_month_ago(d: Diary) -> None:
    """A month without an entry doesn't lift a flag."""
    day_one(d)
    d.screening("daily", yes=("bladder",))
    d.next_day(days=30)


@situation("2", CLEARED, "train", present=FLOSS, silent=FREE)
def cleared(d: Diary) -> None:
    """Two yes to the bladder question on two days; the clearance names both entries."""
    day_one(d)
    first = d.screening("daily", yes=("bladder",))
    d.next_day()
    second = d.screening("daily", yes=("bladder",))
    d.clearance("bladder", [first, second])
    d.check_in(3)


@care("2", CLEARED, "emergency", "S1.emergency", phase="decompress")
def cleared_but_for_one_entry(d: Diary) -> None:
    """The clearance names only the first of two alarms: the one not named stands."""
    day_one(d)
    first = d.screening("daily", yes=("bladder",))
    d.next_day()
    d.screening("daily", yes=("bladder",))
    d.clearance("bladder", [first])


@care("2", CLEARED, "same_day", "S1.same_day", phase="decompress")
def cleared_not_yet(d: Diary) -> None:
    """The clinician said not yet."""
    day_one(d)
    alarm = d.screening("daily", yes=("calf_swollen",))
    d.clearance("calf_swollen", [alarm], "not_yet")


@care("2", CLEARED, "emergency", "S1.emergency", phase="decompress")
def cleared_for_another_question(d: Diary) -> None:
    """The clearance names the entry, but another question."""
    day_one(d)
    alarm = d.screening("daily", yes=("bladder",))
    d.clearance("calf_swollen", [alarm])


@care("2", CLEARED, "emergency", "S1.emergency", phase="decompress")
def two_flags_one_cleared(d: Diary) -> None:
    """Two questions answered yes; one is cleared, the other stands."""
    day_one(d)
    alarm = d.screening("daily", yes=("calf_swollen", "bladder"))
    d.clearance("calf_swollen", [alarm])


@care("2", CLEARED, "emergency", "S1.emergency", phase="decompress")
def clearance_taken_back(d: Diary) -> None:
    """A clearance entered by mistake is taken back."""
    day_one(d)
    alarm = d.screening("daily", yes=("bladder",))
    d.retract(d.clearance("bladder", [alarm]))


@care("2", CLEARED, "emergency", "S1.emergency", phase="decompress")
def clearance_corrected_to_not_yet(d: Diary) -> None:
    """A clearance is corrected an hour later: not yet."""
    day_one(d)
    alarm = d.screening("daily", yes=("bladder",))
    clearance = d.clearance("bladder", [alarm])
    d.wait(hours=1)
    d.correct(clearance, verdict="not_yet")


@care("2", CLEARED, "emergency", "S1.emergency", phase="decompress")
def clearance_corrected_from_not_yet_late(d: Diary) -> None:
    """A not-yet corrected to a yes an hour later: every version must allow it."""
    day_one(d)
    alarm = d.screening("daily", yes=("bladder",))
    clearance = d.clearance("bladder", [alarm], "not_yet")
    d.wait(hours=1)
    d.correct(clearance, verdict="may_exercise")


@situation("2", HOLDS, "train", present=FLOSS, silent=FREE)
def same_answer_after_clearance(d: Diary) -> None:
    """Cleared yesterday; the same answer to the same question today raises nothing."""
    day_one(d)
    d.clearance("bladder", [d.screening("daily", yes=("bladder",))])
    d.next_day()
    d.screening("daily", yes=("bladder",))
    d.check_in(3)


@care("2", HOLDS, "emergency", "S1.emergency", phase="decompress")
def back_again_after_clearance(d: Diary) -> None:
    """Cleared, answered no the day after, and yes again: the answer has changed."""
    day_one(d)
    d.clearance("bladder", [d.screening("daily", yes=("bladder",))])
    d.next_day()
    d.screening("daily")
    d.next_day()
    d.screening("daily", yes=("bladder",))


@care("2", HOLDS, "emergency", "S1.emergency", phase="decompress")
def new_symptom_after_clearance(d: Diary) -> None:
    """Cleared, and entered anew as a new symptom."""
    day_one(d)
    d.clearance("bladder", [d.screening("daily", yes=("bladder",))])
    d.next_day()
    d.screening("event", yes=("bladder",))


def feverish(d: Diary, back: int | None = 2, *also: str) -> None:
    """Fever on the morning of day 1 at eight; the back hurts as stated the day before (None: not stated)."""
    d.ready()
    d.day(3, train={"floss": 5}, back=back or 0, without=() if back is not None else ("back_pain",))
    d.screening("daily", yes=("fever", *also))


@situation("2", FEVER, "train", present=FLOSS, silent=FREE, hour_matters=True)
def fever_gone_for_two_days(d: Diary) -> None:
    """Forty-eight and a half hours later: a full screening without it, the back no worse."""
    feverish(d)
    d.next_day(days=2, hour=8, minute=30)
    d.screening("full")
    d.check_in(3, back=2)


@care("2", FEVER, "same_day", "S1.same_day", phase="decompress", hour_matters=True)
def fever_gone_for_less(d: Diary) -> None:
    """Forty-seven and a half hours later."""
    feverish(d)
    d.next_day(days=2, hour=7, minute=30)
    d.screening("full")
    d.check_in(3, back=2)


@care("2", FEVER, "same_day", "S1.same_day", phase="decompress")
def fever_gone_by_the_short_screen(d: Diary) -> None:
    """Three days later only the daily screen was answered."""
    feverish(d)
    d.next_day(days=3)
    d.screening("daily")
    d.check_in(3, back=2)


@care("2", FEVER, "same_day", "S1.same_day", phase="decompress")
def fever_gone_back_worse(d: Diary) -> None:
    """Three days later the back hurts more than before the fever."""
    feverish(d)
    d.next_day(days=3)
    d.screening("full")
    d.check_in(3, back=3)


@care("2", FEVER, "same_day", "S1.same_day", phase="decompress")
def fever_gone_back_not_known(d: Diary) -> None:
    """How the back was before the fever isn't known."""
    feverish(d, None)
    d.next_day(days=3)
    d.screening("full")
    d.check_in(3, back=2)


@care("2", FEVER, "same_day", "S1.same_day", phase="decompress")
def fever_with_an_infection_risk(d: Diary) -> None:
    """There was also a recent infection: time doesn't lift it."""
    feverish(d, 2, "recent_infection")
    d.next_day(days=3)
    d.screening("full")
    d.check_in(3, back=2)


@care("2", FEVER, "same_day", "S1.same_day", phase="decompress")
def fever_on_two_days(d: Diary) -> None:
    """Fever yesterday and the day before: two days count from the last yes."""
    feverish(d)
    d.next_day()
    d.screening("daily", yes=("fever",))
    d.next_day()
    d.screening("full")
    d.check_in(3, back=2)
