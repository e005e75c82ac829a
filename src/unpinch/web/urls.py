"""Every address. What is personal carries the person's id; nothing reads who it is from anywhere else."""

from __future__ import annotations

from django.urls import include, path

from unpinch.web import api, entrance, openapi, pages

urlpatterns = [
    path("", entrance.start, name="start"),
    path("door", entrance.come_in, name="door"),
    path("people", entrance.add_person, name="people"),
    path("p/<uuid:person>/", include(pages.urlpatterns)),
    path("api/openapi.json", openapi.serve, name="openapi"),
    path("api/p/<uuid:person>/journal", api.journal, name="journal"),
]

handler400 = "unpinch.web.problems.bad_request"
handler403 = "unpinch.web.problems.forbidden"
handler404 = "unpinch.web.problems.not_found"
handler500 = "unpinch.web.problems.server_error"
