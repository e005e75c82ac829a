"""A file brought in: kept, unlocked, counted in a dry run, and read in once the person says so."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from unpinch import screens
from unpinch.exchange import locked
from unpinch.exchange.journal_file import JournalFileError
from unpinch.exchange.locked import LockError
from unpinch.journal.file import HEAD_BYTES, too_large
from unpinch.screens import Screen, kept_aside
from unpinch.web import page_message
from unpinch.web.errors import Problem
from unpinch.web.folder import FILE_MODE
from unpinch.web.foreign import bring_in_file
from unpinch.web.importing import Outcome, Rule, is_blank
from unpinch.web.settings import installation

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from unpinch.web.importing import Change
    from unpinch.web.models import Person

_PREFIX, _SUFFIX = "import-", ".jsonl"
SHOWN_PEOPLE = 20
MINE, APART = "mine", "apart"
NO_FILE = Problem(400, "no_file", "There is no file", "Choose the journal file first. Nothing was changed.")
GONE = Problem(404, "gone", "This file is no longer here", "Please choose the journal file again. Nothing was changed.")
_TITLES = {
    "empty": (422, "This file is empty"),
    "no_journal": (415, "This isn't a journal"),
    "newer_version": (422, "A newer Unpinch saved this file"),
    "cut_off": (422, "This file is cut off"),
    "changed": (422, "This file was changed"),
    "damaged": (422, "This file is damaged"),
    "long_line": (422, "This file can't be read"),
    "too_large": (413, "This file is too large"),
    "no_passphrase": (422, "This file can't be opened"),
    "too_much_work": (422, "This file can't be opened"),
    "packed": (415, "This file is packed"),
    "xml": (415, "This file is XML"),
    "no_fhir": (415, "This isn't a health record"),
    "other_version": (422, "This is another version of FHIR"),
    "nested": (422, "This file can't be read"),
    "several_people": (422, "This file is about several people"),
}


@require_POST
def view(request: HttpRequest, person: Person) -> HttpResponse:
    """Answer each step of bringing a file in."""
    token = request.POST.get("file", "")
    try:
        path = _kept(token) if token else _uploaded(request)
        if _is_locked(path):
            return _unlocked(request, person, path)
        return _read_in(request, person, path) if token else _counted(request, person, path)
    except (JournalFileError, LockError) as error:
        tidy()
        return _refused(request, person, error.code, str(error))


def tidy() -> None:
    """Remove files that were counted and never read in."""
    for path in _folder().glob(f"{_PREFIX}*{_SUFFIX}"):
        with suppress(OSError):
            path.unlink()


# -- the file ----------------------------------------------------------------------------------------------------------


def _folder() -> Path:
    return installation().folder.path


def _uploaded(request: HttpRequest) -> Path:
    """Keep the file that was sent, private, until it is read in or another one is sent."""
    upload = request.FILES.get("journal")
    if upload is None or isinstance(upload, list):
        raise NO_FILE
    tidy()
    if large := too_large(upload.size or 0):
        raise JournalFileError("too_large", large)
    return _write(upload.chunks())


def _write(chunks: Iterable[bytes]) -> Path:
    path = _folder() / f"{_PREFIX}{uuid4()}{_SUFFIX}"
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
    with os.fdopen(descriptor, "wb", buffering=0) as file:
        for chunk in chunks:
            file.write(chunk)
    return path


def _token(path: Path) -> str:
    return path.name.removeprefix(_PREFIX).removesuffix(_SUFFIX)


def _kept(token: str) -> Path:
    """Return the file that was counted; the token is a UUID and nothing else."""
    try:
        path = _folder() / f"{_PREFIX}{UUID(token)}{_SUFFIX}"
    except ValueError as error:
        raise GONE from error
    if not path.is_file():
        raise GONE
    return path


def _is_locked(path: Path) -> bool:
    with path.open("rb") as file:
        return locked.is_locked(file.read(HEAD_BYTES))


def _unlocked(request: HttpRequest, person: Person, path: Path) -> HttpResponse:
    """Ask for the passphrase until it opens the file; then count what is in it."""
    passphrase, problems = request.POST.get("passphrase", ""), []
    if passphrase:
        try:
            content = locked.unlock(path.read_bytes(), passphrase)
        except LockError as error:
            if error.code != "wrong_passphrase":
                raise
            problems = [str(error)]
        else:
            path.unlink(missing_ok=True)
            return _counted(request, person, _write([content]))
    context = {
        "page": page_message.frame(request, person, "Locked"),
        "title": "This file is locked",
        "problems": problems,
        "file": _token(path),
        "back": reverse("settings", kwargs={"person": person.pk}),
    }
    return HttpResponse(screens.render(Screen("unlock.html", context)), status=422 if problems else 200)


# -- what it would change ----------------------------------------------------------------------------------------------


def _run(path: Path, rule: Rule, *, dry: bool) -> Outcome:
    with path.open("rb") as file:
        return bring_in_file(file, rule, dry=dry)


def _rule(person: Person, whose: str) -> Rule:
    """Return whose the file is: a record in which nobody has said anything yet takes a person not met before."""
    adopts = whose == MINE or (not whose and is_blank(person))
    return Rule(bare=person, adopts=person if adopts else None)


def _counted(request: HttpRequest, person: Person, path: Path, problems: tuple[str, ...] = ()) -> HttpResponse:
    found = _run(path, _rule(person, ""), dry=True)
    nothing = "There is nothing new in this file"
    context = {
        "page": page_message.frame(request, person, "Bring a journal in"),
        "title": "This is what the file holds" if found.something else nothing,
        "lead": f"{_entries(found.sum('new'), 'new entry', 'new entries')} would be added.",
        "file": _token(path) if found.something else "",
        "notes": [*_people(person, found), *_notes(found)],
        "whose": _whose(person, found),
        "aside": [
            {"number": number, "text": text, "reason": reason, "raw": kept_aside.shown(line.raw)}
            for number, line in found.first_aside
            for text, reason in [kept_aside.sentences(line)]
        ],
        "more_aside": found.sum("aside") - len(found.first_aside),
        "problems": problems,
        "back": reverse("settings", kwargs={"person": person.pk}),
    }
    return HttpResponse(screens.render(Screen("import.html", context)), status=400 if problems else 200)


def _must_choose(found: Outcome) -> bool:
    """Tell whether a file holds one person whom nobody here is known to be."""
    return len(found.changes) == 1 and found.changes[0].made


def _whose(person: Person, found: Outcome) -> list[dict[str, str]]:
    """Return what to choose from, where it isn't clear whose journal it is; else nothing."""
    if not _must_choose(found):
        return []
    theirs, mine = found.changes[0].person.label, person.label
    return [
        {"value": MINE, "label": f"It is {mine}'s: add it to this journal" if mine else "Mine: add it to my journal"},
        {"value": APART, "label": f"{theirs or 'Someone else'}: keep it as a journal of its own"},
    ]


def _people(person: Person, found: Outcome) -> list[str]:
    """Return what comes to each person, with names where the file isn't simply about this one."""
    if len(found.changes) == 1 and (found.changes[0].person == person or found.changes[0].made):
        return _all_of_it(found.changes[0])
    more = len(found.changes) - SHOWN_PEOPLE
    return [*map(_person, found.changes[:SHOWN_PEOPLE]), *([f"And {more} more people."] if more > 0 else [])]


def _all_of_it(change: Change) -> list[str]:
    """Return what comes where all of it is for one person."""
    told = change.coming.told()
    here = f"All of it is for {change.person.label}. " if change.person.label and not change.made else ""
    return [f"{here}{told}"] if told else []


def _person(change: Change) -> str:
    name = change.person.label or "Someone without a name"
    new = _entries(change.new, "new entry", "new entries")
    text = f"{name}, not yet here: {new}." if change.made else f"{name}: {new}."
    return " ".join(filter(None, [text, change.coming.told()]))


def _entries(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def _notes(found: Outcome) -> list[str]:
    known, taken, ahead = found.sum("known"), found.sum("conflicts"), found.sum("ahead")
    has = _entries(taken, "has", "have")
    dated = _entries(ahead, "is", "are")
    said = (
        (known, f"{_entries(known, 'is', 'are')} there already and not doubled."),
        (taken, f"{has} the id of an entry that is there with other content. Both are kept."),
        (ahead, f"{dated} dated in the future. Your plan waits until you take that back in the diary."),
    )
    return [*(text for number, text in said if number), *found.notes]


# -- read in -----------------------------------------------------------------------------------------------------------


def _read_in(request: HttpRequest, person: Person, path: Path) -> HttpResponse:
    whose = request.POST.get("whose", "")
    if whose not in {MINE, APART} and _must_choose(_run(path, _rule(person, ""), dry=True)):
        return _counted(request, person, path, ("Please say whose journal this is.",))
    found = _run(path, _rule(person, whose), dry=False)
    path.unlink(missing_ok=True)
    aside = found.sum("aside") + found.sum("conflicts")
    added = found.sum("new")
    text = [f"{_entries(added, 'entry was', 'entries were')} added."]
    text += [f"{_entries(aside, 'line is', 'lines are')} kept aside; the diary shows them."] if aside else []
    links = [_diary(change, alone=len(found.changes) == 1) for change in found.changes[:SHOWN_PEOPLE]]
    return page_message.answer(request, person, "It is read in.", text, links)


def _diary(change: Change, *, alone: bool) -> dict[str, str]:
    label = "Diary" if alone else f"Diary of {change.person.label or 'someone without a name'}"
    return {"href": f"/p/{change.person.pk}/diary", "label": label, "help": ""}


def _refused(request: HttpRequest, person: Person, code: str, text: str) -> HttpResponse:
    status, title = _TITLES[code]
    settings = reverse("settings", kwargs={"person": person.pk})
    links = [{"href": settings, "label": "Choose another file", "help": ""}]
    return page_message.answer(request, person, title, [text, "Nothing was changed."], links, status)
