"""Single pictures out of raw recordings."""

from pathlib import Path

import pytest

from unpinch.cli import raw_video
from unpinch.cli.raw_video import RawVideoError, pictures

ONE, TWO = (b"\xff\xd8\xff" + body + b"\xff\xd9" for body in (b"first", b"the second"))


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("piece_bytes", [1, 3, 7, 1 << 20])
def test_a_motion_jpeg_is_its_jpegs_one_after_another(
    tmp_path: Path, piece_bytes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(raw_video, "PIECE_BYTES", piece_bytes)
    found = list(pictures(written(tmp_path / "a.mjpeg", ONE + TWO + ONE + TWO[:-1]), 20))
    assert [(one.t_s, one.content) for one in found] == [(0, ONE), (0.05, TWO), (0.1, ONE)]


def test_a_yuv_recording_says_its_own_rate_and_size(tmp_path: Path) -> None:
    head, frame = b"YUV4MPEG2 W3 H2 F30000:1001 Ip C420mpeg2\n", b"FRAME X\n" + bytes(10)
    found = list(pictures(written(tmp_path / "a.y4m", head + frame * 3 + frame[:-1]), 1))
    assert [(one.width, one.height, len(one.content)) for one in found] == [(3, 2, 10)] * 3
    assert [round(one.t_s, 4) for one in found] == [0, 0.0334, 0.0667]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.mjpeg", b"nothing", "holds no JPEG picture"),
        ("a.y4m", b"YUV4MPEG2 W2 H2 F0:1\n", "is no YUV4MPEG2 recording"),
        ("a.y4m", b"RIFF", "is no YUV4MPEG2 recording"),
        ("a.y4m", b"YUV4MPEG2 W2 H2 F25:1 C444\nFRAME\n", "has the colours C444"),
        ("a.y4m", b"YUV4MPEG2 W2 H2 F25:1 C420p10\nFRAME\n", "has the colours C420p10"),
        ("a.y4m", b"YUV4MPEG2 W2 H2 F25:1\n", "holds no whole picture"),
    ],
)
def test_what_isnt_such_a_recording_is_refused(tmp_path: Path, name: str, content: bytes, sentence: str) -> None:
    with pytest.raises(RawVideoError, match=sentence):
        list(pictures(written(tmp_path / name, content), 25))
