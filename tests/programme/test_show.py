from tests.programme.conftest import Edit
from unpinch.programme import load, summary
from unpinch.programme.model import Programme


def test_it_shows_what_a_clinician_looks_for(shipped: Programme) -> None:
    text = summary(shipped)
    for words in (
        "unpinch-shipped 1.0.0",
        shipped.hash,
        "Decompress: Calm the nerve.",
        "Supine sciatic nerve floss (side: affected)",
        "Banded distraction leg traction (optional, side: affected)",
        "1 Low floss: 1 to 3 sets, 5 to 10 times, 3 a day, 7 days a week; nerve load 46;",
        "nerve load 46; flat 5 to 20 N, stretch to 50 %",
        "0 Ankle pumps: 1 set, 5 to 10 times, 3 a day, 7 days a week; nerve load 15; no band",
        "1 First pull: 1 to 2 sets, hold 30 to 120 s",
        "1 Without a band: 2 to 3 sets, 8 to 10 times, 1 a day, 3 days a week, 36 h apart",
        "not with: clam_not_agreed, clot, fracture",
        "The tingle rule: More tingling or numbness means stop at once.",
        "Emergency (40 questions; one yes decides)",
        "Is there any numbness or tingling between your legs?",
        "floss_force_n = 30 [choice]",
        "Beyond what is recommended\n  nothing",
    ):
        assert words in text


def test_it_shows_what_goes_beyond_what_is_recommended(edited: Edit) -> None:
    changed = load(edited("programme.toml", "stabilise_green_days = { value = 5", "stabilise_green_days = { value = 4"))
    assert "stabilise_green_days is 4; 5 to 7 is recommended." in summary(changed)
