# ruff: noqa: N999 (Django's way of naming migrations)
"""The first migration, as it is."""

from importlib import import_module

Migration = import_module("unpinch.web.migrations.0001_journal").Migration
