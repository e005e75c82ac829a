"""What must be known before a plan: facts, screenings, the check-in, a right clock."""

from __future__ import annotations

from tests.builders import Diary
from tests.golden.expect import Set, care, rest, situation
from tests.golden.situations.people import day_one, decompressed, later_today, releasing

ONCE = "Once, before anything"
FIRST = "complete before the first session"
UNANSWERED = 'Unanswered or "not sure" on an emergency item counts as yes'
DAILY = "before the day's first session one screen of the emergency and same-day items"
STALE = "7 days without entries: check-in and screening before a plan"
MISSING = "Unanswered counts neither way and holds the dose"
ADULT = "under 18: a clinician first"
FLOSS = (Set("nerve_floss", "left"),)


@rest("1", ONCE, rules=("S10.about",), phase=None, asks=("about",))
def nothing_known(d: Diary) -> None:
    """An empty journal."""


@rest("1", FIRST, rules=("S1.first_screening",), phase=None, asks=("screening_full",))
def only_the_facts(d: Diary) -> None:
    """The facts are stated; no question of the screening has been answered."""
    d.about()


@rest("1", ONCE, rules=("S10.about",), asks=("about",))
def one_fact_missing(d: Diary) -> None:
    """All is answered but for whether sitting eases or worsens."""
    d.about("sitting")
    d.screening("full")
    d.check_in(3)


@situation("1", "Once, before anything", "train", present=FLOSS)
def fact_stated_later(d: Diary) -> None:
    """The missing fact is stated in a later entry of its own."""
    d.about("sitting")
    d.screening("full")
    d.check_in(3)
    d.learn(sitting="eases")


@rest("1", FIRST, rules=("S1.first_screening",), asks=("screening_full",))
def first_screening_left_open(d: Diary) -> None:
    """A question of the lower tiers stands in no list."""
    d.about()
    d.screening("full", unanswered=("weight_loss",))
    d.check_in(3)


@care("1", UNANSWERED, "emergency", "S1.emergency")
def emergency_question_unanswered(d: Diary) -> None:
    """The question about numbness between the legs was left out of the first screening."""
    d.about()
    d.screening("full", unanswered=("saddle",))


@care("1", UNANSWERED, "emergency", "S1.emergency")
def emergency_question_not_sure(d: Diary) -> None:
    """Not sure about the bladder."""
    d.about()
    d.screening("full", not_sure=("bladder",))


@care("2", "Screening tiers (any single item; one question each)", "same_day", "S1.same_day")
def same_day_question_not_sure(d: Diary) -> None:
    """Not sure about a swollen calf: same-day items count as yes too."""
    d.about()
    d.screening("full", not_sure=("calf_swollen",))


@situation("2", "Advise a check, phase 1 stays open", "train", present=FLOSS, silent=("S1.advise",))
def advise_question_not_sure(d: Diary) -> None:
    """Not sure about an item that only advises a check: it counts as no."""
    d.about()
    d.screening("full", not_sure=("night_pain",))
    d.check_in(3)


@rest("1", DAILY, rules=("S10.check_in",), asks=("check_in",))
def nothing_said_today(d: Diary) -> None:
    """The second morning, before any answer."""
    day_one(d)


@rest("1", MISSING, rules=("S10.check_in",), asks=("check_in",))
def check_in_without_leg_pain(d: Diary) -> None:
    """Today's check-in says nothing about leg pain on either side."""
    day_one(d)
    d.screening("daily")
    d.check_in(3, without=("left_leg_pain", "right_leg_pain", "left_worst_leg_pain", "right_worst_leg_pain"))


@rest("1", DAILY, rules=("S1.daily",), asks=("screening_daily",))
def check_in_without_daily_screen(d: Diary) -> None:
    """The second morning: checked in, the day's screen not answered."""
    day_one(d)
    d.check_in(3)


@rest("1", DAILY, rules=("S1.daily",), asks=("screening_daily",))
def daily_screen_left_open(d: Diary) -> None:
    """A same-day question of today's screen stands in no list."""
    day_one(d)
    d.screening("daily", unanswered=("calf_swollen",))
    d.check_in(3)


@care("1", UNANSWERED, "emergency", "S1.emergency", phase="decompress")
def emergency_unanswered_in_daily_screen(d: Diary) -> None:
    """An emergency question of today's screen stands in no list."""
    day_one(d)
    d.screening("daily", unanswered=("saddle",))


@rest("1", "weekly for symptom items", rules=("S1.weekly",), asks=("screening_weekly",), phase="release")
def weekly_screening_due(d: Diary) -> None:
    """A week after the full screening only the short daily screen was answered."""
    d.ready()
    d.calm_days(7)
    d.screening("daily")
    d.check_in(2)


@situation("1", "weekly for symptom items", "train", phase="release", present=FLOSS, silent=("S1.weekly", "S1.daily"))
def weekly_screening_answered(d: Diary) -> None:
    """The weekly screening also serves as the day's screen."""
    d.ready()
    d.calm_days(7)
    d.screening("weekly")
    d.check_in(2)


@situation("1", "weekly for symptom items", "train", phase="release", present=FLOSS, silent=("S1.weekly",))
def weekly_screening_not_yet_due(d: Diary) -> None:
    """Six days after the full screening the daily screen is enough."""
    d.ready()
    d.calm_days(6)
    d.screening("daily")
    d.check_in(2)


@rest("1", "one line before later sessions", rules=("S1.line",), asks=("screening_line",))
def second_session_without_the_line(d: Diary) -> None:
    """A second session today; the line before it isn't answered."""
    decompressed(d)
    d.session(floss=5)
    d.wait(hours=3)


@situation("1", "one line before later sessions", "train", present=FLOSS, silent=("S1.line",))
def second_session_after_the_line(d: Diary) -> None:
    """A second session today, the line answered."""
    decompressed(d)
    d.session(floss=5)
    later_today(d)


@care("1", "one line before later sessions", "emergency", "S1.emergency", phase="decompress")
def alarm_in_the_line(d: Diary) -> None:
    """The line before a later session is answered with new bladder trouble."""
    decompressed(d)
    d.session(floss=5)
    d.wait(hours=2)
    d.screening("line", yes=("bladder",))


@care("1", "at once on any new symptom", "emergency", "S1.emergency", phase="decompress")
def alarm_at_any_time(d: Diary) -> None:
    """A new symptom entered outside any screening that was due."""
    decompressed(d)
    d.screening("event", yes=("saddle",))


@rest("6", STALE, rules=("S10.stale",), asks=("screening_full", "check_in"))
def seven_days_away(d: Diary) -> None:
    """Seven days without an entry."""
    decompressed(d)
    d.session(floss=5)
    d.next_day(days=7)


@situation("6", STALE, "train", present=FLOSS, silent=("S10.stale",))
def six_days_away(d: Diary) -> None:
    """Six days without an entry: the day's screen and check-in are enough."""
    decompressed(d)
    d.next_day(days=6)
    d.morning(3)


@rest("6", STALE, rules=("S10.stale",), asks=("screening_full",))
def short_screen_after_a_gap(d: Diary) -> None:
    """After eight days without entries only the weekly screening was answered: a full one is asked."""
    decompressed(d)
    d.next_day(days=8)
    d.screening("weekly")
    d.check_in(3)


@situation("6", STALE, "train", present=FLOSS, silent=("S10.stale",))
def full_screening_after_a_gap(d: Diary) -> None:
    """After eight days without entries all is answered anew."""
    decompressed(d)
    d.next_day(days=8)
    d.screening("full")
    d.check_in(3)


@rest("6", STALE, rules=("S10.ahead",), asks=("clock",))
def entry_ahead_of_the_clock(d: Diary) -> None:
    """An entry is dated ten minutes ahead: which clock is right isn't known."""
    decompressed(d)
    d.wait(minutes=10)
    d.check_in(3)
    d.wait(minutes=-11)


@situation("6", STALE, "train", present=FLOSS, silent=("S10.ahead",))
def entry_a_little_ahead(d: Diary) -> None:
    """An entry is dated four minutes ahead: clocks differ a little."""
    decompressed(d)
    d.wait(minutes=4)
    d.check_in(3)
    d.wait(minutes=-4)


@situation("6", STALE, "train", present=FLOSS)
def lines_not_understood(d: Diary) -> None:
    """A line of an unknown kind, one of a newer version and a broken one are kept aside and change nothing."""
    decompressed(d)
    last = d.entries[-1].raw
    d.raw(last.replace(b'"check_in"', b'"weather"').replace(d.entries[-1].id.encode(), d.new_id().encode()))
    newer = last.replace(b'"v":1', b'"v":9').replace(b'"left_leg_pain":3', b'"left_leg_pain":9')
    d.raw(newer.replace(d.entries[-1].id.encode(), d.new_id().encode()))
    d.raw(b'{"id": "cut off')


@care("1", ADULT, "soon", "S1.under_18")
def seventeen(d: Diary) -> None:
    """Seventeen years old, nothing else wrong."""
    d.ready(age_years=17)


@situation("1", ADULT, "train", present=FLOSS, silent=("S1.under_18",))
def eighteen(d: Diary) -> None:
    """Eighteen years old."""
    decompressed(d, age_years=18)


@situation("1", "age alone never blocks an adult", "train", present=FLOSS)
def eighty_five(d: Diary) -> None:
    """Eighty-five years old, nothing else wrong."""
    decompressed(d, age_years=85)


@situation("1", ADULT, "train", present=FLOSS, silent=("S1.under_18",))
def seventeen_and_cleared(d: Diary) -> None:
    """Seventeen; a clinician has examined and allowed exercise, naming the entry that states the age."""
    facts = d.about(age_years=17)
    d.screening("full")
    d.clearance("under_18", [facts])
    d.check_in(3)


@situation("5", "Release", "train", phase="release", present=FLOSS, silent=("S10.check_in",))
def weekly_line_of_a_good_week(d: Diary) -> None:
    """An ordinary morning: all answered, release just opened."""
    releasing(d)
    d.morning(2)
