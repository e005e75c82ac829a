"""The tables. Entries come and stay; triggers.py holds what columns and constraints can't say.

Every line of a person's journal has an arrival number, given in one count for entries and lines kept aside. It says
when this server got to know the line, and nothing of when the thing happened: a reader that remembers one misses none.
"""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID, uuid4

from django.db import models
from django.db.models import CheckConstraint, Index, Q, UniqueConstraint
from django.db.models.functions import Length
from django.db.models.lookups import Exact, GreaterThan

UUID_LENGTH = 36
HASH_LENGTH = 64
ASIDE_CODES = ("bad_line", "bad_value", "unknown_kind", "newer_version", "conflict")
"""Why a line is kept aside, as it arrived. Reading the journal judges again: a newer Unpinch may understand it."""


class Person(models.Model):
    """Someone whose journal is kept here. `device` is the id under which this server writes in that journal."""

    id: models.UUIDField[UUID, UUID] = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    label: models.CharField[str, str] = models.CharField(max_length=60, blank=True, default="")
    device: models.UUIDField[UUID, UUID] = models.UUIDField(unique=True, default=uuid4, editable=False)

    objects: ClassVar[models.Manager[Person]] = models.Manager()

    def __str__(self) -> str:
        return str(self.id)


class Entry(models.Model):
    """One entry that could be read. `raw` is the truth; the other columns are read from it, to find it by."""

    key: models.BigAutoField[int, int] = models.BigAutoField(primary_key=True)
    person: models.ForeignKey[Person, Person] = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    arrival: models.PositiveBigIntegerField[int, int] = models.PositiveBigIntegerField()
    uuid: models.CharField[str, str] = models.CharField(max_length=UUID_LENGTH)
    raw: models.BinaryField[bytes, bytes] = models.BinaryField()
    kind: models.CharField[str, str] = models.CharField(max_length=40)
    at_s: models.BigIntegerField[int, int] = models.BigIntegerField()
    device: models.CharField[str, str] = models.CharField(max_length=UUID_LENGTH)
    seq: models.PositiveBigIntegerField[int, int] = models.PositiveBigIntegerField()

    objects: ClassVar[models.Manager[Entry]] = models.Manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            UniqueConstraint(fields=["person", "uuid"], name="entry_once_a_person"),
            UniqueConstraint(fields=["person", "arrival"], name="entry_arrival_once"),
            CheckConstraint(condition=Q(arrival__gte=1), name="entry_arrival_from_1"),
            CheckConstraint(condition=Exact(Length("uuid"), UUID_LENGTH), name="entry_uuid_whole"),
            CheckConstraint(condition=Exact(Length("device"), UUID_LENGTH), name="entry_device_whole"),
            CheckConstraint(condition=GreaterThan(Length("raw"), 0), name="entry_raw_there"),
            CheckConstraint(condition=GreaterThan(Length("kind"), 0), name="entry_kind_there"),
        ]
        indexes: ClassVar[list[Index]] = [Index(fields=["person", "device", "seq"], name="entry_chain")]

    def __str__(self) -> str:
        return f"{self.kind} {self.uuid}"


class Aside(models.Model):
    """One line that could not be read when it came, or whose id was taken: kept, shown, and never in the way."""

    key: models.BigAutoField[int, int] = models.BigAutoField(primary_key=True)
    person: models.ForeignKey[Person, Person] = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    arrival: models.PositiveBigIntegerField[int, int] = models.PositiveBigIntegerField()
    uuid: models.CharField[str, str] = models.CharField(max_length=UUID_LENGTH, blank=True)
    raw: models.BinaryField[bytes, bytes] = models.BinaryField()
    sha256: models.CharField[str, str] = models.CharField(max_length=HASH_LENGTH)
    code: models.CharField[str, str] = models.CharField(max_length=20)
    reason: models.TextField[str, str] = models.TextField()

    objects: ClassVar[models.Manager[Aside]] = models.Manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            UniqueConstraint(fields=["person", "sha256"], name="aside_once_a_person"),
            UniqueConstraint(fields=["person", "arrival"], name="aside_arrival_once"),
            CheckConstraint(condition=Q(arrival__gte=1), name="aside_arrival_from_1"),
            CheckConstraint(condition=Exact(Length("sha256"), HASH_LENGTH), name="aside_hash_whole"),
            CheckConstraint(condition=GreaterThan(Length("raw"), 0), name="aside_raw_there"),
            CheckConstraint(condition=Q(code__in=ASIDE_CODES), name="aside_code_known"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.uuid}"


class Erasure(models.Model):
    """That a person's journal was erased. Writing this row is the only way to delete, and it deletes all of it."""

    key: models.BigAutoField[int, int] = models.BigAutoField(primary_key=True)
    person: models.UUIDField[UUID, UUID] = models.UUIDField(unique=True)
    at_s: models.BigIntegerField[int, int] = models.BigIntegerField()

    objects: ClassVar[models.Manager[Erasure]] = models.Manager()

    def __str__(self) -> str:
        return str(self.person)
