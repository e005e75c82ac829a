"""Make the pose model's bundles from the model files of npm's `@mediapipe/pose`. Standard library only.

MediaPipe Tasks takes a zip of two models, a detector and a landmark model, each of which must say how its picture is to
be normalised; those of the package don't. So each gets that sentence (a `TFLITE_METADATA` buffer). The model's old
bytes stay as they are: a flatbuffer's references all point forward, so a new root with the longer lists is put in
front. Its length is a multiple of 16, as the weights must lie on such places; so do the zip's members.
"""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

ALIGNED_BYTES = 16
MODEL_MARK, METADATA_MARK = b"TFL3", b"M001"
METADATA_NAME = "TFLITE_METADATA"
_UNIT_RANGE, _BYTE_RANGE = (127.5, 127.5), (0.0, 255.0)
MEMBERS = (
    ("pose_detector.tflite", _UNIT_RANGE),
    ("pose_landmarks_detector.tflite", _BYTE_RANGE),
)
"""What a bundle holds, in order, each with (mean, std): the detector sees -1 to 1, the landmark model 0 to 1."""

_VERSION, _OPERATORS, _GRAPHS, _BUFFERS, _METADATA = 0, 1, 2, 4, 6  # fields of a Model, by the format's schema
_GRAPH_OUTPUTS = 2
_ENTRY_NAME, _ENTRY_BUFFER = 0, 1
_BUFFER_DATA, _BUFFER_OFFSET = 0, 1
_IMAGE_PROPERTIES, _RGB, _NORMALIZATION = 2, 1, 1  # of the metadata's schema


class ModelError(Exception):
    """A file isn't the model that was expected."""


# -- reading ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Old:
    """A table or list of the old bytes, by its place."""

    data: bytes
    at: int

    def number(self, field_id: int) -> int:
        """Return a 32-bit field; 0 where it isn't set."""
        place = self._place(field_id)
        return self._u32(place) if place else 0

    def child(self, field_id: int) -> Old | None:
        """Return what a field refers to."""
        place = self._place(field_id)
        return Old(self.data, place + self._u32(place)) if place else None

    def items(self) -> list[Old]:
        """Return what a list of references refers to."""
        places = range(self.at + 4, self.at + 4 + 4 * self.length(), 4)
        return [Old(self.data, place + self._u32(place)) for place in places]

    def length(self) -> int:
        """Return a list's length."""
        return self._u32(self.at)

    def text(self) -> str:
        """Return a string."""
        return self.data[self.at + 4 : self.at + 4 + self.length()].decode()

    def fields(self) -> range:
        """Return the ids of the fields that the table's layout knows."""
        (size,) = struct.unpack_from("<H", self.data, self._layout())
        return range((size - 4) // 2)

    def has(self, field_id: int) -> bool:
        """Tell whether a field is set."""
        return self._place(field_id) != 0

    def _layout(self) -> int:
        (back,) = struct.unpack_from("<i", self.data, self.at)
        return self.at - int(back)

    def _place(self, field_id: int) -> int:
        if field_id not in self.fields():
            return 0
        (ahead,) = struct.unpack_from("<H", self.data, self._layout() + 4 + 2 * field_id)
        return self.at + int(ahead) if ahead else 0

    def _u32(self, at: int) -> int:
        return int(struct.unpack_from("<I", self.data, at)[0])


def root_of(model: bytes) -> Old:
    """Return a model's first table, refusing what is no model."""
    if model[4:8] != MODEL_MARK:
        raise ModelError("This is no TFLite model: the mark TFL3 is missing.")
    return Old(model, struct.unpack_from("<I", model)[0])


# -- writing ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Number:
    """A field with its value inside the table."""

    form: str
    value: float


@dataclass(frozen=True, slots=True)
class Table:
    """A new table: fields by id."""

    fields: Mapping[int, Node]


@dataclass(frozen=True, slots=True)
class Block:
    """A list of plain values as bytes, or a string (which ends with a zero)."""

    count: int
    data: bytes
    aligned: int = 4


@dataclass(frozen=True, slots=True)
class List:
    """A list of references."""

    items: Sequence[Node]


Node = Number | Table | Block | List | Old


def text(value: str) -> Block:
    """Return a string."""
    data = value.encode()
    return Block(len(data), data + b"\0")


def floats(*values: float) -> Block:
    """Return a list of 32-bit numbers."""
    return Block(len(values), struct.pack(f"<{len(values)}f", *values))


@dataclass
class Writer:
    """Writes nodes one behind the other, so that every reference points forward."""

    out: bytearray = field(default_factory=lambda: bytearray(8))
    olds: list[tuple[int, int]] = field(default_factory=list)

    def whole(self, root: Table, mark: bytes) -> bytes:
        """Return all that hangs on a root, with the references to old bytes that follow it."""
        struct.pack_into("<I4s", self.out, 0, self.place(root), mark)
        self._pad(ALIGNED_BYTES)
        for at, old in self.olds:
            struct.pack_into("<I", self.out, at, len(self.out) + old - at)
        return bytes(self.out)

    def place(self, node: Node) -> int:
        """Write a node and what hangs on it; return its place."""
        if isinstance(node, Table):
            return self._table(node)
        if isinstance(node, List):
            return self._list(node)
        if isinstance(node, Block):
            return self._block(node)
        raise TypeError(f"{node} stands inside its table, or is written already")

    def _table(self, table: Table) -> int:
        self._pad(4)
        ids = range(max(table.fields, default=-1) + 1)
        layout, size = len(self.out), 4 + 4 * len(table.fields)
        order = {one: 4 + 4 * number for number, one in enumerate(table.fields)}
        self.out += struct.pack(f"<HH{len(ids)}H", 4 + 2 * len(ids), size, *(order.get(one, 0) for one in ids))
        self._pad(4)
        at = len(self.out)
        self.out += struct.pack("<i", at - layout) + bytes(size - 4)
        for one, value in table.fields.items():
            self._fill(at + order[one], value)
        return at

    def _fill(self, at: int, node: Node) -> None:
        if isinstance(node, Number):
            struct.pack_into(f"<{node.form}", self.out, at, node.value)
        elif isinstance(node, Old):
            self.olds.append((at, node.at))
        else:
            struct.pack_into("<I", self.out, at, self.place(node) - at)

    def _list(self, one: List) -> int:
        self._pad(4)
        at = len(self.out)
        self.out += struct.pack("<I", len(one.items)) + bytes(4 * len(one.items))
        for number, item in enumerate(one.items):
            self._fill(at + 4 + 4 * number, item)
        return at

    def _block(self, block: Block) -> int:
        self._pad(block.aligned, behind=4)
        at = len(self.out)
        self.out += struct.pack("<I", block.count) + block.data
        return at

    def _pad(self, step: int, behind: int = 0) -> None:
        self.out += bytes(-(len(self.out) + behind) % step)


# -- the models -------------------------------------------------------------------------------------------------------


def metadata(name: str, outputs: int, mean: float, std: float) -> bytes:
    """Return the metadata of a model that takes one picture: how its colours become numbers."""
    scale = Table({0: Number("B", _NORMALIZATION), 1: Table({0: floats(mean), 1: floats(std)})})
    kind = Table({0: Number("B", _IMAGE_PROPERTIES), 1: Table({0: Number("b", _RGB)})})
    picture = Table({0: text("image"), 3: kind, 4: List([scale])})
    given = List([Table({0: text(f"out{number}")}) for number in range(outputs)])
    graph = Table({2: List([picture]), 3: given})
    return Writer().whole(Table({0: text(name), 3: List([graph])}), METADATA_MARK)


def with_metadata(model: bytes, name: str, scale: tuple[float, float]) -> bytes:
    """Return a model that says how its picture is normalised, all else as it was."""
    root = root_of(model)
    buffers, graphs = root.child(_BUFFERS), root.child(_GRAPHS)
    if buffers is None or graphs is None:
        raise ModelError("The model has no buffers or no graph.")
    if any(one.has(_BUFFER_OFFSET) for one in buffers.items()):
        raise ModelError("The model keeps weights behind its tables: they would lose their place.")
    outputs = graphs.items()[0].child(_GRAPH_OUTPUTS)
    told = metadata(name, outputs.length() if outputs else 0, *scale)
    fields: dict[int, Node] = {one: _as_it_was(root, one) for one in root.fields() if root.has(one)}
    fields[_BUFFERS] = List([*buffers.items(), Table({_BUFFER_DATA: Block(len(told), told, ALIGNED_BYTES)})])
    fields[_METADATA] = List([*_kept_entries(root), _entry(buffers.length())])
    return Writer().whole(Table(fields), MODEL_MARK) + model


def _as_it_was(root: Old, field_id: int) -> Node:
    if field_id == _VERSION:
        return Number("I", root.number(field_id))
    return root.child(field_id) or Number("I", 0)


def _kept_entries(root: Old) -> list[Old]:
    entries = root.child(_METADATA)
    return [one for one in entries.items() if _name_of(one) != METADATA_NAME] if entries else []


def _name_of(entry: Old) -> str:
    name = entry.child(_ENTRY_NAME)
    return name.text() if name else ""


def _entry(buffer: int) -> Table:
    return Table({_ENTRY_NAME: text(METADATA_NAME), _ENTRY_BUFFER: Number("I", buffer)})


def bundle(models: Sequence[bytes]) -> bytes:
    """Return the zip of a detector and a landmark model that MediaPipe Tasks reads: the same bytes each time."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as zipped:
        for (name, scale), model in zip(MEMBERS, models, strict=True):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 3
            entry.extra = _filler(packed.tell() + _ENTRY_HEAD_BYTES + len(name))
            zipped.writestr(entry, with_metadata(model, name.removesuffix(".tflite"), scale))
    return packed.getvalue()


_ENTRY_HEAD_BYTES, _FILLER_HEAD_BYTES = 30, 4


def _filler(at: int) -> bytes:
    """Return an entry's extra field that brings its data to a place divisible by 16."""
    wanted = -at % ALIGNED_BYTES
    if wanted and wanted < _FILLER_HEAD_BYTES:
        wanted += ALIGNED_BYTES
    return struct.pack("<HH", 0xCAFE, wanted - _FILLER_HEAD_BYTES).ljust(wanted, b"\0") if wanted else b""
