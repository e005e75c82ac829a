"""What mechanics says when it is given what can't be: one sentence with the value met and what to do."""

from __future__ import annotations


class MechanicsError(ValueError):
    """A pose, a body or a band that can't be."""
