"""Phones and other devices: seen, added and removed on this computer; paired on the phone itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from unpinch import screens
from unpinch.journal import Moment
from unpinch.screens import Screen, paper
from unpinch.web import page_message, problems
from unpinch.web.clock import now
from unpinch.web.entrance import SeeOther
from unpinch.web.home import pairing
from unpinch.web.home.network import Home, came_from_home
from unpinch.web.middleware import hold_open_at_home
from unpinch.web.settings import installation

if TYPE_CHECKING:
    from unpinch.web.home.pairing import Device
    from unpinch.web.models import Person

TITLE = "Phones and other devices"
WRONG = "This code is wrong, or it was used, or its ten minutes are over. Make a new one on the computer."
_KINDS = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android phone"))
guesses = pairing.Guesses()
"""Of this process: who guesses starts anew only when Unpinch does."""


@require_http_methods(["GET", "HEAD", "POST"])
def view(request: HttpRequest, person: Person) -> HttpResponse:
    """Show the devices; remove one, or make a code for one more. Only this computer itself may change anything."""
    if request.method != "POST":
        return _shown(request, person)
    if came_from_home(request):
        return problems.answer(request, problems.AT_THE_COMPUTER)
    here = installation()
    if request.POST.get("do") == "remove":
        pairing.remove(here.folder, request.POST.get("device", ""))
        return SeeOther(reverse("phones", kwargs={"person": person.pk}))
    code = pairing.new_code(here.folder, now().epoch_s) if here.home else ""
    return _shown(request, person, code)


@require_http_methods(["GET", "HEAD", "POST"])
def pair(request: HttpRequest) -> HttpResponse:
    """Ask a phone for its name and code, and let it in. Looking at the page spends nothing."""
    if not came_from_home(request):
        return problems.answer(request, problems.UNKNOWN)
    if guesses.too_many(now().epoch_s):
        return problems.answer(request, problems.GUESSED)
    if request.method != "POST":
        return _asked(request, request.GET.get("code", ""))
    return _let_in(request)


def _let_in(request: HttpRequest) -> HttpResponse:
    code, now_s = request.POST.get("code", ""), now().epoch_s
    secret = pairing.let_in(installation().folder, code, request.POST.get("name", ""), now_s)
    if not secret:
        guesses.note(now_s)
        return _asked(request, code, WRONG, 403)
    response = SeeOther(reverse("start"))
    hold_open_at_home(response, secret)
    return response


def _asked(request: HttpRequest, code: str, problem: str = "", status: int = 200) -> HttpResponse:
    agent = request.headers.get("User-Agent", "")
    name = next((name for word, name in _KINDS if word in agent), "")
    context = {"code": code, "name": name, "problem": problem, "longest": pairing.LONGEST_NAME}
    return render(request, "web/pair.html", context, status=status)


def _shown(request: HttpRequest, person: Person, code: str = "") -> HttpResponse:
    here = installation()
    context = {
        "page": page_message.frame(request, person, TITLE),
        "title": TITLE,
        "back": reverse("settings", kwargs={"person": person.pk}),
        "devices": [_described(one) for one in pairing.devices(here.folder)],
        "may_change": not came_from_home(request),
        "home": _at_home(here.home) if here.home and not came_from_home(request) else None,
        "code": _coded(here.home, code) if here.home and code else None,
    }
    return HttpResponse(screens.render(Screen("phones.html", context)))


def _described(device: Device) -> dict[str, str]:
    return {"id": device.id, "name": device.name, "paired": _day(device.paired_s), "seen": _day(device.seen_s)}


def _day(epoch_s: int) -> str:
    """Return the day in this computer's own time."""
    return paper.on(Moment.of(epoch_s, now().offset_min).day)


def _at_home(home: Home) -> dict[str, Any]:
    from unpinch.web.home import showing

    square = showing.square(home.guide) if home.guide else ""
    return {"origin": home.origin, "guide": home.guide, "square": square, "fingerprint": home.fingerprint}


def _coded(home: Home, code: str) -> dict[str, str]:
    from unpinch.web.home import showing

    square = showing.square(showing.pairing_address(home.origin, code))
    return {"square": square, "typed": pairing.in_groups(code), "at": f"{home.origin}/pair"}
