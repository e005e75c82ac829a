"""Keeping the record: copies of it, the way back from one, and a look at whether all is well (docs/keeping.md)."""
