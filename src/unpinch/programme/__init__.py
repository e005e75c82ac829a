"""The programme as data, its checking loader, and the one band law."""

from unpinch.programme.check import check, folder_of, told
from unpinch.programme.flaws import Flaw, ProgrammeError
from unpinch.programme.loader import load
from unpinch.programme.show import summary

__all__ = ["Flaw", "ProgrammeError", "check", "folder_of", "load", "summary", "told"]
