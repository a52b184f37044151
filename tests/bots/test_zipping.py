"""ZIPs that are handed on while they are written."""

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from bots.zipping import PIECE, Zipping

NOON = datetime(2026, 3, 1, 12, 30, 5, tzinfo=UTC)


async def test_the_pieces_are_a_zip(tmp_path: Path) -> None:
    zipped, path = Zipping(), tmp_path / "a.json"
    path.write_bytes(b"text " * PIECE)
    pieces = [await zipped.add("a/狐.png", b"one", NOON)]
    pieces += [await zipped.add("b.png", bytes(PIECE), NOON)]
    pieces += zipped.add_file("thread.json", path, NOON, text=True)
    pieces += [zipped.end()]
    with zipfile.ZipFile(io.BytesIO(b"".join(pieces))) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["a/狐.png", "b.png", "thread.json"]
        assert archive.read("thread.json") == path.read_bytes()
        assert archive.getinfo("b.png").date_time == (2026, 3, 1, 12, 30, 4)
        assert archive.getinfo("thread.json").compress_size < PIECE
    assert max(map(len, pieces)) < 1.1 * PIECE


async def test_what_is_older_than_the_form_can_tell_is_kept() -> None:
    zipped = Zipping()
    data = await zipped.add("a", b"", datetime(1970, 1, 1, tzinfo=UTC)) + zipped.end()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.getinfo("a").date_time == (1980, 1, 1, 0, 0, 0)
