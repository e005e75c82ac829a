"""`unpinch remind`: says what waits today, once a day at most. Made for cron, systemd and launchd."""

from __future__ import annotations

import argparse
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from unpinch.cli import notifying
from unpinch.cli.common import OK, Refusal
from unpinch.cli.whose import PRIVATE, add_programme, one_person, opened

if TYPE_CHECKING:
    from unpinch.reminding import Quiet, Reminder
    from unpinch.web.folder import Folder
    from unpinch.web.models import Person

_EPILOG = """\
with cron, at 0 and 30 minutes past each hour:
  */30 * * * *  unpinch remind --desktop

What is printed may end in a mail or in the system's log; --desktop prints nothing. docs/reminders.md has the timers of
systemd and launchd. Exit codes: 0 done, whether or not something was due; 1 refused, or the notification couldn't be
shown (then the next run tries again); 2 wrong words.
"""


def add(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Say what waits today, if anything does: once a day at most, and once more where nobody has looked.\n"
        "Let cron or a timer run it every half hour. It prints nothing when there is nothing to say."
    )
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _EPILOG
    parser.add_argument("--data", type=Path, metavar="DIR", help=PRIVATE)
    parser.add_argument("--person", metavar="WHO", help="a name or id; without it the folder's default person")
    parser.add_argument("--desktop", action="store_true", help="show a notification on this computer, print nothing")
    parser.add_argument("--why", action="store_true", help="print why, when there is nothing to say")
    parser.add_argument("--dry-run", action="store_true", help="print what would be said now, and remember nothing")
    add_programme(parser)
    parser.set_defaults(verb=remind_verb)


def remind_verb(chosen: argparse.Namespace) -> int:
    """Remind one person, or stay silent."""
    beside = partial(print, file=sys.stderr)
    with opened(chosen.data, beside, programme=chosen.programme) as place:
        person = one_person(place, chosen.person, "A reminder is for one person")
        found = _looked(place, person) if chosen.dry_run else _reminded(place, person, desktop=chosen.desktop)
    _tell(found, chosen)
    return OK


def _tell(found: Reminder | Quiet, chosen: argparse.Namespace) -> None:
    from unpinch.reminding import Quiet

    if isinstance(found, Quiet):
        if chosen.why:
            print(found.why)
    elif chosen.dry_run or not chosen.desktop:
        print(f"{found.title}: {found.text}")


def _looked(place: Folder, person: Person) -> Reminder | Quiet:
    """Return what to say now, or why nothing."""
    from unpinch.reminding import look
    from unpinch.web import page_reading, reminded
    from unpinch.web.clock import now
    from unpinch.web.running import programme

    entries = page_reading.journal(person).entries
    return look(programme(), entries, now(), given=reminded.given(place, person))


def _reminded(place: Folder, person: Person, *, desktop: bool) -> Reminder | Quiet:
    """Remember the reminder, then show it; one that can't be shown is forgotten again, so that the next run tries."""
    from unpinch.reminding import Quiet
    from unpinch.web import reminded
    from unpinch.web.clock import now

    with reminded.alone(place):
        found, before = _looked(place, person), reminded.given(place, person)
        if isinstance(found, Quiet):
            return found
        try:
            reminded.remember(place, person, [*before, now()])
        except OSError as error:
            raise Refusal(f"What is said can't be remembered ({error.strerror}), so nothing was said.") from error
        try:
            if desktop:
                notifying.notify(found.title, found.text)
        except Refusal:
            reminded.remember(place, person, before)
            raise
    return found
