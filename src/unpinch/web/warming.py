"""Before the first page is asked for: what it needs is read and made ready, in a thread beside the server's own.

Nothing is written, and a page is the same without it. It only saves the time of the first one.
"""

from __future__ import annotations

import threading

from django.db import DatabaseError, connections

from unpinch.screens import player_parts
from unpinch.screens.render import make_ready
from unpinch.web import pages, queries, running

PEOPLE = 2
"""How many people's journals are read ahead: of a larger household the others' on their first page."""


def begin() -> threading.Thread:
    """Start making ready; the thread ends by itself, or with the process."""
    warming = threading.Thread(target=warm, name="warming", daemon=True)
    warming.start()
    return warming


def warm() -> None:
    """Look at today as each person would and drop what is seen; read all templates; draw what the player shows.

    Where that can't be, the page itself says why.
    """
    try:
        programme = running.programme()
        for person in queries.people()[:PEOPLE]:
            pages.look(person)
        make_ready()
        player_parts.draw_ahead(programme)
    except DatabaseError:
        return
    finally:
        connections.close_all()
