"""What pictures over days share: a column for each day, dates below, words for each, and plain SVG text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

WIDTH = 360
LETTER = 7.2
"""How wide a letter is at most, in the mean of a word, at the font size of `progress.css`."""
_MOST_GAP = 1.4


@dataclass(frozen=True, slots=True)
class Frame:
    """What a picture says of itself: an id that is unique on the page, its title, and what it shows."""

    id: str
    title: str
    desc: str


@dataclass(frozen=True, slots=True)
class DayAxis:
    """The columns of a picture, oldest first: what each tells when pointed at, and its date for the axis."""

    told: Sequence[str]
    dates: Sequence[str]
    left: float = 30
    right: float = 2

    @property
    def step(self) -> float:
        """Return how wide a column is, its gap included."""
        return (WIDTH - self.left - self.right) / max(1, len(self.told))

    @property
    def bar(self) -> float:
        """Return how wide a column is drawn."""
        return self.step - min(_MOST_GAP, self.step * 0.2)

    def x(self, number: float) -> float:
        """Return where a column begins."""
        return self.left + self.step * number

    def middle(self, number: int) -> float:
        """Return the middle of a column as it is drawn."""
        return self.x(number) + self.bar / 2

    def box(self, number: int, top: float, high: float) -> str:
        """Return the course round a column's cell."""
        return box(self.x(number), top, self.bar, high)

    def dated(self, y: float) -> Iterator[str]:
        """Write the first and the last date, and the one between where there is room."""
        yield text(self.left, y, self.dates[0], "soft")
        yield text(WIDTH - self.right, y, self.dates[-1], "soft", "end")
        middle = len(self.dates) // 2
        x, half = self.x(middle + 0.5), len(self.dates[middle]) * LETTER / 2
        begin, end = self.left + len(self.dates[0]) * LETTER, WIDTH - self.right - len(self.dates[-1]) * LETTER
        if begin + LETTER < x - half and x + half < end - LETTER:
            yield text(x, y, self.dates[middle], "soft", "middle")

    def pointed(self, high: float) -> Iterator[str]:
        """Yield the mark of the day pointed at, and what is hovered over and tapped: each day with its words."""
        yield f'<rect class="here" x="0" y="0" width="{n(self.step)}" height="{n(high)}" rx="2"/>'
        for number, told in enumerate(self.told):
            yield day(told, (self.x(number), 0, self.step, high))


def svg(frame: Frame, css: str, high: float, parts: Iterable[str]) -> str:
    """Return a picture that says its title and what it shows."""
    names = f'role="img" aria-labelledby="{frame.id}-title {frame.id}-desc"'
    told = f'<title id="{frame.id}-title">{quoted(frame.title)}</title>'
    told += f'<desc id="{frame.id}-desc">{quoted(frame.desc)}</desc>'
    head = f'<svg class="chart {css}" viewBox="0 0 {WIDTH} {n(high)}" {names} focusable="false">'
    return f"{head}{told}{''.join(parts)}</svg>"


def day(told: str, place: tuple[float, float, float, float]) -> str:
    """Return what is pointed at, with its words; `place`: left, top, width, height."""
    x, y, wide, high = map(n, place)
    return f'<rect class="day" x="{x}" y="{y}" width="{wide}" height="{high}"><title>{quoted(told)}</title></rect>'


def box(x: float, y: float, wide: float, high: float) -> str:
    """Return the course round a box."""
    return f"M{n(x)} {n(y)}h{n(wide)}v{n(high)}h-{n(wide)}z"


def dot(x: float, y: float, r: float) -> str:
    """Return the course round a dot."""
    half = f"a{n(r)} {n(r)} 0 1 1"
    return f"M{n(x - r)} {n(y)}{half} {n(2 * r)} 0{half} -{n(2 * r)} 0z"


def square(x: float, y: float, r: float) -> str:
    """Return the course round a square."""
    return box(x - r, y - r, 2 * r, 2 * r)


def wedge(x: float, y: float, r: float) -> str:
    """Return the course round a wedge that points down."""
    return f"M{n(x - r)} {n(y - r)}h{n(2 * r)}l-{n(r)} {n(2 * r)}z"


def paths(css: str, shapes: Sequence[str], more: str = "") -> Iterator[str]:
    """Yield all shapes of a class as one path; nothing where there are none."""
    if shapes:
        yield f'<path class="{css}"{more} d="{"".join(shapes)}"/>'


def stripes(id_: str) -> str:
    """Return the pattern of days on which strength or numbness was worse, for one picture."""
    return (
        f'<defs><pattern id="{id_}-held" width="4" height="4" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><path class="held-line" d="M0 0V4"/></pattern></defs>'
    )


def shade(score: int) -> int:
    """Return the step of a score: 0 for none, 1 to 5 for 1 to 10."""
    return (max(0, score) + 1) // 2


def text(x: float, y: float, words: str, css: str = "", anchor: str = "") -> str:
    """Return a line of words; `anchor` empty: it begins at x."""
    extra = (f' class="{css}"' if css else "") + (f' text-anchor="{anchor}"' if anchor else "")
    return f'<text x="{n(x)}" y="{n(y)}"{extra}>{quoted(words)}</text>'


def wrapped(words: str, most: int) -> list[str]:
    """Return words in lines of at most so many letters; a longer word has a line of its own."""
    lines: list[str] = []
    for word in words.split():
        if lines and len(lines[-1]) + 1 + len(word) <= most:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def n(value: float) -> str:
    """Return the number as short as two decimals allow."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def quoted(words: str) -> str:
    """Return words that mean nothing to a reader of SVG."""
    return words.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
