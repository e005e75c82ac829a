"""`unpinch serve`, `open` and `autostart`: the local server."""

from __future__ import annotations

import argparse
from pathlib import Path

from unpinch.cli.common import OK, Refusal, load_programme
from unpinch.cli.programme import moved
from unpinch.cli.verifying import verified

DEFAULT_PORT = 8417


def add_serve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="a loopback address (default 127.0.0.1)")
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help=f"default {DEFAULT_PORT}")
    parser.add_argument("--no-browser", action="store_true", help="print the address, don't open it")
    parser.add_argument("--data", type=Path, help="the folder that holds your record")
    parser.add_argument("--programme", type=Path, metavar="DIR", help="run a programme of your own")
    parser.add_argument("--lan", action="store_true", help="let phones of your home network in, once they are paired")
    parser.add_argument("--no-camera", action="store_true", help="offer no camera coach in sessions")
    parser.set_defaults(verb=serve_verb)


def serve_verb(chosen: argparse.Namespace) -> int:
    """Run the local server."""
    from unpinch.web.serve import serve

    if chosen.programme is not None:
        _proven(chosen.programme, chosen.data)
    browser, camera = not chosen.no_browser, not chosen.no_camera
    return serve(chosen.host, chosen.port, browser, chosen.data, chosen.programme, camera=camera, lan=chosen.lan)


def add_open(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, help="the folder that holds your record")
    parser.set_defaults(verb=open_verb)


def open_verb(chosen: argparse.Namespace) -> int:
    """Open the running server in the browser with a new one-time code."""
    from unpinch.web.serve import open_again

    return open_again(chosen.data)


def add_autostart(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("state", choices=("on", "off"))
    parser.set_defaults(verb=autostart_verb)


def autostart_verb(chosen: argparse.Namespace) -> int:
    """Start at log-in (systemd user unit, launchd) or not."""
    from unpinch.web.autostart import autostart

    return autostart(chosen.state == "on")


_CHECKED_FIRST = (
    "it is checked and verified first. This takes a minute or two on a fast computer and up to ten on a slow one, once "
    "for each change of the programme."
)


def _proven(folder: Path, data: Path | None) -> None:
    """Let a programme of one's own run only after `programme check` and `verify` have passed for its content.

    The shipped content was proven before it was shipped, wherever its files lie.
    """
    from unpinch.web.proven import is_proven, remember_proven

    programme = load_programme(folder)
    if programme.hash == load_programme(None).hash or is_proven(programme.hash, data):
        return
    print(f"{programme.label} is new here: {_CHECKED_FIRST}", flush=True)
    faults = moved(folder)
    if faults:
        raise Refusal("\n".join(faults))
    verdict = verified(programme, None)
    if verdict != OK:
        raise Refusal(
            f"{folder} isn't run: verify found an unsafe plan, shown above. Change the programme and try again."
        )
    remember_proven(programme.hash, data)
