"""The bundles that MediaPipe reads are made from the package's models: the same each time, the weights in place."""

import hashlib
import io
import struct
import zipfile
from pathlib import Path

import pytest

from tools import pose_model, vendor
from tools.pose_model import Old, root_of

ROOT = Path(__file__).parents[2]
POSE = ROOT / "node_modules" / "@mediapipe" / "pose"
DETECTOR, FULL = POSE / "pose_solution_packed_assets.data", POSE / "pose_landmark_full.tflite"


@pytest.fixture(scope="module")
def models() -> list[bytes]:
    return [DETECTOR.read_bytes(), FULL.read_bytes()]


@pytest.fixture(scope="module")
def bundle(models: list[bytes]) -> bytes:
    return pose_model.bundle(models)


def members(bundle: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(bundle)) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def list_of(table: Old, field: int) -> Old:
    found = table.child(field)
    assert found is not None
    return found


def weights(model: bytes) -> list[tuple[int, bytes]]:
    """Each buffer's place in the file, and its bytes."""
    found = [buffer.child(0) for buffer in list_of(root_of(model), 4).items()]
    return [(one.at + 4, model[one.at + 4 : one.at + 4 + one.length()]) for one in found if one and one.length()]


def test_the_same_models_give_the_same_bytes(models: list[bytes], bundle: bytes) -> None:
    assert pose_model.bundle(models) == bundle


def test_the_bytes_are_those_that_were_tried_in_the_browser(bundle: bytes) -> None:
    assert hashlib.sha256(bundle).hexdigest() == "2633119a1d1c7c07bd1aa43b88ca87a926bf0e9c3bb3e7ede2d289e4bb38a7a4"


def test_the_served_bundle_is_the_one_made_here(bundle: bytes) -> None:
    assert (vendor.read_table(ROOT).folder / "pose/full.task").read_bytes() == bundle


def test_each_model_keeps_all_that_it_had(models: list[bytes], bundle: bytes) -> None:
    for old, new in zip(models, members(bundle).values(), strict=True):
        assert new.endswith(old)
        before, after = root_of(old), root_of(new)
        assert [data for _, data in weights(new)][: len(weights(old))] == [data for _, data in weights(old)]
        assert len(weights(new)) == len(weights(old)) + 1
        for field in (1, 2):
            assert list_of(after, field).length() == list_of(before, field).length()


def test_weights_lie_on_places_divisible_by_sixteen(bundle: bytes) -> None:
    for name, model in members(bundle).items():
        assert bundle.index(model) % 16 == 0, name
        assert [at % 16 for at, _ in weights(model)] == [0] * len(weights(model)), name


def test_each_model_says_how_its_picture_becomes_numbers(bundle: bytes) -> None:
    for (name, (mean, std)), model in zip(pose_model.MEMBERS, members(bundle).values(), strict=True):
        told = weights(model)[-1][1]
        assert told[4:8] == b"M001"
        assert struct.pack("<If", 1, mean) in told, name
        assert struct.pack("<If", 1, std) in told, name


def test_what_is_no_model_is_refused() -> None:
    with pytest.raises(pose_model.ModelError, match="no TFLite model"):
        pose_model.with_metadata(b"PK\3\4" + bytes(20), "x", (0.0, 1.0))
