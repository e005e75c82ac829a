"""The one Django application."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class WebConfig(AppConfig):
    name = "unpinch.web"
    label = "unpinch"
    default = True

    def ready(self) -> None:
        """Hang in the start-up checks, and what takes the triggers away before a migration and brings them back."""
        from unpinch.web import checks, triggers  # noqa: F401

        pre_migrate.connect(triggers.before_migrate, sender=self)
        post_migrate.connect(triggers.after_migrate, sender=self)
