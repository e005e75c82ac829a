"""Forces by hand from the law T = S (l - l^-2)(0.488 + 0.172 / l), S at 100 % stretch in newtons."""

import pytest

from unpinch.programme.bands import (
    OwnedBand,
    advise,
    force_range_n,
    is_heavy,
    loop_stretch_percent,
    strength_n,
    tension_ratio,
)
from unpinch.programme.decision import BandAdvice
from unpinch.programme.model import BandNeed, Programme

YELLOW = OwnedBand("yellow", "flat", "TheraBand", "yellow")
RED = OwnedBand("red", "flat", "TheraBand", "red")
GREEN = OwnedBand("green", "flat", "TheraBand", "green")
BLUE = OwnedBand("blue", "flat", "TheraBand", "blue")
GOLD = OwnedBand("gold", "flat", "TheraBand", "gold")
LATEX_FREE = OwnedBand("free", "flat", "TheraBand", "red", latex=False)
UNKNOWN = OwnedBand("unknown", "flat", "Nobody", "red")
LIGHT_LOOP = OwnedBand("light", "mini_loop", width_mm=50, thickness_mm=0.5, rest_mm=600)
HEAVY_LOOP = OwnedBand("heavy", "mini_loop", width_mm=50, thickness_mm=0.9, rest_mm=600)
POWER_LOOP = OwnedBand("power", "loop", width_mm=12.7, thickness_mm=4.5, rest_mm=2082)

FLOSS = BandNeed(("flat",), 5, 20, 50, 2, "Use a towel.", "choice")
TRACTION = BandNeed(("loop", "flat"), 15, 35, 100, 2, "Leave it out.", "choice")
CLAM = BandNeed(("mini_loop",), 8, 18, 150, 2, "Without a band.", "choice", spread_mm=264)


def take(
    programme: Programme, need: BandNeed, *bands: OwnedBand, cap_n: int = 30, no_latex: bool = False
) -> BandAdvice:
    return advise(
        programme,
        need,
        bands,
        cap_n=cap_n,
        target_low_n=need.force_low_n,
        target_high_n=need.force_high_n,
        no_latex=no_latex,
    )


@pytest.mark.parametrize(
    ("stretch_percent", "ratio"),
    [(0, 0), (25, 0.3816), (50, 0.6362), (100, 1.0045), (150, 1.3029), (200, 1.5754)],
)
def test_the_law_by_hand(stretch_percent: int, ratio: float) -> None:
    assert tension_ratio(1 + stretch_percent / 100) == pytest.approx(ratio, abs=0.0001)


def test_a_slack_band_does_not_pull_or_push() -> None:
    assert tension_ratio(0.5) == 0


@pytest.mark.parametrize(
    ("colour", "at_25_lb", "at_100_lb", "at_250_lb"),
    [
        ("yellow", 1.1, 2.9, 5.8),
        ("red", 1.5, 3.9, 7.0),
        ("green", 2.0, 5.0, 9.6),
        ("blue", 2.8, 7.1, 13.3),
        ("black", 3.6, 9.7, 17.6),
        ("silver", 5.0, 13.2, 25.3),
        ("gold", 7.9, 21.6, 40.1),
    ],
)
def test_the_law_meets_the_makers_older_chart(colour: str, at_25_lb: float, at_100_lb: float, at_250_lb: float) -> None:
    del colour
    assert at_100_lb * tension_ratio(1.25) == pytest.approx(at_25_lb, rel=0.085)
    assert at_100_lb * tension_ratio(3.5) == pytest.approx(at_250_lb, rel=0.085)


@pytest.mark.parametrize(
    ("colour", "newton"),
    [
        ("tan", 2.4 * 4.448),
        ("yellow", 3.0 * 4.448),
        ("red", 3.7 * 4.448),
        ("green", 4.6 * 4.448),
        ("blue", 5.8 * 4.448),
        ("black", 7.3 * 4.448),
        ("silver", 10.2 * 4.448),
        ("gold", 14.2 * 4.448),
    ],
)
def test_a_colour_has_its_makers_force(colour: str, newton: float, shipped: Programme) -> None:
    strength = strength_n(shipped, OwnedBand("x", "flat", " therabanD ", colour.upper()))
    assert strength is not None
    assert strength[1] == pytest.approx(newton, abs=0.06)
    assert strength[0] <= newton * 0.65 + 0.1
    assert strength[2] >= newton * 1.35 - 0.1


@pytest.mark.parametrize(
    ("colour", "older_n"),
    [
        ("yellow", 12.9),
        ("red", 17.3),
        ("green", 22.2),
        ("blue", 31.6),
        ("black", 43.1),
        ("silver", 58.7),
        ("gold", 96.1),
    ],
)
def test_the_range_of_a_colour_holds_the_older_table(colour: str, older_n: float, shipped: Programme) -> None:
    low, _, high = strength_n(shipped, OwnedBand("x", "flat", "TheraBand", colour)) or (0, 0, 0)
    assert low <= older_n <= high


@pytest.mark.parametrize(
    ("band", "stretch_percent", "strands", "force_n"),
    [
        (YELLOW, 25, 1, (3, 7)),  # 8.645 * 0.3816 = 3.30; 17.955 * 0.3816 = 6.85
        (RED, 50, 2, (13, 29)),  # 10.725 * 1.2723 = 13.65; 22.275 * 1.2723 = 28.34
        (GREEN, 100, 2, (26, 56)),  # 13.325 * 2.009 = 26.77; 27.675 * 2.009 = 55.60
        (GOLD, 25, 2, (21, 75)),  # 28.44 * 0.7632 = 21.71; 97.96 * 0.7632 = 74.77
        (LIGHT_LOOP, 48, 2, (11, 23)),  # 13.75: 8.94 * 1.2368 = 11.05; 18.56 * 1.2368 = 22.96
        (POWER_LOOP, 100, 2, (41, 86)),  # 31.43: 20.43 * 2.009 = 41.04; 42.43 * 2.009 = 85.25
        (RED, 0, 2, (0, 0)),
    ],
)
def test_force_ranges_by_hand(
    band: OwnedBand, stretch_percent: int, strands: int, force_n: tuple[int, int], shipped: Programme
) -> None:
    assert force_range_n(shipped, band, stretch_percent, strands) == force_n


def test_gold_doubled_pulls_as_computed_for_traction(shipped: Programme) -> None:
    middle = strength_n(shipped, GOLD)
    assert middle is not None
    for stretch_percent, newton in ((25, 48), (50, 80), (100, 127)):
        assert 2 * middle[1] * tension_ratio(1 + stretch_percent / 100) == pytest.approx(newton, abs=0.7)


def test_a_mini_loop_pulls_as_computed_for_the_clam() -> None:
    strength = 0.55 * 50 * 0.5
    for length_ratio, newton in ((1.128, 6), (1.27, 11), (1.4, 15), (1.565, 19)):
        assert 2 * strength * tension_ratio(length_ratio) == pytest.approx(newton, abs=0.3)


def test_an_unknown_band_has_no_force(shipped: Programme) -> None:
    assert strength_n(shipped, UNKNOWN) is None
    assert force_range_n(shipped, UNKNOWN, 50, 2) is None
    assert strength_n(shipped, OwnedBand("x", "flat", width_mm=100)) is None


def test_a_colour_without_a_brand_has_a_wider_range(shipped: Programme) -> None:
    alone, branded = strength_n(shipped, OwnedBand("x", "flat", colour="red")), strength_n(shipped, RED)
    assert alone is not None
    assert branded is not None
    assert alone == (8.25, 16.5, 24.75)
    assert alone[0] < branded[0]
    assert alone[2] > branded[2]


def test_a_colour_says_nothing_of_a_loop(shipped: Programme) -> None:
    assert strength_n(shipped, OwnedBand("x", "mini_loop", "TheraBand", "red")) is None


def test_a_hung_weight_narrows_the_range(shipped: Programme) -> None:
    # 1 kg = 9.81 N doubles the length: S = 9.81 / 1.0045 = 9.766; 15 % around it: 8.301 to 11.231
    hung = strength_n(shipped, OwnedBand("x", "flat", hung_n=9.81, hung_rest_mm=300, hung_stretched_mm=600))
    assert hung == pytest.approx((8.301, 9.766, 11.231), abs=0.001)


def test_a_weight_hung_on_a_loop_is_shared_by_two_strands(shipped: Programme) -> None:
    hung = strength_n(shipped, OwnedBand("x", "mini_loop", hung_n=19.62, hung_rest_mm=300, hung_stretched_mm=600))
    assert hung is not None
    assert hung[1] == pytest.approx(9.766, abs=0.001)


@pytest.mark.parametrize(("rest_mm", "stretched_mm"), [(300, 329), (300, 200), (None, 600), (300, None)])
def test_a_weight_that_barely_stretches_it_measures_nothing(
    rest_mm: int | None, stretched_mm: int | None, shipped: Programme
) -> None:
    band = OwnedBand("x", "flat", hung_n=9.81, hung_rest_mm=rest_mm, hung_stretched_mm=stretched_mm)
    assert strength_n(shipped, band) is None


@pytest.mark.parametrize(("hung_n", "low", "high"), [(1.0, 0.8462, 22.275), (60.0, 10.725, 68.691)])
def test_a_weight_that_contradicts_the_colour_widens_the_range(
    hung_n: float, low: float, high: float, shipped: Programme
) -> None:
    band = OwnedBand("x", "flat", "TheraBand", "red", hung_n=hung_n, hung_rest_mm=300, hung_stretched_mm=600)
    strength = strength_n(shipped, band)
    assert strength is not None
    assert (strength[0], strength[2]) == pytest.approx((low, high), abs=0.001)


def test_a_weight_that_agrees_with_the_colour_counts_alone(shipped: Programme) -> None:
    band = OwnedBand("x", "flat", "TheraBand", "red", hung_n=17, hung_rest_mm=300, hung_stretched_mm=600)
    assert strength_n(shipped, band) == pytest.approx((14.385, 16.924, 19.462), abs=0.001)


@pytest.mark.parametrize("band", [YELLOW, RED, GREEN, LIGHT_LOOP])
def test_which_bands_are_light(band: OwnedBand, shipped: Programme) -> None:
    assert not is_heavy(shipped, band)


@pytest.mark.parametrize("band", [BLUE, GOLD, UNKNOWN, POWER_LOOP, OwnedBand("untold")])
def test_which_bands_are_heavy(band: OwnedBand, shipped: Programme) -> None:
    """Blue is: 25.8 * 1.35 = 34.8 newtons, above 30."""
    assert is_heavy(shipped, band)


@pytest.mark.parametrize(
    ("spread_mm", "rest_mm", "percent"),
    [(114, 600, 0), (159, 600, 13), (264, 600, 48), (343, 600, 75), (264, None, None)],
)
def test_a_mini_loops_stretch_by_hand(
    spread_mm: int, rest_mm: int | None, percent: int | None, shipped: Programme
) -> None:
    # perimeter 2 d + pi * 114: 586.1, 676.1, 886.1, 1044.1 mm
    band = OwnedBand("x", "mini_loop", rest_mm=rest_mm)
    assert loop_stretch_percent(shipped.band_law, band, spread_mm) == percent


def test_it_advises_the_band_and_stretch_nearest_to_what_is_wanted(shipped: Programme) -> None:
    advice = take(shipped, FLOSS, BLUE, RED)
    assert (advice.need, advice.band, advice.stretch_percent) == ("flat", "red", 25)
    assert (advice.force_low_n, advice.force_high_n) == (8, 18)
    assert advice.text == (
        "Take your red TheraBand band and stretch it by 25 %: 100 cm become 125 cm. "
        "It pulls with about 8 to 18 newtons, like 0.8 to 1.8 kg."
    )


def test_two_bands_that_fit_alike_give_the_lesser_stretch_then_the_first(shipped: Programme) -> None:
    assert take(shipped, FLOSS, YELLOW, RED).band == "red"
    assert take(shipped, FLOSS, LATEX_FREE, RED).band == "free"


@pytest.mark.parametrize("cap_n", range(1, 31))
def test_the_upper_end_never_passes_the_cap(cap_n: int, shipped: Programme) -> None:
    advice = take(shipped, FLOSS, YELLOW, RED, GREEN, cap_n=cap_n)
    assert advice.force_high_n <= cap_n
    assert advice.stretch_percent <= FLOSS.stretch_most_percent


def test_a_stretch_never_passes_what_the_programme_refuses(shipped: Programme) -> None:
    need = BandNeed(("flat",), 80, 90, 400, 2, "Without.", "choice")
    assert take(shipped, need, YELLOW, cap_n=100).stretch_percent == 200


def test_heavy_bands_are_for_traction_alone(shipped: Programme) -> None:
    assert take(shipped, FLOSS, BLUE, GOLD, POWER_LOOP).need == "none"
    assert take(shipped, TRACTION, BLUE, cap_n=100).band == "blue"
    assert take(shipped, TRACTION, POWER_LOOP, cap_n=100).band == "power"


def test_mini_loops_are_for_clam_and_bridge_alone(shipped: Programme) -> None:
    assert take(shipped, FLOSS, LIGHT_LOOP).need == "none"
    assert take(shipped, TRACTION, LIGHT_LOOP).need == "none"
    advice = take(shipped, CLAM, LIGHT_LOOP, RED, cap_n=60)
    assert (advice.need, advice.band, advice.stretch_percent, advice.force_high_n) == ("mini_loop", "light", 48, 23)
    assert advice.text.startswith("Take your mini loop. It pulls with about 11 to 23 newtons")


def test_a_loop_stronger_than_wanted_is_not_advised(shipped: Programme) -> None:
    assert take(shipped, CLAM, HEAVY_LOOP, cap_n=60).need == "none"
    assert take(shipped, CLAM, HEAVY_LOOP, LIGHT_LOOP, cap_n=60).band == "light"


def test_a_slack_guide_may_be_any_light_band(shipped: Programme) -> None:
    guide = BandNeed(("flat",), 0, 0, 0, 2, "Hands on the thigh.", "choice")
    advice = take(shipped, guide, RED, cap_n=0)
    assert (advice.band, advice.stretch_percent, advice.force_high_n) == ("red", 0, 0)
    assert advice.text == "Take your red TheraBand band and keep it slack; it only guides."


@pytest.mark.parametrize(
    ("need", "band", "why"),
    [
        (FLOSS, LIGHT_LOOP, "You have no band of the right kind for this. Use a towel."),
        (FLOSS, UNKNOWN, "We don't know how strong your band is; hang a full bottle on it to find out. Use a towel."),
        (
            TRACTION,
            UNKNOWN,
            "We don't know how strong your band is; hang a full bottle on it to find out. Leave it out.",
        ),
        (CLAM, OwnedBand("plain", "mini_loop", rest_mm=600), "We don't know how strong your band is"),
        (FLOSS, GOLD, "Your band is too strong for this. Use a towel."),
        (FLOSS, OwnedBand("old", "flat", "TheraBand", "red", retired=True), "You have no band of the right kind"),
        (
            CLAM,
            OwnedBand("loose", "mini_loop", width_mm=50, thickness_mm=0.5, rest_mm=900),
            "Your loop doesn't fit this: too strong, too loose, or of unknown length. Without a band.",
        ),
        (CLAM, OwnedBand("lengthless", "mini_loop", width_mm=50, thickness_mm=0.5), "Your loop doesn't fit this"),
        (
            CLAM,
            OwnedBand("tiny", "mini_loop", width_mm=50, thickness_mm=0.1, rest_mm=300),
            "Your loop doesn't fit this",
        ),
    ],
)
def test_when_nothing_fits_it_says_why_and_what_to_do(
    need: BandNeed, band: OwnedBand, why: str, shipped: Programme
) -> None:
    advice = take(shipped, need, band)
    assert advice.need == "none"
    assert advice.band is None
    assert advice.text.startswith(why)


def test_the_callers_words_come_before_the_levels(shipped: Programme) -> None:
    given = {"cap_n": 30, "target_low_n": 5, "target_high_n": 20}
    assert advise(shipped, FLOSS, (), without="Use your hands.", **given).text.endswith("this. Use your hands.")


def test_latex_is_left_out_for_who_does_not_bear_it(shipped: Programme) -> None:
    assert take(shipped, FLOSS, RED, LATEX_FREE, no_latex=True).band == "free"
    nothing = take(shipped, FLOSS, RED, no_latex=True)
    assert nothing.need == "none"
    assert nothing.text.startswith("Your bands for this may hold latex.")


def test_it_learns_a_band_entry_by_entry() -> None:
    first = OwnedBand.learn(None, {"band": "b1", "colour": "red"})
    assert first == OwnedBand("b1", None, colour="red", latex=True)
    values = {"band": "b1", "type": "flat", "brand": "TheraBand", "latex": False, "hung_n": "9.81", "width_mm": "150"}
    then = OwnedBand.learn(first, values)
    assert then == OwnedBand("b1", "flat", "TheraBand", "red", width_mm=150, latex=False, hung_n=9.81)
    assert OwnedBand.learn(then, {"band": "b1", "retired": True}).retired


def test_a_band_of_untold_type_fits_nothing(shipped: Programme) -> None:
    untold = OwnedBand("x", None, "TheraBand", "red")
    assert untold.name == "red TheraBand band"
    for need in (FLOSS, TRACTION, CLAM):
        assert take(shipped, need, untold).need == "none"


def test_bands_are_named_as_people_call_them() -> None:
    assert RED.name == "red TheraBand band"
    assert POWER_LOOP.name == "long loop"


def test_every_shipped_level_is_served_by_a_usual_set_of_bands(shipped: Programme) -> None:
    bands = (YELLOW, RED, BLUE, LIGHT_LOOP, HEAVY_LOOP, POWER_LOOP)
    for exercise in shipped.exercises.values():
        for level in exercise.levels:
            if level.band is not None:
                advice = take(shipped, level.band, *bands, cap_n=60)
                assert advice.need in level.band.types, (exercise.id, level.number)
