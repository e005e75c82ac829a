"""The record in PostgreSQL instead of SQLite, with the same promises (docs/keeping.md)."""
