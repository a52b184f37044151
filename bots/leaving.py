"""Files as they leave: what they say of where they came from is written into them last of all.

What is stored stays as it was made: it is named by the hash of its bytes.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from bots.file_types import Fitted
from core.catalogue import Catalogue
from core.pedigree import manifest_of
from core.ports import Ledger
from core.provenance import Manifest, Signing
from core.renditions import Rendition, Sealed
from core.replies import Picture

SLACK = 256  # bytes by which two signatures of one manifest may differ, padding included
Make = Callable[[int], Awaitable[Fitted | None]]  # a file in at most so many bytes


@dataclass(frozen=True, slots=True)
class Leaving:
    """Signs what leaves; without `signing` all of it leaves as it is."""

    ledger: Ledger
    catalogue: Catalogue
    signing: Signing | None

    async def fitted(self, picture: Picture, limit: int, make: Make) -> Fitted | None:
        """What `make` makes of a picture, signed, and still within `limit` bytes.

        None where it cannot be made so small.
        """
        found, manifest = await make(limit), await self.manifest(picture.job, picture.variant)
        if found is None or manifest is None or self.signing is None:
            return found
        signed = await self._signed(found, manifest)
        if len(signed.data) <= limit:
            return signed
        smaller = await make(limit - (len(signed.data) - len(found.data)) - SLACK)
        return await self._signed(smaller, manifest) if smaller else None

    async def signed(self, data: bytes, media_type: str, job: str, variant: int) -> bytes:
        """A file of a variant (1-based) of a job, or of all of them (0), signed."""
        return await self.written(data, media_type, await self.manifest(job, variant))

    async def written(self, data: bytes, media_type: str, manifest: Manifest | None) -> bytes:
        """A file with this manifest, signed."""
        if manifest is None or self.signing is None:
            return data
        return await self.signing.signed(data, media_type, manifest)

    async def sealed(
        self, job: str, variant: int, media_type: str, small: Rendition | None
    ) -> Sealed | None:
        """The version of a file, or of its small one, that is signed; None where there is none."""
        manifest = await self.manifest(job, variant)
        if manifest is None or self.signing is None:
            return None
        return Sealed(manifest, await self.signing.mark(), media_type, small)

    async def _signed(self, found: Fitted, manifest: Manifest) -> Fitted:
        assert self.signing is not None
        data = await self.signing.signed(found.data, found.media_type, manifest)
        return replace(found, data=data)

    async def manifest(self, job: str, variant: int) -> Manifest | None:
        """What to say of such a file; None where nothing is, or nobody signs."""
        if not job or self.signing is None:
            return None
        return await manifest_of(job, variant, self.ledger, self.catalogue)
