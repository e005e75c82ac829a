"""What belongs to the person: the journal as a file, a file read in after a dry count, and everything deleted."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from unpinch import screens
from unpinch.guidance import forget
from unpinch.journal import Aside, EntryError, id_of, read_entry
from unpinch.journal.file import HEAD_BYTES, no_journal, too_large
from unpinch.screens import Screen, index, kept_aside, replay
from unpinch.screens.render import frame
from unpinch.web import actions, assets, page_reading, problems, queries
from unpinch.web.clock import now
from unpinch.web.entrance import SeeOther
from unpinch.web.errors import Problem
from unpinch.web.folder import FILE_MODE
from unpinch.web.settings import installation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from io import FileIO
    from pathlib import Path

    from django.core.files.uploadedfile import UploadedFile

    from unpinch.web.models import Person

_PREFIX, _SUFFIX = "import-", ".jsonl"
_LONGEST_LINE = 1_000_000
_SHOWN_ASIDE = 5
SURE = "delete"
NO_FILE = Problem(400, "no_file", "There is no file", "Choose the journal file first. Nothing was changed.")
NOT_SURE = Problem(
    400, "not_sure", "Nothing was deleted", "Write “delete” into the field to be sure. Nothing was changed."
)
TRACES = Problem(
    202,
    "traces",
    "Your record is deleted",
    "A few traces may still lie in freed pages of the file. Stop Unpinch and start it again: that wipes them.",
)
GONE = Problem(404, "gone", "This file is no longer here", "Please choose the journal file again. Nothing was changed.")


@require_safe
def export(_: HttpRequest, person: Person) -> StreamingHttpResponse:
    """Give the journal as it is: every line in the order of its arrival, byte for byte."""
    day = now().text[:10]
    response = StreamingHttpResponse(
        (line.raw + b"\n" for line in queries.lines(person)), content_type="application/x-ndjson"
    )
    response["Content-Disposition"] = f'attachment; filename="unpinch-journal-{day}.jsonl"'
    return response


@dataclass(slots=True)
class Count:
    """What reading a file in would do. `first_aside`: the first lines that can't be understood, by their numbers."""

    new: int = 0
    known: int = 0
    aside: int = 0
    conflicts: int = 0
    first_aside: list[tuple[int, Aside]] = field(default_factory=list)


@require_POST
def bring_in(request: HttpRequest, person: Person) -> HttpResponse:
    """Count first what a file holds; read it in once the person says so."""
    token = request.POST.get("file", "")
    if token:
        return _read_in(request, person, _kept(token))
    upload = request.FILES.get("journal")
    if upload is None or isinstance(upload, list):
        raise NO_FILE
    _tidy()
    if refusal := _refusal(upload):
        return _refused(request, person, *refusal)
    name, path = _new_file()
    with _private(path) as file:
        for chunk in upload.chunks():
            file.write(chunk)
    return _counted(request, person, name, count(person, _lines(path)))


def _refusal(upload: UploadedFile[bytes]) -> tuple[int, str, str] | None:
    """Return why a file can't be a journal, before a single line of it is counted: HTTP status, title, sentences."""
    if large := too_large(upload.size or 0):
        return 413, "This file is too large", large
    head = upload.read(HEAD_BYTES)
    upload.seek(0)
    wrong = no_journal(head)
    return (415, "This isn't a journal", wrong) if wrong else None


def _refused(request: HttpRequest, person: Person, status: int, title: str, text: str) -> HttpResponse:
    settings = reverse("settings", kwargs={"person": person.pk})
    context = {
        "page": _frame(request, person, title),
        "back": "",
        "title": title,
        "text": [text, "Nothing was changed."],
        "links": [{"href": settings, "label": "Choose another file", "help": ""}],
        "asks": [],
        "call": None,
    }
    return HttpResponse(screens.render(Screen("message.html", context)), status=status)


def _folder() -> Path:
    return installation().folder.path


def _tidy() -> None:
    """Remove files that were counted and never read in."""
    for path in _folder().glob(f"{_PREFIX}*{_SUFFIX}"):
        with suppress(OSError):
            path.unlink()


def _new_file() -> tuple[str, Path]:
    name = str(uuid4())
    return name, _folder() / f"{_PREFIX}{name}{_SUFFIX}"


def _private(path: Path) -> FileIO:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
    return os.fdopen(descriptor, "wb", buffering=0)


def _kept(token: str) -> Path:
    """Return the file that was counted; the token is a UUID and nothing else."""
    try:
        path = _folder() / f"{_PREFIX}{UUID(token)}{_SUFFIX}"
    except ValueError as error:
        raise GONE from error
    if not path.is_file():
        raise GONE
    return path


def _lines(path: Path) -> Iterator[bytes]:
    """Yield the lines of a file, the empty ones too, so that they can be numbered."""
    with path.open("rb") as file:
        while line := file.readline(_LONGEST_LINE):
            yield line.strip()


def count(person: Person, raws: Iterable[bytes]) -> Count:
    """Count what reading lines in would do. Nothing is written."""
    known = {line.raw for line in queries.lines(person)}
    ids = {entry.id for entry in page_reading.journal(person).entries}
    found = Count()
    for number, raw in enumerate(raws, start=1):
        if raw:
            _count_line(found, number, raw, known, ids)
    return found


def _count_line(found: Count, number: int, raw: bytes, known: set[bytes], ids: set[str]) -> None:
    if raw in known:
        found.known += 1
        return
    known.add(raw)
    try:
        entry = read_entry(raw)
    except EntryError as error:
        found.aside += 1
        if found.aside <= _SHOWN_ASIDE:
            found.first_aside.append((number, Aside(raw, id_of(raw), error.code, str(error))))
        return
    if entry.id in ids:
        found.conflicts += 1
        return
    ids.add(entry.id)
    found.new += 1


def _counted(request: HttpRequest, person: Person, token: str, found: Count) -> HttpResponse:
    something = bool(found.new or found.aside or found.conflicts)
    context = {
        "page": _frame(request, person, "Bring a journal in"),
        "title": "This is what the file holds" if something else "There is nothing new in this file",
        "lead": f"{_entries(found.new, 'new entry', 'new entries')} would be added.",
        "file": token if something else "",
        "notes": _notes(found),
        "aside": [
            {"number": number, "text": text, "reason": reason, "raw": kept_aside.shown(line.raw)}
            for number, line in found.first_aside
            for text, reason in [kept_aside.sentences(line)]
        ],
        "more_aside": found.aside - len(found.first_aside),
        "back": reverse("settings", kwargs={"person": person.pk}),
    }
    return HttpResponse(screens.render(Screen("import.html", context)))


def _entries(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def _notes(found: Count) -> list[str]:
    known = f"{_entries(found.known, 'is', 'are')} there already and not doubled."
    has = _entries(found.conflicts, "has", "have")
    conflicts = f"{has} the id of an entry that is there with other content. Both are kept."
    return [text for number, text in ((found.known, known), (found.conflicts, conflicts)) if number]


def _frame(request: HttpRequest, person: Person, title: str) -> dict[str, object]:
    root = f"/p/{person.pk}"
    return dict(
        frame(title=title, static=assets.address(), root=root, here=request.path, tab="more", api=f"/api{root}/journal")
    )


def _read_in(request: HttpRequest, person: Person, path: Path) -> HttpResponse:
    own = str(person.device)
    added = aside = 0
    for receipt in actions.import_lines(person, _lines(path)):
        added += sum(item.status == "accepted" for item in receipt.items)
        aside += sum(item.status in {"aside", "conflict"} for item in receipt.items)
    if added and any(entry.device == own for entry in page_reading.journal(person).entries):
        actions.renew_device(person)
    with suppress(OSError):
        path.unlink()
    context = {
        "page": _frame(request, person, "Read in"),
        "back": "",
        "title": "It is read in.",
        "text": [
            f"{_entries(added, 'entry was', 'entries were')} added.",
            *([f"{_entries(aside, 'line is', 'lines are')} kept aside; the diary shows them."] if aside else []),
        ],
        "links": [{"href": f"/p/{person.pk}/diary", "label": "Diary", "help": ""}],
        "asks": [],
        "call": None,
    }
    return HttpResponse(screens.render(Screen("message.html", context)))


@require_POST
def delete(request: HttpRequest, person: Person) -> HttpResponse:
    """Delete everything, once the person has written that they are sure."""
    if request.POST.get("sure", "").strip().lower() != SURE:
        raise NOT_SURE
    _tidy()
    wiped = actions.erase_person(person)
    page_reading.forget(person)
    index.forget()
    replay.forget()
    forget()
    return SeeOther(reverse("start")) if wiped else problems.answer(request, TRACES)
