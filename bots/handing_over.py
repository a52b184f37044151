"""The Handing port: the files of a result as a person gets them, signed."""

from dataclasses import dataclass

from bots.file_types import ending_of
from bots.leaving import Leaving
from core.answers import picture_of
from core.attachments import Attachment
from core.jobs import Job, Variant
from core.ports import Blobs


@dataclass(frozen=True, slots=True)
class HandingOver:
    """Hands files over."""

    blobs: Blobs
    leaving: Leaving

    async def files(self, job: Job, variant: int = 0) -> tuple[Attachment, ...]:
        """The file of a variant (1-based), or of all of them (0). Raises TargetGone."""
        wanted = [one for one in job.variants if variant in (0, one.index)]
        return tuple([await self._file(job, one) for one in wanted])

    async def _file(self, job: Job, made: Variant) -> Attachment:
        whole = made.asset.whole
        data = await self.blobs.get(whole.sha256)
        signed = await self.leaving.signed(data, whole.media_type, job.id, made.index)
        return Attachment(f"{picture_of(job, made).name}.{ending_of(whole.media_type)}", signed)
