"""Landmarks of a clip: the same pose model as in the coach's page, in a Chromium without a window."""

from unpinch.cli.clip.looking import ClipError, landmarks

__all__ = ["ClipError", "landmarks"]
