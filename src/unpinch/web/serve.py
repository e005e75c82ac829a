"""`unpinch serve` and `unpinch open`."""

from __future__ import annotations

import os
import signal
import sys
import threading
import webbrowser
from contextlib import ExitStack
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from unpinch import __version__
from unpinch.web import boot, clock, door, folder, holder, logs, serving
from unpinch.web.errors import Exit, StartError
from unpinch.web.home import opening, pairing, showing
from unpinch.web.postgres import server
from unpinch.web.postgres.address import chosen, one_place
from unpinch.web.settings import DEFAULT_HOST, DEFAULT_PORT, Installation, loopback, usable_port

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from unpinch.web.folder import Folder
    from unpinch.web.home.opening import Prepared

    First = Callable[[Folder], None]

LOG_VARIABLE = "UNPINCH_LOG"
LOG_LEVELS = ("debug", "info", "warning", "error")
PRIVATE_UMASK = 0o077
BROWSER_WAIT_S = 10.0


def serve(  # noqa: PLR0913 - the command line's options
    host: str = DEFAULT_HOST,
    port: int = DEFAULT_PORT,
    browser: bool = True,  # noqa: FBT001, FBT002 (the command line's option)
    data: Path | None = None,
    programme: Path | None = None,
    *,
    camera: bool = True,
    lan: bool = False,
    first: First | None = None,
) -> int:
    """Serve until told to end; where the folder is served already, open the browser there. Return the exit code.

    `first` is done once the record can be written, before anything is served.
    """
    try:
        return _serve(host, port, data, programme, browser=browser, camera=camera, lan=lan, first=first)
    except StartError as error:
        complain(str(error))
        return error.exit_code


def open_again(data: Path | None = None) -> int:
    """Open the browser on the running server with a new one-time code. Return the exit code."""
    place = folder.choose(data, os.environ)
    try:
        running = holder.held_by(place)
    except holder.HeldError:
        complain(_starting(place))
        return Exit.BUSY
    if running is None:
        complain(f"No Unpinch runs with the data folder {place.path}. Start it with `unpinch serve`.")
        return Exit.BUSY
    show_and_leave(place, running.origin, browser=True)
    say_pairing(place, running.home)
    return Exit.DONE


def _serve(  # noqa: PLR0913 - as `serve`
    host: str,
    port: int,
    data: Path | None,
    programme: Path | None,
    *,
    browser: bool,
    camera: bool,
    lan: bool,
    first: First | None,
) -> int:
    address, number = loopback(host), usable_port(port)
    level, place, database = _log_level(), folder.choose(data, os.environ), chosen(os.environ)
    one_place(place, database)
    folder.settle_in(place)
    os.umask(PRIVATE_UMASK)
    logs.start(level)
    try:
        with holder.hold(place):
            if tightened := folder.make_private(place):
                say(f"Other users of this machine could reach {tightened} files or folders here. Now they can't.")
            prepared = opening.prepare(place, number) if lan else None
            home = prepared.home if prepared else None
            here = Installation(place, folder.identity_of(place), address, number, programme, camera, home, database)
            with server.alone(database):
                _run(here, prepared, browser=browser, first=first)
    except holder.HeldError as held:
        return _join(place, held, browser=browser, lan=lan)
    return Exit.DONE


def _run(started: Installation, prepared: Prepared | None, *, browser: bool, first: First | None) -> None:
    with serving.listen(started) as listener, ExitStack() as stack:
        at_home = stack.enter_context(opening.opened(prepared)) if prepared else None
        home = prepared.home.origin if prepared else ""
        holder.note(started.folder, holder.Holder(os.getpid(), started.origin, __version__, home))
        boot.configure(started)
        from unpinch.web import database, warming

        database.prepare(started.folder, say)
        if first:
            first(started.folder)
        boot.examine(say)
        database.close()
        signal.signal(signal.SIGTERM, _end)
        warming.begin()
        show(started.folder, started.origin, browser=browser)
        if prepared:
            say(showing.to_trust(prepared.home))
            say_pairing(started.folder, home)
        application = boot.application()
        if at_home:
            at_home.serve(application)
        say("Unpinch runs until you press Ctrl+C here.")
        serving.run(application, listener)


def _end(_signal: int, _frame: object) -> None:
    raise SystemExit(Exit.DONE)


def _join(place: Folder, held: holder.HeldError, *, browser: bool, lan: bool) -> int:
    if held.holder is None:
        complain(_starting(place))
        return Exit.BUSY
    if lan and not held.holder.home:
        complain("Unpinch is running already, for this computer alone. End it first, then start it with --lan.")
        return Exit.BUSY
    say("Unpinch is running already.")
    show_and_leave(place, held.holder.origin, browser=browser)
    say_pairing(place, held.holder.home)
    return Exit.DONE


def _starting(place: Folder) -> str:
    return f"Another Unpinch is just starting with {place.path}. Wait a moment and try again."


def show(place: Folder, origin: str, *, browser: bool) -> threading.Thread | None:
    """Print the address with a new one-time code, and open it; return the thread that does (browsers can be slow)."""
    code = door.new_code(place, clock.system_now().epoch_s)
    address = f"{origin}/door?{urlencode({'code': code})}"
    say(f"Unpinch: {address}")
    say("(This address works once, for ten minutes. To get a new one, start Unpinch again the same way.)")
    if not browser:
        return None
    opening = threading.Thread(target=webbrowser.open, args=(address,), daemon=True)
    opening.start()
    return opening


def show_and_leave(place: Folder, origin: str, *, browser: bool) -> None:
    """Do the same, and stay until the browser has been told."""
    if opening := show(place, origin, browser=browser):
        opening.join(BROWSER_WAIT_S)


def say_pairing(place: Folder, origin: str) -> None:
    """Where the home network is served, say how a phone is paired. A code goes to a terminal only, never to a file."""
    if origin:
        code = pairing.new_code(place, clock.system_now().epoch_s) if sys.stdout.isatty() else ""
        say(showing.to_pair(origin, code))


def _log_level() -> str:
    level = os.environ.get(LOG_VARIABLE, "warning").lower()
    if level not in LOG_LEVELS:
        raise StartError(f"{LOG_VARIABLE} is {level!r}; it must be one of {', '.join(LOG_LEVELS)}.", Exit.ADDRESS)
    return level.upper()


def say(text: str) -> None:
    """Print for the person who started this."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def complain(text: str) -> None:
    """Print what went wrong."""
    sys.stderr.write(f"unpinch: {text}\n")
