"""Stops in a session: tingling, pain moving down, pain too strong, alarms; later the same day and the day after."""

from __future__ import annotations

from typing import Any

from tests.builders import Diary
from tests.golden.expect import Set, care, rest, situation
from tests.golden.situations.people import (
    CLAMS,
    FLOSS_LIGHT,
    NO_STRENGTH,
    STRENGTH,
    decompressed,
    later_today,
    placed_high,
    releasing,
)

S2 = "ends the exercise and, for that day, every exercise of equal or higher nerve load"
S2_BACK = "Lower-load moves go on only if, asked after 2 minutes, it is back to its start"
S2_NOT_BACK = "not back in 10 minutes ends the session and asks S13"
S2_LIGHTER = "The exercise comes back one level or dose lighter"
S3_DOWN = "pain farther down ends the set; still there after 10 minutes, the session"
S3_LEG = "Leg pain 2 above its start, or 8, ends the session"
S3_SIX = "any rise ends it"
S3_BACK = "Sharp back pain, or 3 above its start, ends that exercise only"
S3_LIGHTER = "After an ended session the next day is lighter"
ONE_SCREEN = "Every stop asks on one screen: where? any of these now"
ANSWERS = "and answers an emergency there"
BUTTOCK = "Tingling at the buttock opens the saddle question at once"
BETWEEN = "between the legs is an emergency"
OTHER_LEG = "New shooting, burning, tingling or numb feeling in the other leg, or not sure: emergency"
UNKNOWN = "stays paused, logged unknown, never as fine"
NOT_BACK = ((2, "not_back"), (10, "not_back"))


def next_morning(d: Diary, leg: int = 2) -> None:
    """End the session and live on to the next morning's check-in."""
    d.end("stopped")
    d.next_day()
    d.morning(leg)


@situation(
    "4", S2_BACK, "train", phase="stabilise", present=STRENGTH, absent=("nerve_floss",), rules=("S2.rest_today",)
)
def tingling_back_in_two_minutes(d: Diary) -> None:
    """Tingling in a floss, back to its start after two minutes: the moves of lower nerve load go on today."""
    placed_high(d)
    d.stop("floss")
    d.end("stopped")
    later_today(d)


@situation(
    "4", S2_BACK, "train", phase="stabilise", present=STRENGTH, absent=("nerve_floss",), rules=("S2.rest_today",)
)
def tingling_back_in_ten_minutes(d: Diary) -> None:
    """Not back after two minutes, back after eight."""
    placed_high(d)
    d.stop("floss", settled=((2, "not_back"), (8, "back")))
    d.end("stopped")
    later_today(d)


@situation("4", S2, "rest|stop", absent=("nerve_floss", "leg_traction"), rules=("S2.rest_today",))
def tingling_leaves_nothing_for_today(d: Diary) -> None:
    """In decompress, without a band: when the floss is off, nothing is left for today."""
    decompressed(d, 2, no_band=True)
    d.stop("floss")
    d.end("stopped")
    later_today(d)


@situation("4", S2, "rest|stop", phase="release", nothing_else=True, rules=("S2.rest_today",))
def tingling_in_the_floss_in_release(d: Diary) -> None:
    """In release: the cross-body loads the nerve more than the floss that tingled, so it is off too today."""
    releasing(d, no_band=True)
    d.morning(2)
    d.stop("floss", level=1)
    d.end("stopped")
    later_today(d)


@situation(
    "4", S2, "train", phase="release", present=(Set("nerve_floss", "left", level=(0, 1)),), absent=("cross_body",)
)
def tingling_in_the_cross_body(d: Diary) -> None:
    """In release: the cross-body tingled; the low floss loads the nerve less and may go on."""
    releasing(d)
    d.morning(2)
    d.stop("cross_body", level=1, where=("thigh",))
    d.end("stopped")
    later_today(d)


@situation(
    "4",
    S2_LIGHTER,
    "train",
    present=(Set("nerve_floss", "left", level=(0, 0)),),
    rules=("S2.lighter",),
    silent=("day.lighter",),
)
def tingling_back_next_day(d: Diary) -> None:
    """The day after: the floss comes back one level lighter; the day as such isn't."""
    decompressed(d, 2)
    d.stop("floss", level=1)
    next_morning(d)


@situation("4", S2_LIGHTER, "train", present=(FLOSS_LIGHT,), rules=("S2.lighter",))
def tingling_at_the_lowest_level_next_day(d: Diary) -> None:
    """Stopped at level 0, the day after: there is no lighter level, so half the dose."""
    decompressed(d, 2)
    d.stop("floss", level=0)
    next_morning(d)


@situation("4", S2_NOT_BACK, "stop", phase="stabilise", nothing_else=True, rules=("S2.ended",))
def tingling_not_back(d: Diary) -> None:
    """Not back after ten minutes: the session is over, and so is exercise for today."""
    placed_high(d)
    d.stop("floss", settled=NOT_BACK)
    d.end("stopped")
    d.wait(hours=2)
    d.screening("daily")


@situation("4", S2_NOT_BACK, "stop|rest", phase="stabilise", nothing_else=True, asks=("screening_daily",))
def tingling_not_back_asks_function(d: Diary) -> None:
    """Not back after ten minutes, and the questions about function not answered yet."""
    placed_high(d)
    d.stop("floss", settled=NOT_BACK)
    d.end("stopped")


@situation("4", S3_LIGHTER, "train", present=(FLOSS_LIGHT,), nothing_else=True, rules=("day.lighter",))
def tingling_not_back_next_day(d: Diary) -> None:
    """The day after a session ended by tingling: half a floss, no more."""
    decompressed(d, 2)
    d.stop("floss", settled=NOT_BACK)
    next_morning(d)


@situation(
    "4", S3_LIGHTER, "train", phase="stabilise", present=(FLOSS_LIGHT,), nothing_else=True, rules=("day.lighter",)
)
def tingling_not_back_next_day_in_stabilise(d: Diary) -> None:
    """The same in stabilise: the phase stays, the day is lighter."""
    placed_high(d)
    d.stop("floss", settled=NOT_BACK)
    d.end("stopped")
    d.next_day()
    d.morning(0)


@situation("4", S3_LIGHTER, "train", present=(FLOSS_LIGHT,), nothing_else=True, rules=("day.lighter",))
def lighter_day_after_a_day_off(d: Diary) -> None:
    """The day after the stop nothing was entered; the next day with a plan is the lighter one."""
    decompressed(d, 2)
    d.stop("floss", settled=NOT_BACK)
    d.end("stopped")
    d.next_day(days=2)
    d.morning(2)


@situation("4", S2_BACK, "rest|stop", phase="stabilise", nothing_else=True)
def tingling_not_asked_again(d: Diary) -> None:
    """Nobody has said yet whether it is back: nothing is offered."""
    placed_high(d)
    d.stop("floss", settled=())
    later_today(d)


@situation("1", UNKNOWN, "rest|stop", phase="stabilise", nothing_else=True)
def stop_not_answered(d: Diary) -> None:
    """The stop control was pressed and nothing said: it counts as tingling, and nothing is offered."""
    placed_high(d)
    d.press_stop("floss")
    later_today(d)


@situation("1", UNKNOWN, "train", present=(Set("nerve_floss", "left", level=(0, 0)),), rules=("S2.lighter",))
def stop_not_answered_next_day(d: Diary) -> None:
    """The day after a stop without an answer: as after tingling."""
    decompressed(d, 2)
    d.press_stop("floss", level=1)
    d.next_day()
    d.morning(2)


@situation("4", S2_LIGHTER, "train", present=(Set("nerve_floss", "left", level=(0, 0)),), rules=("S2.lighter",))
def stop_taken_back(d: Diary) -> None:
    """The stop is taken back a moment later: a stop stays a stop."""
    decompressed(d, 2)
    stop = d.press_stop("floss", level=1)
    d.retract(stop)
    d.next_day()
    d.morning(2)


@situation(
    "4", S3_DOWN, "train", phase="stabilise", present=STRENGTH, absent=("nerve_floss",), rules=("S3.rest_today",)
)
def pain_down_and_back(d: Diary) -> None:
    """Pain moved down in a floss and came back: the floss rests today, the rest goes on."""
    placed_high(d)
    d.stop("floss", "pain_down")
    d.end("stopped")
    later_today(d)


@situation("4", S3_DOWN, "stop", phase="stabilise", nothing_else=True, rules=("S3.ended",))
def pain_down_and_not_back(d: Diary) -> None:
    """Pain moved down and stayed for ten minutes: exercise is over for today."""
    placed_high(d)
    d.stop("floss", "pain_down", settled=NOT_BACK)
    d.end("stopped")
    later_today(d)


@situation("4", S3_DOWN, "rest|stop", phase="stabilise", nothing_else=True)
def pain_down_not_asked_again(d: Diary) -> None:
    """Nobody has said yet whether it came back: nothing is offered."""
    placed_high(d)
    d.stop("floss", "pain_down", settled=())
    later_today(d)


@situation("4", S3_LIGHTER, "train", present=(FLOSS_LIGHT,), nothing_else=True, rules=("day.lighter",))
def pain_down_and_not_back_next_day(d: Diary) -> None:
    """The day after: lighter."""
    decompressed(d, 2)
    d.stop("floss", "pain_down", settled=NOT_BACK)
    next_morning(d)


def too_strong(d: Diary, start: int, at_stop: int | None) -> None:
    """A floss stopped because the leg pain was too strong; then two hours on."""
    decompressed(d, start)
    stated: dict[str, Any] = {} if at_stop is None else {"leg_pain": at_stop}
    d.stop("floss", "too_strong", settled=(), **stated)
    d.end("stopped")
    later_today(d)


@rest("4", S3_LEG, rules=("S3.ended",), kind="stop")
def too_strong_from_two(d: Diary) -> None:
    """From 2 to 4: two above its start ends the session."""
    too_strong(d, 2, 4)


@situation("4", S3_LEG, "train|rest", absent=("nerve_floss>0",), silent=("S3.ended",))
def too_strong_from_two_by_one(d: Diary) -> None:
    """From 2 to 3: the session isn't over; the floss goes on easier or is skipped."""
    too_strong(d, 2, 3)


@rest("4", S3_LEG, rules=("S3.ended",), kind="stop")
def too_strong_from_four(d: Diary) -> None:
    """From 4 to 6."""
    too_strong(d, 4, 6)


@situation("4", S3_LEG, "train|rest", absent=("nerve_floss>0",), silent=("S3.ended",))
def too_strong_from_four_by_one(d: Diary) -> None:
    """From 4 to 5: the session isn't over."""
    too_strong(d, 4, 5)


@rest("4", S3_SIX, rules=("S3.ended",), kind="stop")
def too_strong_from_six(d: Diary) -> None:
    """From 6 to 7: from a start of 6 any rise ends it."""
    too_strong(d, 6, 7)


@rest("4", S3_SIX, rules=("S3.ended",), kind="stop")
def any_stop_from_six(d: Diary) -> None:
    """From 6, stopped for another reason: any stop ends it."""
    decompressed(d, 6)
    d.stop("floss", "other", settled=())
    d.end("stopped")
    later_today(d)


@rest("4", S3_LEG, rules=("S3.ended",), kind="stop")
def too_strong_not_said_how(d: Diary) -> None:
    """Too strong, but how strong wasn't said: it ends the session."""
    too_strong(d, 2, None)


@situation("4", S3_LIGHTER, "train", present=(FLOSS_LIGHT,), nothing_else=True, rules=("day.lighter",))
def too_strong_next_day(d: Diary) -> None:
    """The day after a session ended by leg pain."""
    decompressed(d, 2)
    d.stop("floss", "too_strong", settled=(), leg_pain=4)
    next_morning(d)


@situation("4", S3_BACK, "train", phase="stabilise", present=CLAMS, absent=("bridge",), silent=("S3.ended",))
def sharp_back_in_the_bridge(d: Diary) -> None:
    """Sharp back pain in the bridge, the leg calm: only the bridge is over."""
    placed_high(d)
    d.stop("bridge", "too_strong", where=("back",), settled=(), leg_pain=0, back_sharp=True)
    d.end("stopped")
    later_today(d)


@situation("4", S3_BACK, "train", phase="stabilise", present=CLAMS, absent=("bridge",), silent=("S3.ended",))
def back_three_up_in_the_bridge(d: Diary) -> None:
    """Back pain from 1 to 4 in the bridge, the leg calm."""
    placed_high(d)
    d.stop("bridge", "too_strong", where=("back",), settled=(), leg_pain=0, back_pain=4)
    d.end("stopped")
    later_today(d)


@situation(
    "4", ONE_SCREEN, "train", phase="stabilise", present=STRENGTH, absent=("nerve_floss",), rules=("S3.rest_today",)
)
def stopped_for_another_reason(d: Diary) -> None:
    """A floss stopped for another reason, no alarm: it is off for today, the rest goes on."""
    placed_high(d)
    d.stop("floss", "other", settled=())
    d.end("stopped")
    later_today(d)


@situation("4", ONE_SCREEN, "rest|stop", phase="stabilise", nothing_else=True)
def alarms_not_answered(d: Diary) -> None:
    """Whether any of these is there wasn't answered: nothing is offered."""
    placed_high(d)
    d.stop("floss", "other", alarms=(), settled=())
    later_today(d)


@situation("4", BUTTOCK, "rest|stop", phase="stabilise", nothing_else=True, asks=("saddle",))
def tingling_at_the_buttock(d: Diary) -> None:
    """Tingling at the buttock, back after two minutes: the saddle question comes first."""
    placed_high(d)
    d.stop("floss", where=("buttock",))


@situation("4", BUTTOCK, "train", phase="stabilise", present=STRENGTH, absent=("nerve_floss",))
def tingling_at_the_buttock_only(d: Diary) -> None:
    """Tingling at the buttock, and no to the saddle question."""
    placed_high(d)
    d.stop("floss", where=("buttock",))
    d.screening("event", no=("saddle",))
    d.end("stopped")
    later_today(d)


@care("4", BUTTOCK, "emergency", "S1.emergency", phase="stabilise")
def tingling_at_the_buttock_and_saddle(d: Diary) -> None:
    """Tingling at the buttock, and yes to the saddle question."""
    placed_high(d)
    d.stop("floss", where=("buttock",))
    d.screening("event", yes=("saddle",))


@care("4", BETWEEN, "emergency", "S1.emergency", phase="decompress")
def tingling_between_the_legs(d: Diary) -> None:
    """Where? Between the legs."""
    decompressed(d)
    d.stop("floss", where=("between_legs",), settled=())


@care("4", OTHER_LEG, "emergency", "S1.emergency", phase="decompress")
def stopped_for_the_other_leg(d: Diary) -> None:
    """Where? The other leg."""
    decompressed(d)
    d.stop("floss", where=("other_leg",), settled=())


def _alarm(alarm: str, urgency: str, rule: str, story: str) -> None:
    def tell(d: Diary) -> None:
        decompressed(d)
        d.stop("floss", "other", alarms=(alarm,), settled=())

    tell.__name__, tell.__doc__ = f"stop_with_{alarm}", story
    care("4", ANSWERS, urgency, rule, phase="decompress")(tell)


_alarm("between_legs", "emergency", "S1.emergency", "Any of these now? Between the legs.")
_alarm("both_legs", "emergency", "S1.emergency", "Any of these now? Both legs.")
_alarm("bladder_bowel", "emergency", "S1.emergency", "Any of these now? Bladder or bowel.")
_alarm("chest_faint", "emergency", "S1.emergency", "Any of these now? Chest pain, breathless or faint.")
_alarm("not_sure", "emergency", "S1.emergency", "Any of these now? Not sure.")
_alarm("new_weakness", "same_day", "S1.same_day", "Any of these now? New weakness.")
_alarm("injury", "same_day", "S1.same_day", "Any of these now? An injury by the band or a fall.")


@rest("4", ONE_SCREEN, rules=("S3.ended",), kind="stop")
def stop_with_joint_or_calf_pain(d: Diary) -> None:
    """Any of these now? Groin, knee or calf: no flag, but the session is over."""
    decompressed(d)
    d.stop("floss", "other", alarms=("joint_or_calf_pain",), settled=())
    later_today(d)


@situation(
    "1",
    "same or better / worse",
    "train",
    phase="stabilise",
    present=STRENGTH,
    absent=("nerve_floss",),
    rules=("S3.rest_today",),
)
def felt_worse_later_today(d: Diary) -> None:
    """The floss felt worse: it isn't offered again today."""
    placed_high(d)
    d.session(floss=5, felt={"floss": "worse"})
    later_today(d)


@situation(
    "1",
    "same or better / worse",
    "train",
    present=(Set("nerve_floss", "left", level=(0, 1)),),
    silent=("dose.progress",),
)
def felt_worse_next_day(d: Diary) -> None:
    """The floss felt worse yesterday: it comes back one step lighter."""
    decompressed(d, 2)
    d.session(floss=5, felt={"floss": "worse"})
    d.next_day()
    d.morning(2)


@situation(
    "4", "After an ended session", "train", present=(Set("nerve_floss", "left"),), silent=("day.lighter", "S2.lighter")
)
def session_left_open_yesterday(d: Diary) -> None:
    """Yesterday's session was never ended (a closed tab): nothing was stopped, so today is an ordinary day."""
    decompressed(d, 2)
    d.session(floss=5, end=None)
    d.next_day()
    d.morning(2)


@situation("4", S2, "train", phase="stabilise", absent=NO_STRENGTH, present=(FLOSS_LIGHT,), rules=("day.lighter",))
def clam_stopped_by_leg_pain_next_day(d: Diary) -> None:
    """A clamshell ended the session by leg pain 3 from none: the day after is lighter."""
    placed_high(d)
    d.stop("clamshell", "too_strong", settled=(), leg_pain=3)
    d.end("stopped")
    d.next_day()
    d.morning(0)


@situation("4", S2_BACK, "rest|stop", phase="stabilise", nothing_else=True)
def tingling_back_after_one_minute(d: Diary) -> None:
    """Said to be back after one minute: it is to be asked after two, so nothing is offered yet."""
    placed_high(d)
    d.stop("floss", settled=((1, "back"),))
    later_today(d)


@situation("4", S2_NOT_BACK, "train", present=(Set("nerve_floss", "left", level=(0, 0)),), silent=("day.lighter",))
def tingling_not_back_after_nine_minutes_next_day(d: Diary) -> None:
    """Not back after nine minutes, not asked again: that didn't end the session; the floss comes back lighter."""
    decompressed(d, 2)
    d.stop("floss", level=1, settled=((2, "not_back"), (9, "not_back")))
    next_morning(d)
