import math
from dataclasses import replace

import pytest

from tests.coach.people import (
    FPS,
    PROGRAMME,
    Row,
    Seen,
    Values,
    coached,
    count,
    doing,
    eased,
    film,
    landmarks,
    mixed,
    of_kind,
    raised,
    total,
)  # fmt: skip
from unpinch.coach import KINDS, Coach, Event, events, frame
from unpinch.coach.forms import FORMS
from unpinch.coach.frames import INDICES, NAMES, SIDED
from unpinch.coach.shapes import Pose, shape_of

COUNTED = (("nerve_floss", 1), ("nerve_floss", 2), ("clamshell", 1), ("bridge", 2))
HELD = (("leg_traction", 1), ("cross_body", 1), ("cross_body", 2), ("seated_hinge", 1), ("seated_hinge", 2))
SIDE = Seen()


def told(found: list[Event]) -> list[dict[str, object]]:
    return [event.to_json() for event in found]


def floss(count: int = 3, seen: Seen = SIDE, side: str = "right") -> list[Values]:
    return film("nerve_floss", 2, 4 + 7.0 * count, doing(3, 3, 0.0, 3, count), seen, side)


@pytest.mark.parametrize(("exercise", "level"), COUNTED)
@pytest.mark.parametrize("side", ["right", "left"])
@pytest.mark.parametrize("azimuth_deg", [-35, 0, 35])
def test_it_counts_exactly(exercise: str, level: int, side: str, azimuth_deg: float) -> None:
    seen = replace(SIDE, azimuth_deg=azimuth_deg)
    found = coached(exercise, level, film(exercise, level, 34, doing(3, 3, 0.3, 3, 4), seen, side), side)
    assert (count(found), count(found, "partial")) == (4, 0)


def test_it_says_that_it_cant_count_ankle_pumps_from_any_view() -> None:
    found = coached("nerve_floss", 0, film("nerve_floss", 0, 34, doing(3, 3, 0.3, 3, 4)))
    unsure = next(event for event in of_kind(found, "unsure") if event.values["what"] == "count")
    assert (unsure.values["reason"], count(found), total(found, "unsure_ratio")) == ("movement", 0, 1.0)
    assert "pace" in unsure.say


@pytest.mark.parametrize(("exercise", "level"), HELD)
def test_it_counts_seconds_only_while_the_posture_is_held(exercise: str, level: int) -> None:
    seen = replace(SIDE, azimuth_deg=30, elevation_deg=25)
    found = coached(exercise, level, film(exercise, level, 30, doing(3, 3, 15, 3), seen))
    assert total(found, "held_s") == pytest.approx(15, abs=2.2)


def test_a_slip_out_of_a_hold_isnt_counted() -> None:
    def at(t_s: float) -> float:
        return doing(3, 3, 20, 3)(t_s) - 0.7 * doing(12, 1, 3, 1)(t_s)

    found = coached("seated_hinge", 1, film("seated_hinge", 1, 34, at))
    assert [event.values["state"] for event in of_kind(found, "hold")].count("began") >= 1
    assert total(found, "held_s") == pytest.approx(15.5, abs=2.5)


def test_nothing_counts_before_the_start_pose_was_held() -> None:
    frames = [one for one in film("clamshell", 1, 30, doing(0, 2, 0, 2, 6)) if one["t_s"] < 6]
    assert count(coached("clamshell", 1, frames)) == 0


def test_a_partial_one_is_told_apart() -> None:
    def at(t_s: float) -> float:
        return doing(3, 3, 0, 3, 4)(t_s) * (0.45 if 9 < t_s < 16 else 1.0)

    found = coached("clamshell", 1, film("clamshell", 1, 32, at))
    assert (count(found), count(found, "partial")) == (3, 1)


def test_one_on_the_edge_of_full_and_short_is_doubted_and_the_first_is_said() -> None:
    def at(t_s: float) -> float:
        return doing(3, 3, 0.3, 3, 3)(t_s) + 0.58 * doing(26, 3, 0.3, 3, 2)(t_s)

    found = coached("bridge", 2, film("bridge", 2, 42, at))
    doubts = [event for event in of_kind(found, "unsure") if event.values["what"] == "number"]
    assert [event.values["reason"] for event in doubts] == ["close", "close"]
    assert ["Check my count" in event.say for event in doubts] == [True, False]
    assert total(found, "doubtful") == 2


def test_a_count_from_high_up_is_doubted_and_goes_on() -> None:
    seen = replace(SIDE, elevation_deg=52)
    found = coached("bridge", 2, film("bridge", 2, 34, doing(3, 3, 0.3, 3, 4), seen))
    doubts = [event for event in of_kind(found, "unsure") if event.values["what"] == "number"]
    assert [(event.values["reason"], "high up" in event.say) for event in doubts] == [("high", True)]
    assert count(found) > 0
    low = coached("bridge", 2, film("bridge", 2, 34, doing(3, 3, 0.3, 3, 4), replace(SIDE, elevation_deg=35)))
    assert not [event for event in of_kind(low, "unsure") if event.values["what"] == "number"]


@pytest.mark.parametrize(("azimuth_deg", "reasons"), [(30, []), (46, ["turned"])])
def test_a_count_hardly_from_the_side_is_doubted_and_goes_on(azimuth_deg: float, reasons: list[str]) -> None:
    seen = replace(SIDE, azimuth_deg=azimuth_deg)
    found = coached("bridge", 2, film("bridge", 2, 34, doing(3, 3, 0.3, 3, 4), seen))
    doubts = [event for event in of_kind(found, "unsure") if event.values["what"] == "number"]
    assert [event.values["reason"] for event in doubts] == reasons
    assert count(found) == 4


def test_a_far_foot_that_is_only_guessed_sways_no_count() -> None:
    frames = film("bridge", 1, 34, doing(3, 3, 2, 3, 3))
    far = next(index for n, index in enumerate(INDICES) if (NAMES[n % SIDED], n < SIDED) == ("ankle", True))
    for one in frames:
        x, y, depth, _ = one["image"][far]
        one["image"][far] = (x, y + 0.09 * math.sin(2 * one["t_s"]), depth, 0.6)
    found = coached("bridge", 1, frames)
    assert (count(found), count(found, "partial")) == (3, 0)


def test_a_moment_unseen_with_the_hips_up_ends_nothing() -> None:
    frames = film("bridge", 2, 34, doing(3, 4, 2, 4, 3), replace(SIDE, azimuth_deg=44))
    nobody: Values = {"image": [], "world": []}
    found = coached("bridge", 2, [one | nobody if 7.2 < one["t_s"] < 8.6 else one for one in frames])
    assert [event.kind for event in found if event.kind in {"armed", "lost", "rep"}] == ["armed", "lost", *["rep"] * 3]


def test_the_same_frames_give_the_same_events() -> None:
    assert told(coached("nerve_floss", 2, floss())) == told(coached("nerve_floss", 2, floss()))


@pytest.mark.parametrize(("width", "height"), [(1280, 960), (160, 120)])
def test_a_rescaled_picture_gives_the_same_events(width: int, height: int) -> None:
    scaled = [{**one, "width": width, "height": height} for one in floss()]
    assert told(coached("nerve_floss", 2, scaled)) == told(coached("nerve_floss", 2, floss()))


def test_another_aspect_ratio_gives_the_same_events() -> None:
    wide = floss(seen=replace(SIDE, width=1280, height=480))
    assert told(coached("nerve_floss", 2, wide)) == told(coached("nerve_floss", 2, floss()))


def test_a_mirrored_picture_gives_the_same_events() -> None:
    frames = floss()
    mirrored = [{**one, "image": [(1 - x, y, z, v) for x, y, z, v in one["image"]]} for one in frames]
    assert told(coached("nerve_floss", 2, mirrored)) == told(coached("nerve_floss", 2, frames))


def test_the_other_side_is_the_mirror_image() -> None:
    right, left = coached("nerve_floss", 2, floss()), coached("nerve_floss", 2, floss(side="left"), "left")
    assert [(event.kind, round(event.t_s, 2)) for event in right] == [(one.kind, round(one.t_s, 2)) for one in left]


def test_legs_named_the_wrong_way_round_are_turned() -> None:
    changed = []
    for one in floss(4):
        rows = list(one["image"])
        if one["t_s"] > 8:
            for left in (23, 25, 27, 29, 31):
                rows[left], rows[left + 1] = rows[left + 1], rows[left]
        changed.append({**one, "image": rows})
    assert count(coached("nerve_floss", 2, changed)) == 4


@pytest.mark.parametrize("lefts", [(25,), (25, 27, 29, 31)])
def test_legs_that_change_places_while_they_rest_are_turned_back(lefts: tuple[int, ...]) -> None:
    frames = film("clamshell", 1, 30, doing(3, 3, 0.3, 3, 4), replace(SIDE, elevation_deg=30))
    later = [{**one, "image": legs_over(one["image"], lefts)} if one["t_s"] > 9.7 else one for one in frames]
    assert count(coached("clamshell", 1, later)) == 4


def legs_over(rows: list[Row], lefts: tuple[int, ...]) -> list[Row]:
    """Return landmarks with some of the legs' changed over: the knees (25), or all from there on."""
    changed = list(rows)
    for left in lefts:
        changed[left], changed[left + 1] = rows[left + 1], rows[left]
    return changed


def test_a_short_gap_is_bridged_and_a_long_one_is_told() -> None:
    short = [one for one in floss(4) if not 10.0 < one["t_s"] < 10.6]
    long = [{**one, "image": []} if 10.0 < one["t_s"] < 12.0 else one for one in floss(4)]
    assert (count(coached("nerve_floss", 2, short)), count(coached("nerve_floss", 2, short), "lost")) == (4, 0)
    assert count(coached("nerve_floss", 2, long), "lost") == 1


def test_nobody_for_a_minute_is_said_once() -> None:
    frames = [{"t_s": n / FPS, "width": 640, "height": 480, "image": []} for n in range(60 * FPS)]
    found = coached("bridge", 1, frames)
    assert [event.seen for event in of_kind(found, "framing")] == ["nobody"]
    assert count(found) == 0


@pytest.mark.parametrize("azimuth_deg", [85, -85])
def test_from_feet_or_head_it_says_so_and_counts_nothing(azimuth_deg: float) -> None:
    found = coached("nerve_floss", 2, floss(seen=replace(SIDE, azimuth_deg=azimuth_deg, elevation_deg=15)))
    assert "view" in [event.seen for event in of_kind(found, "framing")]
    assert count(found, "armed") == 0


def test_what_isnt_seen_is_unsure_and_never_counted() -> None:
    hidden = []
    for one in floss(4):
        rows = [(x, y, z, 0.2 if n in {26, 28, 30, 32} else v) for n, (x, y, z, v) in enumerate(one["image"])]
        hidden.append({**one, "image": rows} if one["t_s"] > 6 else one)
    found = coached("nerve_floss", 2, hidden)
    assert {"what": "count", "state": "on"} in [dict(event.values) for event in of_kind(found, "unsure")]
    assert count(found) == 0
    assert total(found, "unsure_ratio") > 0.5


def test_a_knee_that_snaps_straight_is_said_and_praised_when_mended() -> None:
    def at(t_s: float) -> float:
        return doing(3, 0.7, 0.3, 3, 1)(t_s) + doing(8, 3, 0.3, 3, 2)(t_s)

    found = coached("nerve_floss", 2, film("nerve_floss", 2, 24, at))
    said = [(event.kind, event.say) for event in found if event.seen == "too_fast"]
    assert said == [("fault", "Two to three seconds each way."), ("fault_cleared", "Good, that's it.")]


def test_staying_at_the_end_is_said() -> None:
    found = coached("nerve_floss", 2, film("nerve_floss", 2, 20, doing(3, 3, 6, 3)))
    assert "staying_at_the_end" in {event.seen for event in of_kind(found, "fault")}


def test_right_form_is_never_faulted() -> None:
    for exercise, level in (*COUNTED, *HELD):
        found = coached(exercise, level, film(exercise, level, 30, doing(3, 3, 1, 3, 3)))
        assert [event.seen for event in of_kind(found, "fault")] == []


@pytest.mark.parametrize(("arms", "kind"), [(("left",), "phase"), (("left", "right"), "done")])
def test_an_arm_pauses_and_both_stop(arms: tuple[str, ...], kind: str) -> None:
    frames = film("bridge", 2, 12, lambda _: 0.0)
    for one in frames:
        if 4 < one["t_s"] < 7:
            for arm in arms:
                one["image"] = raised(one["image"], arm, 0.54, SIDE)
    found = [event for event in coached("bridge", 2, frames) if event.seen == "arms raised"]
    assert [event.kind for event in found] == [kind]


def test_a_bent_knee_with_the_foot_down_pauses_and_then_stops() -> None:
    frames = film("nerve_floss", 2, 24, lambda _: 0.0)
    for one in frames:
        if one["t_s"] > 4:
            rows = one["image"]
            for other, own in ((25, 26), (27, 28), (29, 30), (31, 32)):
                rows[own] = rows[other]
    found = coached("nerve_floss", 2, frames)
    assert [(event.kind, round(event.t_s)) for event in found if event.seen == "knee bent, foot down, still"] == [
        ("phase", 7),
        ("done", 14),
    ]


@pytest.mark.parametrize(("goal", "sums"), [(2, (2, "goal")), (None, (3, "end")), (0, (3, "end"))])
def test_the_set_is_done_at_its_goal(goal: int | None, sums: tuple[int, str]) -> None:
    coach = Coach(PROGRAMME, "clamshell", 1, repetitions=goal)
    last = list(events(coach, map(frame, film("clamshell", 1, 26, doing(3, 2, 0, 2, 3)))))[-1]
    assert (last.values["repetitions"], last.values["reason"]) == sums


def test_a_hold_is_done_at_its_seconds() -> None:
    coach = Coach(PROGRAMME, "seated_hinge", 1, hold_s=5)
    last = list(events(coach, map(frame, film("seated_hinge", 1, 26, doing(3, 3, 15, 3)))))[-1]
    assert (round(last.values["held_s"]), last.values["reason"]) == (5, "goal")


@pytest.mark.parametrize("exercise", list(FORMS))
def test_every_fault_has_words_with_a_source_in_the_programme(exercise: str) -> None:
    told = {fault.id: fault for fault in PROGRAMME.exercises[exercise].faults}
    assert all(told[form.id].instead and told[form.id].source for form in FORMS[exercise])


def test_one_done_ends_it_and_nothing_follows() -> None:
    found = coached("clamshell", 1, film("clamshell", 1, 12, doing(3, 2, 0, 2, 2)))
    assert [event.kind for event in found].count("done") == 1
    assert found[-1].kind == "done"
    assert {event.kind for event in found} <= set(KINDS)


def test_the_coach_has_no_way_to_write_or_to_clear() -> None:
    public = {name for name in vars(Coach) if not name.startswith("_")}
    assert public == {"push", "finish"}


def test_who_moves_on_into_the_start_pose_of_traction_isnt_being_pulled() -> None:
    shape = shape_of("leg_traction", 1)
    pulled, drawn_up = mixed(shape, 1.0), {"knee_w": 0.20, "ankle_w": 0.12, "heel_w": 0.12, "ear": 0.15}

    def pose(t_s: float) -> Pose:
        """Return someone who pauses with a leg drawn up, farther from the anchor, then lies down as asked."""
        left, made = 1 - eased((t_s - 4) / 1.5), {}
        for name, (x, y, z) in shape.start.items():
            back = [left * 0.8 * (here - there) for here, there in zip(shape.start[name], pulled[name], strict=True)]
            made[name] = (x + back[0], y + back[1] + left * drawn_up.get(name, 0.0), z + back[2])
        return made

    frames = film("leg_traction", 1, 11, lambda _: 0.0)
    found = coached(
        "leg_traction", 1, [one | {"image": landmarks("leg_traction", pose(one["t_s"]), SIDE)} for one in frames]
    )
    assert count(found, "armed") > 0
    assert total(found, "held_s") == 0
