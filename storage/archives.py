"""Archives that are handed over in chats: kept while the message is sent, and some days beyond."""

import hashlib
from datetime import timedelta

from obstore.store import ObjectStore

from core.jobs import Asset
from core.ports import Clock
from storage.blobs import ObjectBlobs

KEPT = timedelta(days=2)
NOTED = "archives/"  # under which it is noted when each was made: `archives/<seconds>-<sha256>`


class KeptArchives:
    """Keeps archives, and removes those that are older when another one comes."""

    def __init__(self, store: ObjectStore, clock: Clock) -> None:
        self._store = store
        self._blobs = ObjectBlobs(store)
        self._clock = clock

    async def keep(self, data: bytes) -> Asset:
        """A stored archive."""
        await self._sweep()
        now, sha256 = int(self._clock.now().timestamp()), hashlib.sha256(data).hexdigest()
        # Noted first: what is stored and noted nowhere would stay for ever.
        await self._store.put_async(f"{NOTED}{now}-{sha256}", b"")
        return Asset(await self._blobs.put(data), "application/zip", len(data), 0, 0)

    async def _sweep(self) -> None:
        last = int((self._clock.now() - KEPT).timestamp())
        async for some in self._store.list(prefix=NOTED):
            for one in some:
                made, _, sha256 = one["path"].removeprefix(NOTED).partition("-")
                if made.isdecimal() and int(made) < last:
                    await self._blobs.remove(sha256)
                    await self._store.delete_async(one["path"])
