"""The tables of the journal. The triggers are made after each migration (triggers.py)."""

import uuid
from typing import ClassVar

from django.db import migrations, models
from django.db.models import deletion
from django.db.models.functions import Length
from django.db.models.lookups import Exact, GreaterThan


class Migration(migrations.Migration):
    initial: ClassVar[bool] = True

    dependencies: ClassVar[list[tuple[str, str]]] = []

    operations: ClassVar[list[migrations.operations.base.Operation]] = [
        migrations.CreateModel(
            name="Erasure",
            fields=[
                ("key", models.BigAutoField(primary_key=True, serialize=False)),
                ("person", models.UUIDField(unique=True)),
                ("at_s", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("label", models.CharField(blank=True, default="", max_length=60)),
                ("device", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("key", models.BigAutoField(primary_key=True, serialize=False)),
                ("arrival", models.PositiveBigIntegerField()),
                ("uuid", models.CharField(max_length=36)),
                ("raw", models.BinaryField()),
                ("kind", models.CharField(max_length=40)),
                ("at_s", models.BigIntegerField()),
                ("device", models.CharField(max_length=36)),
                ("seq", models.PositiveBigIntegerField()),
                (
                    "person",
                    models.ForeignKey(on_delete=deletion.PROTECT, related_name="+", to="unpinch.person"),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["person", "device", "seq"], name="entry_chain")],
                "constraints": [
                    models.UniqueConstraint(fields=("person", "uuid"), name="entry_once_a_person"),
                    models.UniqueConstraint(fields=("person", "arrival"), name="entry_arrival_once"),
                    models.CheckConstraint(condition=models.Q(("arrival__gte", 1)), name="entry_arrival_from_1"),
                    models.CheckConstraint(
                        condition=Exact(Length("uuid"), 36),
                        name="entry_uuid_whole",
                    ),
                    models.CheckConstraint(
                        condition=Exact(Length("device"), 36),
                        name="entry_device_whole",
                    ),
                    models.CheckConstraint(
                        condition=GreaterThan(Length("raw"), 0),
                        name="entry_raw_there",
                    ),
                    models.CheckConstraint(
                        condition=GreaterThan(Length("kind"), 0),
                        name="entry_kind_there",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Aside",
            fields=[
                ("key", models.BigAutoField(primary_key=True, serialize=False)),
                ("arrival", models.PositiveBigIntegerField()),
                ("uuid", models.CharField(blank=True, max_length=36)),
                ("raw", models.BinaryField()),
                ("sha256", models.CharField(max_length=64)),
                ("code", models.CharField(max_length=20)),
                ("reason", models.TextField()),
                (
                    "person",
                    models.ForeignKey(on_delete=deletion.PROTECT, related_name="+", to="unpinch.person"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("person", "sha256"), name="aside_once_a_person"),
                    models.UniqueConstraint(fields=("person", "arrival"), name="aside_arrival_once"),
                    models.CheckConstraint(condition=models.Q(("arrival__gte", 1)), name="aside_arrival_from_1"),
                    models.CheckConstraint(
                        condition=Exact(Length("sha256"), 64),
                        name="aside_hash_whole",
                    ),
                    models.CheckConstraint(
                        condition=GreaterThan(Length("raw"), 0),
                        name="aside_raw_there",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("code__in", ("bad_line", "bad_value", "unknown_kind", "newer_version", "conflict"))
                        ),
                        name="aside_code_known",
                    ),
                ],
            },
        ),
    ]
