"""Write what a release leaves on people's disks: a record of this version with something of everything in it.

`python -m tests.web.released` writes tests/web/data/released/ for the newest migration. Run it at each release that
brings one, and never again for an old one: the file stands for the records that are out there.
"""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

FOLDER = Path(__file__).parent / "data" / "released"
KIM, OLA, GONE = (f"{number}1111111-1111-4111-8111-111111111111" for number in (1, 2, 3))
CANARY = "canary-of-kim"


def fill() -> None:
    """Write the people: Kim with a canary in each kind of line, Ola, and someone who was erased."""
    from tests.web.cast import Phone, changed
    from unpinch.web import actions
    from unpinch.web.models import Person

    kim, ola, gone = (
        Person.objects.create(id=id_, label=label) for id_, label in ((KIM, "Kim"), (OLA, ""), (GONE, ""))
    )
    phone = Phone()
    for person in (kim, ola, gone):
        actions.write(person, actions.New("resume", {"note": "from the server"}))
    actions.record(kim, [*(phone.note(f"{CANARY} {number}") for number in range(30)), CANARY.encode()])
    actions.record(ola, [phone.note(), changed(phone.note(), kind="of a later version"), b"broken"])
    actions.erase_person(gone)


def main() -> None:
    """Make the record in a folder that is gone afterwards."""
    from unpinch.web import boot
    from unpinch.web.folder import Folder, Identity
    from unpinch.web.settings import Installation

    with tempfile.TemporaryDirectory() as folder:
        place = Folder(Path(folder))
        boot.configure(Installation(place, Identity("", "made to be written down")))
        from unpinch.web import database

        database.prepare(place, print)
        newest = max(name for app, name in database.known_migrations() if app == "unpinch")
        fill()
        database.close()
        with closing(sqlite3.connect(place.database)) as record:
            FOLDER.mkdir(exist_ok=True)
            (FOLDER / f"{newest}.sql").write_text("\n".join(record.iterdump()) + "\n", "utf-8")


if __name__ == "__main__":
    main()
