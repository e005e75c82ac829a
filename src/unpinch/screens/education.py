"""What is worth knowing, each text with how sure it is and who says so; and the welcome."""

from __future__ import annotations

from unpinch.programme.model import Article
from unpinch.screens import layout, one_by_one, words
from unpinch.screens.asked import Asked, Screen, unknown
from unpinch.screens.case import Case
from unpinch.screens.drawings import scene
from unpinch.screens.questions import Way

_TEASER = 90


def articles(case: Case, asked: Asked) -> Screen:
    """List the texts."""
    context = {
        "page": layout.page(case, "Good to know", "more"),
        "title": "Good to know",
        "lead": "Short texts. Each says how sure it is, and who says so.",
        "articles": [
            {"href": _href(asked, one), "title": one.title, "teaser": _teaser(one)} for one in case.programme.education
        ],
    }
    return Screen("articles.html", context)


def _href(asked: Asked, one: Article) -> str:
    return f"{asked.place.root}/learn/{one.id}"


def _teaser(one: Article) -> str:
    first = one.paragraphs[0].split(". ")[0].rstrip(".")
    return f"{first}." if len(first) <= _TEASER else first[:_TEASER].rsplit(" ", 1)[0] + " …"


def article(case: Case, asked: Asked) -> Screen:
    """Show one text."""
    every = list(case.programme.education)
    place = next((n for n, one in enumerate(every) if one.id == asked.args["article"]), None)
    if place is None:
        raise unknown()
    one = every[place]
    after = every[place + 1] if place + 1 < len(every) else None
    context = {
        "page": layout.page(case, one.title, "more"),
        "title": one.title,
        "paragraphs": list(one.paragraphs),
        "grade": one.grade,
        "sources": [words.source(case.programme, source) for source in one.sources],
        "drawing": "",
        "next": layout.link(_href(asked, after), after.title, "Read on") if after else None,
    }
    return Screen("article.html", context)


def welcome(case: Case, asked: Asked) -> Screen:
    """Say what this is, honestly, before the first question."""
    questions = Way(case.programme, "full").total + len(case.programme.about_questions)
    context = {
        "page": layout.page(case, "Welcome"),
        "back": "",
        "points": [{"title": rule.title, "text": rule.text} for rule in case.programme.safety_rules[:3]],
        "limits": [
            "It is not a doctor, and it can't examine you.",
            "No clinician has reviewed its rules yet. Where a number is our own choice, the page says so.",
            "It promises no cure. It looks for the calm way, and tells you when someone should have a look.",
        ],
        "start": f"{asked.place.root}/{'today' if case.written else 'about'}",
        "start_label": "Begin",
        "minutes": one_by_one.minutes(questions),
        "articles": [layout.link(_href(asked, one), one.title) for one in case.programme.education[:3]],
        "drawing": scene("calves_on_chair"),
    }
    return Screen("welcome.html", context)
