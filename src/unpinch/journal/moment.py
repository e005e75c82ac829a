"""Instants with the offset they were written in. The local day is the date as written; zones are labels only."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone

_RFC_3339 = re.compile(r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?(Z|[+-]\d{2}:\d{2})$")
_UNIX_DAY = date(1970, 1, 1).toordinal()
_DAY_S = 86_400
_NO_OFFSET = timedelta()


class MomentError(ValueError):
    """A text is not an RFC 3339 time with a numeric offset. The message is a sentence fit to be shown."""


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant: seconds since 1970 UTC, and the offset from UTC in minutes that it is written in."""

    epoch_s: int
    offset_min: int
    written: str = field(default="", compare=False)

    @classmethod
    def parse(cls, text: object) -> Moment:
        """Read an RFC 3339 time such as 2026-11-22T08:00:00+01:00; raise `MomentError` on anything else."""
        epoch_s, offset_min = instant(text)
        return cls(epoch_s, offset_min, str(text))

    @classmethod
    def of(cls, epoch_s: int, offset_min: int = 0) -> Moment:
        """Return the instant written in the given offset."""
        return cls(epoch_s, offset_min)

    @property
    def text(self) -> str:
        """Return the RFC 3339 text: as it came, or to the second."""
        if self.written:
            return self.written
        zone = timezone(timedelta(minutes=self.offset_min))
        return datetime.fromtimestamp(self.epoch_s, zone).isoformat(timespec="seconds")

    @property
    def day(self) -> int:
        """Return the local day as a proleptic Gregorian ordinal (`date.toordinal`)."""
        return local_day(self.epoch_s, self.offset_min)

    def plus(self, seconds: int) -> Moment:
        """Return the moment `seconds` later, in the same offset."""
        return Moment.of(self.epoch_s + seconds, self.offset_min)


def instant(text: object) -> tuple[int, int]:
    """Return seconds since 1970 UTC and the offset in minutes of an RFC 3339 time; raise `MomentError`."""
    if not isinstance(text, str) or not _RFC_3339.match(text):
        raise MomentError(f"{text!r} is not a time; write it like 2026-11-22T08:00:00+01:00.")
    try:
        read = datetime.fromisoformat(text)
        epoch_s = int(read.timestamp())
    except (ValueError, OverflowError) as error:
        raise MomentError(f"{text!r} is not a time that exists; write it like 2026-11-22T08:00:00+01:00.") from error
    offset = read.utcoffset() or _NO_OFFSET
    return epoch_s, (offset.days * _DAY_S + offset.seconds) // 60


def local_day(epoch_s: int, offset_min: int) -> int:
    """Return the day ordinal of an instant in its own offset."""
    return (epoch_s + offset_min * 60) // _DAY_S + _UNIX_DAY
