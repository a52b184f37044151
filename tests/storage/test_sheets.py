"""The process that writes contact sheets."""

import asyncio
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.sheets import Cell, Sheet
from storage.blobs import ObjectBlobs, open_store
from storage.sheets import SheetProcess
from tests.core.talk import photo

MADE = datetime(2026, 11, 22, tzinfo=UTC)


async def test_it_fetches_the_pictures_itself(tmp_path: Path) -> None:
    location, path = str(tmp_path / "blobs"), tmp_path / "sheet.pdf"
    sha256 = await ObjectBlobs(open_store(location)).put(photo())
    cells = (Cell(sha256, "1", "a", ()), Cell("0" * 64, "2", "b", (), blank="gone"))
    with closing(SheetProcess(location)) as sheets:
        assert await sheets.written(Sheet("Studio", "", MADE, cells), str(path))
    data = await asyncio.to_thread(path.read_bytes)
    assert data.startswith(b"%PDF-")
    assert data.count(b"/Subtype /Image") == 1


async def test_what_cannot_be_written_is_logged_and_no_more(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "nowhere" / "sheet.pdf"
    with closing(SheetProcess(str(tmp_path / "blobs"))) as sheets:
        assert not await sheets.written(Sheet("Studio", "", MADE, ()), str(path))
    assert "No contact sheet of 0 pictures" in caplog.text
