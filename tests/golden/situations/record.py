"""The record itself: corrections at once and late, two devices, other time zones, entries that come late."""

from __future__ import annotations

from tests.builders import Diary
from tests.golden.expect import Set, care, rest, situation
from tests.golden.situations.people import (
    FLOSS_LIGHT,
    NO_RELEASE,
    day_one,
    decompressed,
    later_today,
    placed_high,
    releasing,
    strengthen,
)

WORST = "The worst since the last session counts for safety, the latest for today's dose"
EIGHT = "From 8: no exercise, bad-day care"
LATE = "a later correction changes the diary, not the flag"
S13 = "new or worse weakness"
STRENGTH = "Strengthening three days, later four in any seven, never on adjacent calendar days"
FLOSS = (Set("nerve_floss", "left"),)


@situation("6", WORST, "train", present=FLOSS, silent=("S3.start_8",))
def eight_by_a_slip(d: Diary) -> None:
    """Leg pain 8 tapped by a slip and corrected to 3 a minute later: it never counted."""
    d.ready()
    slip = d.check_in(8)
    d.wait(minutes=1)
    d.correct(slip, left_leg_pain=3, left_worst_leg_pain=3)


@rest("6", WORST, rules=("S3.start_8",), advice=("bad_day_care",))
def eight_corrected_late(d: Diary) -> None:
    """Leg pain 8 corrected to 3 after twenty minutes: both count, the worst for safety."""
    d.ready()
    check_in = d.check_in(8)
    d.wait(minutes=20)
    d.correct(check_in, left_leg_pain=3, left_worst_leg_pain=3)


@situation("6", WORST, "train", present=FLOSS, silent=("S3.start_6",))
def six_corrected_late(d: Diary) -> None:
    """Leg pain 6 corrected to 3 after twenty minutes: the newest gives today's dose."""
    d.ready()
    check_in = d.check_in(6)
    d.wait(minutes=20)
    d.correct(check_in, left_leg_pain=3, left_worst_leg_pain=3)


@rest("4", EIGHT, rules=("S3.start_8",), advice=("bad_day_care",))
def corrected_up_to_eight(d: Diary) -> None:
    """Leg pain 3 corrected to 8, whenever: it counts."""
    d.ready()
    check_in = d.check_in(3)
    d.wait(hours=2)
    d.correct(check_in, left_leg_pain=8, left_worst_leg_pain=8)


@rest("1", "Check-in", rules=("S10.check_in",), asks=("check_in",))
def check_in_taken_back_at_once(d: Diary) -> None:
    """Today's check-in is taken back a moment later: it is asked again."""
    day_one(d)
    d.retract(d.morning(3))


@care("2", LATE, "same_day", "S13.weakness", phase="decompress")
def weaker_corrected_late(d: Diary) -> None:
    """Weaker, corrected to the same an hour later: it stays same-day."""
    day_one(d)
    check_in = d.morning(3, left_strength="weaker")
    d.wait(hours=1)
    d.correct(check_in, left_strength="same")


@situation("2", "within 10 minutes, before any other entry", "train", present=FLOSS, silent=("S13.weakness",))
def weaker_by_a_slip(d: Diary) -> None:
    """Weaker tapped by a slip, corrected a minute later."""
    day_one(d)
    slip = d.morning(3, left_strength="weaker")
    d.wait(minutes=1)
    d.correct(slip, left_strength="same")


@care("2", LATE, "same_day", "S13.weakness", phase="decompress")
def weaker_taken_back_late(d: Diary) -> None:
    """Weaker, taken back a day later."""
    day_one(d)
    check_in = d.morning(3, left_strength="weaker")
    d.next_day()
    d.retract(check_in)


@rest("4", EIGHT, rules=("S3.start_8",), advice=("bad_day_care",))
def two_corrections_of_one_check_in(d: Diary) -> None:
    """Two corrections of one check-in, from two devices: 8 and 2. Both count, the more cautious for safety."""
    d.ready()
    check_in = d.check_in(3)
    d.wait(minutes=20)
    d.correct(check_in, left_leg_pain=8, left_worst_leg_pain=8)
    d.use("tablet")
    d.correct(check_in, left_leg_pain=2, left_worst_leg_pain=2)


@rest("4", EIGHT, rules=("S3.start_8",), advice=("bad_day_care",))
def corrections_in_a_circle(d: Diary) -> None:
    """Two check-ins that correct each other: each counts by itself."""
    d.ready()
    first, second = d.new_id("circle"), d.new_id("circle")
    calm = d.check_in(3).values
    d.add("check_in", {**calm, "replaces": second}, id=first)
    d.add("check_in", {**calm, "left_leg_pain": 8, "left_worst_leg_pain": 8, "replaces": first}, id=second)


@rest("4", EIGHT, rules=("S3.start_8",), advice=("bad_day_care",))
def correction_without_its_target(d: Diary) -> None:
    """A correction whose target hasn't arrived yet counts by itself."""
    d.ready()
    calm = d.check_in(3).values
    d.add("check_in", {**calm, "left_leg_pain": 8, "left_worst_leg_pain": 8, "replaces": d.new_id("elsewhere")})


@situation("6", WORST, "train", present=FLOSS, silent=("S3.start_8",))
def correction_of_another_kind(d: Diary) -> None:
    """A check-in that claims to correct the facts is kept aside."""
    d.ready()
    calm = d.check_in(3).values
    facts = d.entries[0]
    d.add("check_in", {**calm, "left_leg_pain": 8, "replaces": facts.id})


@situation("6", WORST, "train", present=(FLOSS_LIGHT,), nothing_else=True, rules=("S3.start_6",))
def two_devices_one_day(d: Diary) -> None:
    """3 on the phone in the morning, 6 on the tablet in the evening: one person, the latest gives the dose."""
    decompressed(d, 3)
    d.wait(hours=10)
    d.use("tablet")
    d.check_in(6)


@situation("1", "one line before later sessions", "train", present=FLOSS)
def every_entry_on_its_own_device(d: Diary) -> None:
    """Facts, screening, check-in and session from different devices: they merge by union."""
    d.about()
    d.use("tablet")
    d.screening("full")
    d.use("laptop")
    d.check_in(3)
    d.use("phone")
    d.session(floss=5)
    later_today(d)


@situation(
    "5", STRENGTH, "train", phase="stabilise", present=FLOSS, absent=("clamshell", "bridge"), rules=("S7.rest_between",)
)
def set_taken_back_late(d: Diary) -> None:
    """Yesterday's strengthening sets are taken back today: for the spacing they keep counting."""
    placed_high(d)
    strengthen(d)
    done = [entry for entry in d.entries if entry.kind == "set_done" and entry.values["exercise"] != "nerve_floss"]
    d.next_day()
    for entry in done:
        d.retract(entry)
    d.morning(0)


@situation("3", "two green sessions", "train", present=FLOSS, silent=("dose.progress",))
def practice_taken_back_late(d: Diary) -> None:
    """Two green days with the floss, one of its sets taken back a day later: no step more."""
    d.ready()
    d.calm_days(2)
    d.retract(next(entry for entry in d.entries if entry.kind == "set_done"))
    d.morning(2)


@situation("5", "Green day", "train", phase="release", present=FLOSS)
def far_to_the_east(d: Diary) -> None:
    """The person travels nine hours to the east after two days; the days stay those of the entries."""
    d.ready()
    d.calm_days(2)
    d.zone(9)
    d.next_day(days=0)
    d.calm_day()
    d.morning(2)


@situation("5", "Green day", "train", phase="release", present=FLOSS)
def entries_arriving_late(d: Diary) -> None:
    """The tablet was offline: the second day's entries were recorded then and stand last in the file."""
    d.ready()
    d.calm_day()
    d.use("tablet")
    d.calm_day()
    d.use("phone")
    d.calm_day()
    d.morning(2)
    tablet = [entry for entry in d.entries if entry.device != d.entries[0].device]
    d.lines.sort(key=lambda line: any(entry.raw == line for entry in tablet))


@situation("5", "site no lower", "train", absent=NO_RELEASE, present=FLOSS, silent=("phase.release_opens",))
def late_entry_that_shuts_a_phase(d: Diary) -> None:
    """Three green days, and then yesterday's evening arrives from another device: leg pain 7."""
    releasing(d)
    d.wait(hours=-12)
    d.use("tablet")
    d.check_in(7)
    d.next_day()
    d.use("phone")
    d.morning(2)


@care("2", "numbness or tingling between the legs", "emergency", "S1.emergency", phase="decompress")
def alarm_late_from_another_device(d: Diary) -> None:
    """All is fine on the phone; the tablet's entry of yesterday says: between the legs."""
    day_one(d)
    d.wait(hours=-12)
    d.use("tablet")
    d.screening("event", yes=("saddle",))
    d.wait(hours=12)
    d.use("phone")
    d.morning(3)
