# ruff: noqa: N999 (Django's way of naming migrations)
"""A constraint more: SQLite can only rebuild the table for it, which drops the table's triggers."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar[list[tuple[str, str]]] = [("unpinch", "0001_journal")]
    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(condition=models.Q(at_s__gte=0), name="entry_after_1970"),
        )
    ]
