"""Pages as values: a programme, the entries, the time and what is asked give a page and what is to be written."""

from unpinch.screens.asked import Asked, Draft, Place, RefusedError, Screen
from unpinch.screens.render import render
from unpinch.screens.routes import ROUTES, Route, find, screen

__all__ = ["ROUTES", "Asked", "Draft", "Place", "RefusedError", "Route", "Screen", "find", "render", "screen"]
