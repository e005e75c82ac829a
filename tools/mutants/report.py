"""docs/mutants.md: the score a room, and every fault that nothing noticed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tools.mutants.places import Mutant
from tools.mutants.reasons import why
from tools.mutants.trial import NET, NET_TESTS, Outcome

HEAD = """# Mutants

Written by `make mutants`; don't edit it. The command puts small faults into the rules one by one and runs the tests
that reach the changed line: those in `tests/guidance` and `tests/guard`, and all golden pairs. A fault that no test
notices survives, and is listed below with its reason (`tools/mutants/reasons.py`): mostly it makes no difference (it is
*equivalent*), as a bound that another rule holds as well, or a way that only saves time. Without a reason a test is
missing; those stand first.

The faults: a comparison turned or moved by one, `and` for `or`, a part of a condition left out, a condition always or
never true, `not` left out, a number one more or less, plus for minus, `min` for `max`, `any` for `all`, another value
returned, a statement left out, a member of a set or of a table left out. Texts are not changed. The verifier
(`guidance/verify`) is not changed either: it is a proof, and has tests of its own.

Each fault is put into the running program in a child process, so that a run needs no copy of the code. Only computing
time counts for time-outs. A run that was stopped goes on from where it was; when files have changed since, what noticed
a fault before is tried first. The order is random and the same each time, so that a part of a run is a fair sample.
`make mutants ARGS=--again` tries only the listed faults without a reason once more, after new tests: those that are
noticed now leave the list and are added to the score, and what was noticed before isn't tried a second time. Tests
written for the survivors of a part lift that part's score alone: it then says nothing of the faults not tried yet.
"""
COLUMNS = ("noticed by a test or an expectation", "by the net alone", "survived", "reached by no test")
UNREACHED = "Reached by no test"
NOTHING: Mapping[str, Counter[str]] = {}


def report(
    mutants: Sequence[Mutant],
    found: Mapping[str, Outcome],
    left_out: Sequence[str],
    before: Mapping[str, Counter[str]] = NOTHING,
) -> str:
    """Return the whole page. `before`: how many more were noticed by an earlier run in each room, by column."""
    tried = [mutant for mutant in mutants if mutant.id in found]
    parts = [HEAD, _scores(mutants, found, before), _left_out(left_out), *_survivors(tried, found)]
    return "\n".join(part for part in parts if part)


def column(outcome: Outcome) -> str:
    """Return the column of the table in which a mutant is counted."""
    if outcome.state == "killed":
        return COLUMNS[1] if outcome.by.startswith((NET, NET_TESTS)) else COLUMNS[0]
    return COLUMNS[2] if outcome.state == "survived" else COLUMNS[3]


def _scores(mutants: Sequence[Mutant], found: Mapping[str, Outcome], before: Mapping[str, Counter[str]]) -> str:
    lines = [
        "## Score\n",
        "The score is the share that anything noticed. The net (`tests/golden/*.decision.json`) only says that a",
        "decision changed, not that it is wrong, so what it alone noticed is counted apart. The other net, what comes",
        "after the golden situations (`tests/guidance/test_futures.py`), is tried last and counted with it.\n",
        f"| room | faults | tried | {' | '.join(COLUMNS)} | score |",
        "|---|---|---|---|---|---|---|---|",
    ]
    rooms = list(dict.fromkeys(sorted(mutant.room for mutant in mutants)))
    for room in rooms:
        here = [one for one in mutants if one.room == room]
        counts = Counter(column(found[one.id]) for one in here if one.id in found)
        lines.append(_score(room, len(here), counts + before.get(room, Counter())))
    return "\n".join(lines) + "\n"


def _score(room: str, faults: int, counts: Counter[str]) -> str:
    tried = counts.total()
    share = f"{percent(tried, faults)} of them" if tried < faults else "all"
    score = percent(counts[COLUMNS[0]] + counts[COLUMNS[1]], tried)
    cells = [room, str(faults), f"{tried} ({share})", *(str(counts[name]) for name in COLUMNS), score]
    return f"| {' | '.join(cells)} |"


def percent(part: int, whole: int) -> str:
    """Return a share in percent with one decimal, never rounded up to a hundred."""
    return f"{1000 * part // whole / 10:.1f} %" if whole else "-"


def _left_out(names: Sequence[str]) -> str:
    if not names:
        return ""
    listed = "\n".join(f"- `{name}`" for name in names)
    return f"Not run against the faults, for they take too long or fail without any:\n\n{listed}\n"


def _survivors(tried: Sequence[Mutant], found: Mapping[str, Outcome]) -> Iterable[str]:
    silent = [mutant for mutant in tried if found[mutant.id].state == "survived"]
    yield from _listed("Survived, a test is missing", [mutant for mutant in silent if not why(mutant)])
    yield from _listed("Survived for a reason", [mutant for mutant in silent if why(mutant)])
    yield from _listed(UNREACHED, [mutant for mutant in tried if found[mutant.id].state == "uncovered"])


def _listed(title: str, mutants: Iterable[Mutant]) -> Iterable[str]:
    files: dict[str, list[Mutant]] = defaultdict(list)
    for mutant in mutants:
        files[mutant.path].append(mutant)
    if files:
        yield f"## {title}\n"
    for path in sorted(files):
        yield f"### {path}\n"
        for mutant in sorted(files[path], key=lambda one: (one.line, one.change, one.id)):
            because = f": {reason}" if (reason := why(mutant)) else ""
            yield f"- {mutant.line}: {plain(mutant)}{because}"
        yield ""


def plain(mutant: Mutant) -> str:
    """Return a fault as the page lists it."""
    what, _, change = mutant.change.partition(": ")
    before, _, after = change.partition(" -> ")
    return f"{what}, `` {before} `` -> `` {after} ``"
