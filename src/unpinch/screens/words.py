"""Words for what the record holds: places, answers, days, doses, sources. No number of the programme stands here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import takewhile
from typing import Any

from unpinch.journal import Moment
from unpinch.programme.bands import OwnedBand
from unpinch.programme.decision import BandAdvice, PlannedSet, Reason
from unpinch.programme.model import Dose, Level, Programme

SIDE_LEG: Mapping[str, str] = {"left": "left leg", "right": "right leg", "both": "both legs"}
SITE: Mapping[str, str] = {
    "none": "Nowhere",
    "back": "Low back",
    "buttock": "Buttock",
    "thigh": "Thigh",
    "knee": "Knee",
    "calf": "Calf",
    "foot": "Foot",
    "between_legs": "Between the legs",
    "groin": "Groin",
    "front_thigh": "Front of the thigh",
    "other_leg": "The other leg",
}
ANSWER: Mapping[str, str] = {
    "yes": "Yes",
    "no": "No",
    "not_sure": "I'm not sure",
    "true": "Yes",
    "false": "No",
    "left": "Left",
    "right": "Right",
    "both": "Both",
    "none": "None",
    "free": "Free",
    "limited": "Limited",
    "same": "As at the start",
    "weaker": "Weaker",
    "cannot_tell": "Can't tell",
    "heels": "Heels fail",
    "toes": "Toes fail",
    "foot_slaps": "The foot slaps",
    "knee_gives": "The knee gives way",
    "under_30_min": "Under half an hour",
    "to_2_h": "Up to two hours",
    "longer": "Longer",
    "this_morning": "Still there this morning",
    "to_16_weeks": "Yes, up to 16 weeks",
    "over_16_weeks": "Yes, over 16 weeks",
    "worsens": "Makes it worse",
    "eases": "Eases it",
    "neither": "Neither",
    "below_buttock": "Below the buttock, at the back or side",
    "groin_or_front": "In the groin or the front of the thigh",
    "both_feet_burning": "Burning in both feet",
    "back_only": "Only in the back",
    "hips": "Hips",
    "buttocks": "Buttocks",
    "thighs": "Thighs",
    "back": "Back",
    "other": "Somewhere else",
    "booked": "It is booked",
    "had": "I have been there",
    "may_exercise": "I may exercise",
    "may_continue": "I may go on",
    "not_yet": "Not yet",
    "travel": "Travel",
    "illness": "Illness",
    "same_or_better": "Same or better",
    "worse": "Worse",
    "no_answer": "No answer",
    "tingling": "Tingling or numbness",
    "pain_down": "Pain moving down",
    "too_strong": "Pain too strong",
    "not_back": "Not back yet",
    "flat": "Flat band",
    "loop": "Long loop",
    "mini_loop": "Mini loop",
    "done": "Done",
    "stopped": "Stopped",
    "metric": "Metres and kilograms",
    "imperial": "Feet and pounds",
    "normal": "Normal",
    "large": "Large",
    "largest": "Very large",
    "system": "As the device",
    "light": "Light",
    "dark": "Dark",
    "more_pain": "More pain",
    "muscle": "Sore muscles",
    "headache": "Headache",
    "dizziness": "Dizziness",
    "skin": "Skin",
    "band_or_fall": "The band or a fall",
    "software": "The software",
    "hand": "By hand",
    "camera": "By camera",
    "may": "May",
}
_BY_FIELD: Mapping[tuple[str, str], str] = {
    ("reason", "other"): "Something else",
    ("category", "other"): "Something else",
    ("answer", "back"): "Back to how it was",
    ("reaction", "none"): "Not at all",
    ("legs", "none"): "Neither: only the back, or nothing now",
    ("status", "had"): "I have been there",
    ("how", "left"): "Ended early",
    ("question_answer", "no"): "No",
    ("figure", "f"): "A woman",
    ("figure", "m"): "A man",
    ("figure", "older"): "Someone older",
}
_SITE_FIELDS = ("pain_site", "nerve_site", "where", "apart")


def say(field: str, value: object) -> str:
    """Return a stored value in words; `field` is its name, the side left off."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, (list, tuple)):
        return ", ".join(say(field, item) for item in value) or "None"
    text = str(value)
    if field.endswith(_SITE_FIELDS):
        return SITE.get(text, text)
    return _BY_FIELD.get((field, text)) or ANSWER.get(text, text.replace("_", " "))


def day(of: date, today: date | None = None) -> str:
    """Return a date in words: Sunday 22 November, with Today or Yesterday before it where it is."""
    text = f"{of:%A} {of.day} {of:%B}" + ("" if today is None or of.year == today.year else f" {of.year}")
    if today is None:
        return text
    near = {0: "Today", 1: "Yesterday"}.get((today - of).days)
    return f"{near}, {of.day} {of:%B}" if near else text


def clock(at: str) -> str:
    """Return the time of day of an RFC 3339 text, as written."""
    return at[11:16]


def when(at: str, today: date) -> str:
    """Return a moment in words: today 08:10, yesterday 21:00, 3 March 08:10."""
    of = date.fromisoformat(at[:10])
    near = {0: "today", 1: "yesterday"}.get((today - of).days, f"{of.day} {of:%B}")
    return f"{near} {clock(at)}"


def iso(moment: Moment) -> str:
    """Return the local date as YYYY-MM-DD."""
    return date.fromordinal(moment.day).isoformat()


def listed(items: Sequence[str], last: str = "and") -> str:
    """Return items as a sentence does: a, b and c."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {last} {items[-1]}" if items else ""


_HEAD, _TAIL, _MANY = 2, 3, 3
"""How many words two signs must share at their beginning or end to be said in one; of so many signs, one word."""


def folded(texts: Sequence[str]) -> list[str]:
    """Return texts with neighbours that begin or end alike said in one: one calf swollen, hot or red."""
    found: list[str] = []
    rest = list(texts)
    while rest:
        count, text = _fold(rest)
        found.append(text)
        rest = rest[count:]
    return found


def _fold(texts: Sequence[str]) -> tuple[int, str]:
    """Return how many of the first texts can be said in one, and that one."""
    heads = [text.split() for text in texts]
    for back, least in ((False, _HEAD), (True, _TAIL)):
        split = [words[::-1] for words in heads] if back else heads
        alike = _alike(split[0], split[1]) if len(split) > 1 else 0
        same = _same(split, alike)
        if alike >= least or (alike and len(same) >= _MANY):
            return len(same), _in_one(split[0][:alike], same, back=back)
    return 1, texts[0]


def _same(split: list[list[str]], alike: int) -> list[list[str]]:
    """Return what the first texts that begin with the same words say beside them."""
    fits = takewhile(lambda one: one[:alike] == split[0][:alike] and len(one) > alike, split)
    return [one[alike:] for one in fits]


def _in_one(shared: list[str], parts: list[list[str]], *, back: bool) -> str:
    turn = -1 if back else 1
    whole, several = " ".join(shared[::turn]), listed([" ".join(part[::turn]) for part in parts], "or")
    return f"{several} {whole}" if back else f"{whole} {several}"


def _alike(one: Sequence[str], two: Sequence[str]) -> int:
    """Return with how many same words two begin, one word of each left over."""
    most = min(len(one), len(two)) - 1
    return next((n for n in range(most) if one[n] != two[n]), max(0, most))


_ALIKE = 3
"""So many same words at both ends together, and two questions read alike."""


def differing(text: str, before: str) -> tuple[str, str, str]:
    """Return a text in three: what it begins with like the one before, what differs, and what it ends with like it.

    Where the two aren't alike, or say the same, all of it is the first.
    """
    one, two = text.split(), before.split()
    head = _alike(one, two)
    tail = _alike(one[head:][::-1], two[head:][::-1])
    if head + tail < _ALIKE or one == two:
        return text, "", ""
    end = len(one) - tail
    return " ".join(one[:head]), " ".join(one[head:end]), " ".join(one[end:])


def capital(text: str) -> str:
    """Return the text with its first letter large."""
    return text[:1].upper() + text[1:]


def times(count: int, word: str) -> str:
    """Return a count with its word: 1 set, 2 sets."""
    return f"{count} {word}" + ("" if count == 1 else "s")


def seconds(count: int) -> str:
    """Return seconds in words, whole minutes as minutes."""
    return times(count // 60, "minute") if count and count % 60 == 0 else times(count, "second")


def amount(repetitions: int, hold_s: int) -> str:
    """Return what one set is."""
    if repetitions and hold_s:
        return f"{times(repetitions, 'time')}, hold {seconds(hold_s)}"
    return f"hold {seconds(hold_s)}" if hold_s else times(repetitions, "time")


def dose(planned: Sequence[PlannedSet]) -> str:
    """Return sets of one exercise in words: left leg, 2 sets of 8 times."""
    first = planned[0]
    one = amount(first.repetitions, first.hold_s)
    text = one if len(planned) == 1 else f"{len(planned)} sets: {one}"
    return text if first.side == "both" else f"{SIDE_LEG[first.side].capitalize()}, {text}"


def start_dose(of: Dose) -> str:
    """Return where a level begins, in words."""
    one = amount(of.repetitions, of.hold_s)
    rest = f", rest {seconds(of.rest_s)}" if of.rest_s else ""
    return capital(f"{times(of.sets, 'set')}: {one}{rest}")


def source(programme: Programme, names: str) -> str:
    """Return whose word a source is: `article; choice` becomes a sentence for people."""
    own = {"article": "The article this programme follows", "choice": "Our own choice, not proven"}
    parts = [part.strip() for part in names.split(";") if part.strip()]
    return "; ".join(own.get(part) or programme.sources.get(part, part) for part in parts)


def reason(programme: Programme, one: Reason) -> dict[str, str]:
    """Return a reason as the pages show it."""
    whose = programme.rule_sources.get(one.rule, one.source)
    return {"text": one.text, "rule": one.rule, "source": source(programme, whose), "known": ""}


def reasons(programme: Programme, found: Iterable[Reason]) -> list[dict[str, str]]:
    """Return reasons as the pages show them; one without a sentence has nothing to say."""
    return [reason(programme, one) for one in found if one.text]


def band(of: OwnedBand) -> str:
    """Return what to call a band."""
    return capital(of.name)


def taken(advice: BandAdvice) -> str:
    """Return which band to take; how long, and how hard it pulls, is told beside it where it can be (band_setup)."""
    return f"Take your {advice.name}." if advice.name and advice.stretch_percent else advice.text


def unlike(level: Level, conditions: Collection[str], *, band: bool) -> str:
    """Return how a level's pictures differ for someone with these conditions, with a band in use or without one."""
    usual = ["the usual position"] if any(one.condition in conditions for one in level.setup_if) else []
    shown = [*usual, "a band"] if level.setup_without and not band else usual
    return f"The picture shows {listed(shown)}. Your set-up differs: go by the words." if shown else ""


def side_name(name: str) -> tuple[str, str]:
    """Split a field's name into side and rest: left_leg_pain is (left, leg_pain); no side is empty."""
    side, _, rest = name.partition("_")
    return (side, rest) if side in SIDE_LEG and rest else ("", name)


def option(field: str, value: str) -> dict[str, Any]:
    """Return one option of a form field."""
    return {"value": value, "label": say(field, value)}
