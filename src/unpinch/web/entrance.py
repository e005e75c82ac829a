"""The views before a person is chosen: the door, and who it is today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from unpinch.web import actions, door, problems, queries
from unpinch.web.clock import now
from unpinch.web.middleware import hold_open, open_for_s
from unpinch.web.settings import installation

if TYPE_CHECKING:
    from unpinch.web.models import Person

PREFETCH = "prefetch"


class SeeOther(HttpResponseRedirect):
    """A redirect to a page, after something was done."""

    status_code = 303


@require_safe
def come_in(request: HttpRequest) -> HttpResponse:
    """Spend the one-time code, give the cookie, and go to a clean address. A browser guessing ahead spends nothing."""
    if request.method == "HEAD" or PREFETCH in request.headers.get("Sec-Purpose", ""):
        return HttpResponse(status=204)
    good = door.spend(installation().folder, request.GET.get("code", ""), now().epoch_s)
    if not good and open_for_s(request) is None:
        return problems.answer(request, problems.USED_CODE)
    response = SeeOther(reverse("start"))
    if good:
        hold_open(response)
    return response


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Go to the only person's page; ask who it is where there are several; make the first where there is nobody."""
    people = queries.people()
    if len(people) > 1:
        return render(request, "web/people.html", {"people": people})
    return _to(people[0] if people else actions.first_person())


@require_safe
def whole(_: HttpRequest, person: Person) -> HttpResponse:
    """Lead from a person's address without its last slash to the one with it."""
    return _to(person)


@require_POST
def add_person(request: HttpRequest) -> HttpResponse:
    """Begin a journal for one more person of the household."""
    return _to(actions.add_person(request.POST.get("label", "")))


def _to(person: Person) -> HttpResponse:
    return SeeOther(reverse("person", kwargs={"person": person.pk}))
