"""The programme as data, its checking loader, and the one band law."""

from unpinch.programme.flaws import Flaw, ProgrammeError
from unpinch.programme.loader import load

__all__ = ["Flaw", "ProgrammeError", "load"]
