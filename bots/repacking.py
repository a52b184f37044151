"""Files that go along with a result, made to fit: of an archive, its pictures."""

import asyncio
import io
import zipfile
from collections.abc import Sequence

from bots.along import ZIP
from bots.file_types import Fitted
from bots.fitting import fit, fitted
from bots.parts import Parts
from core.jobs import Asset

_MOST_OPENED = 200_000_000  # bytes of an archive that are read: ours have a tenth of it
_SMALL = 200_000  # bytes of a file that is left as it is
_LARGEST = (1_500_000, 600_000, _SMALL)  # bytes of each of the other files, one after the other
_REPACKED = "pictures in the archive are encoded anew to fit"


async def fitted_along(asset: Asset, data: bytes, limit: int, parts: Parts) -> Fitted | None:
    """A file that goes along in at most `limit` bytes; None where it cannot be made to fit."""
    if asset.media_type == ZIP and len(data) > limit:
        return await asyncio.to_thread(repacked, data, limit)
    return await fitted(asset, data, limit, parts)


def repacked(data: bytes, limit: int) -> Fitted | None:
    """An archive of ours with its large pictures encoded anew; None where that is not enough."""
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        entries = opened.infolist()
        assert sum(one.file_size for one in entries) < _MOST_OPENED, "an archive that is not ours"
        files = [(one, opened.read(one)) for one in entries]
    for largest in _LARGEST:
        packed = _packed(files, largest)
        if len(packed) <= limit:
            return Fitted(packed, "zip", _REPACKED)
    return None


def _packed(files: Sequence[tuple[zipfile.ZipInfo, bytes]], largest: int) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as zipped:
        for entry, data in files:
            stem, _, ending = entry.filename.rpartition(".")
            smaller = fit(data, "image/png", largest) if ending == "png" else None
            name = f"{stem}.{smaller.ending}" if smaller else entry.filename
            again = zipfile.ZipInfo(name, entry.date_time)
            again.external_attr = entry.external_attr
            zipped.writestr(again, smaller.data if smaller else data)
    return held.getvalue()
