"""The pages of a person. So far one, the day's decision as plain text; the pages of `screens` take its place."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_safe

from unpinch.programme.loader import load
from unpinch.web import queries
from unpinch.web.clock import now
from unpinch.web.settings import installation

if TYPE_CHECKING:
    from pathlib import Path

    from unpinch.programme.model import Programme
    from unpinch.web.models import Person


def programme() -> Programme:
    """Return the programme that this installation was started with."""
    return _loaded(installation().programme)


@cache
def _loaded(folder: Path | None) -> Programme:
    return load(folder)


@require_safe
def home(_: HttpRequest, person: Person) -> HttpResponse:
    """Go to today."""
    return HttpResponseRedirect(reverse("today", kwargs={"person": person.pk}))


@require_safe
def today(request: HttpRequest, person: Person) -> HttpResponse:
    """Show what today's decision is, and why."""
    from unpinch.guidance import decide

    entries, aside = queries.journal_of(person)
    decision = decide(programme(), entries, now())
    return render(request, "web/today.html", {"decision": decision, "aside": len(aside)})


urlpatterns = [path("", home, name="person"), path("today", today, name="today")]
