"""How long the server takes for a page on five years of entries, and how heavy a page is."""

from __future__ import annotations

import gzip
import os
import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import django
from django.conf import settings
from django.test import Client

from bench.record import Part, parts, said
from bench.table import Table, kb, timed, verdict

if TYPE_CHECKING:
    from django.http import HttpResponseBase

    from unpinch.web.models import Person
    from unpinch.web.settings import Installation

YEARS = 5
RUNS = 15
MOST_MS = 50.0
MOST_KB = 150.0
LATE_S = 3600
DECISION = re.compile(r'name="decision" value="([^"]+)"')
LINKED = re.compile(
    r"""(?:href|src)="(/static/[^"]+)"|url\(["']?([^"')]+)["']?\)|(?:from|import)\s*["'](\.[^"']+)["']"""
)


class Site:
    """An installation in a folder of its own, with one person's record, and a browser that has been let in."""

    def __init__(self, here: Installation, part: Part) -> None:
        """Write the record as an import does."""
        from tests.web.cast import browser_at, let_in
        from unpinch.web import actions

        self.client: Client = let_in(browser_at(here), part.now.epoch_s).client
        self.person: Person = actions.add_person("Kim")
        actions.record(self.person, part.lines)

    def get(self, path: str) -> HttpResponseBase:
        """Fetch a page or file; anything but 200 ends the bench."""
        answer = self.client.get(path, headers={"accept-encoding": "gzip, br"})
        if answer.status_code != 200:  # noqa: PLR2004 - HTTP
            raise SystemExit(f"{path} answered {answer.status_code}, not 200: the bench can't measure it.")
        return answer

    def page(self, name: str) -> str:
        """Return the path of a personal page."""
        return f"/p/{self.person.pk}/{name}"


@contextmanager
def site(part: Part) -> Iterator[Site]:
    """Set up Django as the server does, with the clock at the record's end."""
    from tests.web.settings import clock, settings_for_tests
    from unpinch.web import database
    from unpinch.web.folder import Folder, identity_of, make_private, settle_in
    from unpinch.web.settings import Installation

    with tempfile.TemporaryDirectory() as path:
        folder = Folder(Path(path) / "data")
        settle_in(folder)
        make_private(folder)
        here = Installation(folder, identity_of(folder))
        settings.configure(**settings_for_tests(here))
        django.setup()
        clock.moment = part.now
        database.prepare(folder, lambda _: None)
        yield Site(here, part)
        _close()


def _close() -> None:
    from django.db import connections

    connections.close_all()


def _forget(site_: Site) -> None:
    from unpinch.guidance.course import forget
    from unpinch.screens import case, index, replay
    from unpinch.web import page_reading

    forget()
    for kept in (case, index, replay):
        kept.forget()
    page_reading.forget(site_.person)


def _saving(site_: Site) -> Iterator[tuple[str, Callable[[], None]]]:
    """Yield ways of saving an entry: a form's, and a device's."""
    from tests.web.cast import LINES, journal_path
    from tests.web.settings import clock
    from unpinch.journal import Author, derived_id

    form = {"left_leg_pain": "1", "right_leg_pain": "0", "left_pain_site": "thigh", "right_pain_site": "none"}
    author = Author(derived_id("bench", "phone"))

    def check_in() -> None:
        _expect(site_.client.post(site_.page("check-in"), form), 303)

    def posted(late_s: int) -> None:
        clock.turn(1)
        line = author.write("problem", {"category": "other"}, clock.moment.plus(-late_s).text).raw
        _expect(site_.client.post(journal_path(site_.person), line, content_type=LINES), 200)

    yield "a check-in by its form", check_in
    yield "an entry by the journal API", partial(posted, 0)
    yield "an entry that comes an hour late", partial(posted, LATE_S)


def _begun(site_: Site) -> str:
    """Begin today's session as its page does; return the player's path."""
    today = site_.client.get(site_.page("today")).content.decode("utf-8")
    decision = DECISION.search(today)
    if decision is None:
        raise SystemExit("Today's page offers no session: the bench can't measure the player.")
    answer = site_.client.post(site_.page("start"), {"decision": decision[1]})
    _expect(answer, 303)
    return str(answer["Location"])


def _expect(answer: HttpResponseBase, status: int) -> None:
    if answer.status_code != status:
        raise SystemExit(f"Saving answered {answer.status_code}, not {status}: the bench can't measure it.")


def server_times(site_: Site, part: Part) -> Table:
    """Return the times of pages and of saving."""
    rows = []
    for name in ("today", "diary", "check-in"):
        path = site_.page(name)
        first = timed(partial(site_.get, path), 3, lambda: _forget(site_))
        warm = timed(partial(site_.get, path), RUNS)
        rows.append((f"`{name}`", *warm.cells(), *first.cells()[:1], verdict(warm.median_ms, MOST_MS, "ms")))
    for name, save in _saving(site_):
        warm = timed(save, RUNS)
        rows.append((f"save {name}", *warm.cells(), "", verdict(warm.median_ms, MOST_MS, "ms")))
        after = timed(lambda: site_.get(site_.page("today")), RUNS, save)
        rows.append((f"`today` after {name}", *after.cells(), "", verdict(after.median_ms, MOST_MS, "ms")))
    path = _begun(site_)
    near, far = (timed(partial(site_.get, f"{path}{wish}"), RUNS) for wish in ("", "?far=yes"))
    rows.append(("the player, ten sets", *near.cells(), "", verdict(near.median_ms, MOST_MS, "ms")))
    rows.append(("what it fetches then, to go on offline", *far.cells(), "", ""))
    about = (
        f"Django's test client, all middleware included ({said(part)}). Median and least of {RUNS} requests "
        "to a server that has read the journal before; *first*: nothing is known of it yet. A started server reads "
        "ahead in a thread of its own, so that the first page mostly finds the journal read."
    )
    return Table("Pages on the server", about, ("request", "median", "least", "first", "target"), tuple(rows))


# -- weight ------------------------------------------------------------------------------------------------------------


def weight(site_: Site, name: str) -> Table:
    """Return what a first visit to a page loads: the page, and every static file it leads to."""
    found: dict[str, bytes] = {}
    _load(site_, site_.page(name), found)
    groups: dict[str, list[bytes]] = {}
    for path, body in found.items():
        groups.setdefault(_kind(path), []).append(body)
    rows = [_row(kind, bodies) for kind, bodies in sorted(groups.items())]
    rows.append(_row("all", list(found.values())))
    packed_kb = sum(len(_packed(body)) for body in found.values()) / 1000
    rows[-1] = (*rows[-1][:-1], verdict(packed_kb, MOST_KB, "KB"))
    about = (
        f"A first visit to `{name}`: the page and each static file it leads to, as they are and by gzip (fonts are "
        "packed already). Files are kept by the browser afterwards."
    )
    return Table(f"Weight of {name}", about, ("what", "files", "as it is", "gzip", "target"), tuple(rows))


def _row(kind: str, bodies: list[bytes]) -> tuple[str, str, str, str, str]:
    packed = sum(len(_packed(body)) for body in bodies)
    return kind, str(len(bodies)), kb(sum(map(len, bodies))), kb(packed), ""


def _packed(body: bytes) -> bytes:
    return min(body, gzip.compress(body, 6, mtime=0), key=len)


def _kind(path: str) -> str:
    ending = Path(path).suffix
    return {".css": "styles", ".js": "scripts", ".woff2": "fonts", ".svg": "pictures"}.get(ending, "page")


def _load(site_: Site, path: str, found: dict[str, bytes]) -> None:
    if path in found:
        return
    answer = site_.client.get(path)
    _expect(answer, 200)
    found[path] = body = answer.getvalue()
    if not path.endswith((".woff2", ".svg", ".min.js")):
        for linked in LINKED.findall(body.decode("utf-8")):
            target = next(filter(None, linked))
            if target.startswith(("/static/", ".", "..")) or (path.endswith(".css") and ":" not in target):
                _load(site_, os.path.normpath(os.path.join(os.path.dirname(path), target)), found)  # noqa: PTH118, PTH120


def tables() -> Iterator[Table]:
    """Yield the tables of this bench."""
    part = parts(YEARS)[0]
    with site(part) as site_:
        yield weight(site_, "today")
        yield server_times(site_, part)
