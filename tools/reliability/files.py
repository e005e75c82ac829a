"""Programme files and files to bring in, changed in every way: each is taken, or refused in a sentence."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
import tomllib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from random import Random
from unittest.mock import patch

from tools.reliability import mutations
from tools.reliability.batches import Tally, golden
from tools.reliability.saved import journal_file
from tools.reliability.site import IN_MEMORY, Site, site

SHIPPED = Path(__file__).resolve().parents[2] / "src" / "unpinch" / "programme" / "data"
VALUE = re.compile(rb"^(\s*[\w.-]+\s*=\s*)(.+)$", re.MULTILINE)
WORD = re.compile(rb"[\w.-]+")
INSTEAD = (
    b"-1", b"0", b"1", b"99999999999999999999", b"1.5", b"nan", b"inf", b"true", b'""', b'"x"', b"[]", b"{}", b"[[]]",
    b"2026-01-01", b"'''x'''", b'["a", 1]', b"0x1F", b'"\\u0000"', b"{a = 1}", b"[0, 0, 0]",
)  # fmt: skip
BOUNDARY = b"reliability"
FORM = f"multipart/form-data; boundary={BOUNDARY.decode()}"


# -- programmes --------------------------------------------------------------------------------------------------------


def mended(chance: Random, text: bytes, other: bytes) -> bytes:
    """Return a TOML file with something changed: bytes, a value, a line gone or doubled, a line of another file."""
    fault = chance.randrange(6)
    if fault == 0:
        return mutations.torn(chance, text)
    lines = text.split(b"\n")
    at = chance.randrange(len(lines))
    if fault == 1:
        del lines[at]
    elif fault == 2:
        lines.insert(at, chance.choice((lines[at], chance.choice(other.split(b"\n")))))
    else:
        found = chance.choice(list(VALUE.finditer(text)))
        value = chance.choice((_changed(chance, found[2]), chance.choice(INSTEAD)))
        return text[: found.start(2)] + value + text[found.end(2) :]
    return b"\n".join(lines)


def _changed(chance: Random, value: bytes) -> bytes:
    """Return a value with one of its words or numbers changed, so that it mostly stays TOML."""
    words = list(WORD.finditer(value))
    if not words:
        return b""
    word = chance.choice(words)
    new = str(int(word[0]) + chance.choice((-5, -1, 1, 100))).encode() if word[0].isdigit() else word[0] + b"x"
    return value[: word.start()] + new + value[word.end() :]


def programmes(seed: int, count: int) -> Tally:
    """Load so many changed programmes."""
    from unpinch.programme import ProgrammeError, load

    chance, tally = Random(seed), Tally()
    known = {path: path.read_bytes() for path in sorted(SHIPPED.rglob("*.toml"))}
    folder = Path(tempfile.mkdtemp(dir=IN_MEMORY if IN_MEMORY.is_dir() else None)) / "programme"
    shutil.copytree(SHIPPED, folder)
    parse = lru_cache(maxsize=64)(tomllib.loads)
    before = {text: parse(text.decode()) for text in known.values()}
    fresh = {text: tomllib.loads(text.decode()) for text in known.values()}
    try:
        with patch.object(tomllib, "loads", parse):  # what isn't changed needn't be read again
            for _ in range(count):
                path, other = chance.choices(list(known), k=2)
                text = mended(chance, known[path], known[other])
                place = folder / path.relative_to(SHIPPED)
                place.write_bytes(text)
                _try(tally, lambda: load(folder), ProgrammeError, f"{path.name}: {_difference(known[path], text)}")
                place.write_bytes(known[path])
    finally:
        shutil.rmtree(folder.parent)
    if before != fresh:
        tally.wrong("reading a programme changes what was parsed of it")
    return tally


def _try(tally: Tally, load: Callable[[], object], refusal: type[Exception], what: str) -> None:
    try:
        load()
    except refusal as refused:
        tally.counts["programmes refused in sentences"] += 1
        if not str(refused).strip().endswith((".", "!", "?")):
            tally.wrong(f"no sentence: {what}: {refused}"[:400])
    except Exception as error:  # noqa: BLE001 - that is what is looked for
        tally.wrong(f"{type(error).__name__}: {error}: {what}"[:400])
    else:
        tally.counts["programmes taken"] += 1
    tally.counts["programmes"] += 1


def _difference(before: bytes, after: bytes) -> str:
    """Return the first line that differs."""
    pairs = zip(before.split(b"\n"), after.split(b"\n"), strict=False)
    return next((repr(new[:200]) for old, new in pairs if old != new), "its end")


# -- files to bring in -------------------------------------------------------------------------------------------------


def journals(chance: Random) -> bytes:
    """Return a journal as Unpinch saves it, changed; half of them with an end that fits the change."""
    lines = [*chance.choice(golden())]
    who = [f"{number}1111111-1111-4111-8111-111111111111" for number in range(chance.randint(1, 3))]
    if chance.random() < 0.5:
        at = chance.randrange(len(lines))
        lines[at] = chance.choice((mutations.altered(chance, lines[at], lines), chance.choice(mutations.LINES)))
        return journal_file([(id_, "Kim", lines, chance.sample(mutations.LINES, 1)) for id_ in who])
    saved = journal_file([(id_, "Kim", lines, ()) for id_ in who]).split(b"\n")
    at = chance.randrange(len(saved))
    faults = (mutations.torn(chance, saved[at]), mutations.altered(chance, saved[at], saved), b"")
    saved[at] = chance.choice(faults)
    return b"\n".join(saved)


def bare(chance: Random) -> bytes:
    """Return a journal without a head, changed."""
    return mutations.torn(chance, b"\n".join(chance.choice(golden())))


@lru_cache(maxsize=1)
def _bundles() -> tuple[str, ...]:
    from tests.exchange.fhir import bundles, foreign, living

    return bundles.written(living.lived().entries).decode(), foreign.bundled(foreign.pain()).decode()


def fhir(chance: Random) -> bytes:
    """Return a bundle of FHIR, ours or a stranger's, changed in its tree or in its bytes."""
    text = _bundles()[chance.random() < 0.8]
    if chance.random() < 0.2:
        return mutations.torn(chance, text.encode())
    tree = mutations.anywhere(chance, json.loads(text))
    return json.dumps(tree, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")


def locked(chance: Random) -> bytes:
    """Return what begins like a locked file and isn't one."""
    return mutations.torn(
        chance, b"age-encryption.org/v1\n-> scrypt 7bOAmm2T0hJdSoaFmdZhXA 18\nabcd\n--- efgh\n\x00\x01"
    )


def imports(seed: int, count: int) -> Tally:
    """Bring in so many changed files by the page: each is counted, or refused in a sentence; nothing is written."""
    chance, tally = Random(seed), Tally()
    kinds = (journals, journals, bare, fhir, fhir, fhir, locked)
    with site() as here:
        from unpinch.web.actions import add_person
        from unpinch.web.models import Aside, Entry, Person

        person = str(add_person("Kim").pk)
        for _ in range(count):
            kind = chance.choice(kinds)
            content = kind(chance)
            _bring_in(here, person, content, kind.__name__, tally)
        if (Person.objects.count(), Entry.objects.count(), Aside.objects.count()) != (1, 0, 0):
            tally.wrong("something was written by files that were only counted")
    return tally


def _bring_in(here: Site, person: str, content: bytes, kind: str, tally: Tally) -> None:
    head = b'--%s\r\nContent-Disposition: form-data; name="journal"; filename="x"\r\n\r\n' % BOUNDARY
    body = b"%s%s\r\n--%s--\r\n" % (head, content, BOUNDARY)
    answer = here.ask("POST", f"/p/{person}/import", body, CONTENT_TYPE=FORM)
    tally.counts["files"] += 1
    tally.counts[f"files ({kind}) answered {answer.status}"] += 1
    if answer.status not in {200, 303, 413, 415, 422} or b"Traceback" in answer.body:
        tally.wrong(f"a file ({kind}) answered {answer.status}: {content[:300]!r}")
