"""Every address. What is personal carries the person's id, or a calendar's secret; nothing else says who it is."""

from __future__ import annotations

from django.urls import include, path

from unpinch.web import api, entrance, openapi, page_calendar, page_phones, pages

urlpatterns = [
    path("", entrance.start, name="start"),
    path("door", entrance.come_in, name="door"),
    path("people", entrance.add_person, name="people"),
    path("pair", page_phones.pair, name="pair"),
    path("calendar/<str:secret>.ics", page_calendar.fetched, name="calendar_fetched"),
    path("p/<uuid:person>", entrance.whole, name="person_whole"),
    path("p/<uuid:person>/", include(pages.urlpatterns)),
    path("api/openapi.json", openapi.serve, name="openapi"),
    path("api/p/<uuid:person>/journal", api.journal, name="journal"),
    path("api/p/<uuid:person>/place", pages.place, name="place"),
]

handler400 = "unpinch.web.problems.bad_request"
handler403 = "unpinch.web.problems.forbidden"
handler404 = "unpinch.web.problems.not_found"
handler500 = "unpinch.web.problems.server_error"
