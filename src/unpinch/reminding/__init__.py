"""Reminders: what comes on which day, and whether to say so now. Once a day at most, never for a missed day.

Pure, and it decides nothing: it asks the shipped rules what they would say. What rings is left to a calendar
(`exchange`) or to `unpinch remind` (`cli`).
"""

from unpinch.reminding.ahead import Coming, coming
from unpinch.reminding.due import Quiet, Reminder, due, look
from unpinch.reminding.wish import Wish, WishError, in_quiet, wish_of

__all__ = ["Coming", "Quiet", "Reminder", "Wish", "WishError", "coming", "due", "in_quiet", "look", "wish_of"]
