"""The one Django application."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class WebConfig(AppConfig):
    name = "unpinch.web"
    label = "unpinch"
    default = True

    def ready(self) -> None:
        """Hang the start-up checks in, and make the triggers anew after every migration: a rebuilt table loses them."""
        from unpinch.web import checks, triggers  # noqa: F401

        post_migrate.connect(triggers.after_migrate, sender=self)
