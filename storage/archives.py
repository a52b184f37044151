"""Archives that are handed over in chats: kept while the message is sent, and some days beyond."""

import hashlib
from datetime import timedelta
from typing import NamedTuple

from obstore.store import ObjectStore

from core.jobs import Asset
from core.ports import Clock
from storage.blobs import ObjectBlobs
from storage.blocking_calls import called, each

KEPT = timedelta(days=2)
NOTED = "archives/"  # under which it is noted when each was made: `archives/<seconds>-<sha256>`


class KeptArchives:
    """Keeps archives, and removes those that are old."""

    def __init__(self, store: ObjectStore, clock: Clock) -> None:
        self._store = store
        self._blobs = ObjectBlobs(store)
        self._clock = clock

    async def keep(self, data: bytes) -> Asset:
        """A stored archive."""
        now, sha256 = int(self._clock.now().timestamp()), hashlib.sha256(data).hexdigest()
        # Noted first: what is stored and noted nowhere would stay for ever.
        await called(self._store.put, f"{NOTED}{now}-{sha256}", b"")
        return Asset(await self._blobs.put(data), "application/zip", len(data), 0, 0)

    async def sweep(self) -> None:
        """Remove those that were kept long enough."""
        last = int((self._clock.now() - KEPT).timestamp())
        listed = each(self._store.list(prefix=NOTED))
        notes = [_read(one["path"]) async for some in listed for one in some]
        wanted = {note.sha256 for note in notes if note.made >= last}  # made once more meanwhile
        for note in notes:
            if note.made < last:
                if note.sha256 not in wanted:
                    await self._blobs.remove(note.sha256)
                await called(self._store.delete, note.path)


class _Note(NamedTuple):
    path: str
    made: int  # seconds since 1970
    sha256: str


def _read(path: str) -> _Note:
    made, _, sha256 = path.removeprefix(NOTED).partition("-")
    return _Note(path, int(made), sha256)
