"""A worker for tests of a front end: it tints pictures, and does as the words tell it."""

import asyncio
import base64
from dataclasses import dataclass, replace
from io import BytesIO

import av
import numpy as np
from PIL import Image, ImageDraw, ImageOps

from core.catalogue import Intent
from core.grids import layout
from core.jobs import Asset, Extra, Failure, Job, Outcome, Variant
from core.ports import Blobs, Ledger, Queue
from core.replies import Progress
from worker.media.archiving import archive
from worker.media.files import see_through

LINES = ("SUMER SALE", "Open daily", "Open daily")  # that it reads in every picture
TINTS = (
    "#3b4cc0",
    "#c0503b",
    "#2f8f5b",
    "#b08a1e",
    "#7a3bc0",
    "#1e8fb0",
    "#c03b8a",
    "#555",
    "#a52",
)


@dataclass
class Painter:
    """Renders jobs: a word `fail` fails, `slow` waits until `go` is set."""

    ledger: Ledger
    blobs: Blobs
    queue: Queue
    go: asyncio.Event
    step: float = 0.0  # s between two reports

    async def handle(self, id: str) -> None:
        """Render one job, report on the way, and have it delivered."""
        job = await self.ledger.start(id, "painter")
        if job is None:
            return
        words = job.spec.prompt.words
        for index in range(1, job.spec.count + 1):
            await self._report(job, index)
            await asyncio.sleep(self.step)
        if "slow" in words:
            await self.go.wait()
        if "fail" in words:
            failure = Failure("OutOfMemory", "This needs more memory than the worker has.")
            await self.ledger.fail(id, failure)
        else:
            await self.ledger.finish(id, await self._outcome(job))
        ended = await self.ledger.job(id)
        assert ended is not None
        await self.queue.deliver(ended)

    async def _report(self, job: Job, index: int) -> None:
        fraction = (index - 1) / job.spec.count
        stage = f"variant {index} of {job.spec.count}"
        preview = (await self._paint(job, index)).convert("RGB")
        preview.thumbnail((320, 320))
        target = BytesIO()
        preview.save(target, "JPEG")
        image = base64.b64encode(target.getvalue()).decode()
        await self.queue.report(Progress(job.id, fraction, stage, image))

    async def _outcome(self, job: Job) -> Outcome:
        if job.spec.intent is Intent.READ:
            return Outcome(text="Which line is wrong?", lines=LINES)
        if job.spec.intent is Intent.ANIMATE:
            clip = await self._clip(await self._paint(job, 1))
            return Outcome((Variant(1, job.spec.seed, clip, "it fades"),))
        pictures = [await self._paint(job, index) for index in range(1, job.spec.count + 1)]
        variants = tuple(
            [
                Variant(index, job.spec.seed_of(index), await self._keep(picture), f"tint {index}")
                for index, picture in enumerate(pictures, 1)
            ]
        )
        grid = await self._keep(_grid(pictures)) if len(pictures) > 1 else None
        if job.spec.formats:
            return await self._in_formats(job, variants, grid)
        return Outcome(variants, grid)

    async def _in_formats(
        self, job: Job, variants: tuple[Variant, ...], grid: Asset | None
    ) -> Outcome:
        """Variants by the names of their formats, a small icon, and an archive of the variants."""
        names = [f"picture-{name}" for name in job.spec.formats]
        named = tuple(replace(one, name=name) for one, name in zip(variants, names, strict=True))
        files = {f"{one.name}.png": await self.blobs.get(one.asset.sha256) for one in named}
        data = archive(files)
        zipped = Asset(await self.blobs.put(data), "application/zip", len(data), 0, 0)
        icon = Extra(named[-1].asset, "picture-favicon-16x16.png")
        return Outcome(named, grid, extras=(icon, Extra(zipped, "picture-formats.zip")))

    async def _paint(self, job: Job, index: int) -> Image.Image:
        inputs = job.spec.inputs_of(index)
        if not inputs:
            return Image.new("RGB", (job.spec.width, job.spec.height), TINTS[index - 1])
        with Image.open(BytesIO(await self.blobs.get(inputs[0].sha256))) as source:
            grey = ImageOps.grayscale(source.convert("RGB"))
        return ImageOps.colorize(grey, "#0b0a12", "#fdf9ee", TINTS[index - 1])

    async def _clip(self, picture: Image.Image) -> Asset:
        still = picture.convert("RGB").resize((320, 240))
        data = await asyncio.to_thread(_mp4, still, 3)
        return Asset(await self.blobs.put(data), "video/mp4", len(data), *still.size, seconds=3.0)

    async def _keep(self, picture: Image.Image) -> Asset:
        target = BytesIO()
        picture.save(target, "PNG", compress_level=1)
        data = target.getvalue()
        sha256, clear = await self.blobs.put(data), see_through(np.asarray(picture))
        made = Asset(sha256, "image/png", len(data), *picture.size, alpha=clear)
        await self.ledger.keep(made)
        return made


def _mp4(picture: Image.Image, seconds: int) -> bytes:
    """The picture, fading in; H.264, 24 frames a second."""
    target = BytesIO()
    with av.open(target, "w", "mp4") as container:
        stream = container.add_stream("libx264", 24)
        stream.width, stream.height, stream.pix_fmt = *picture.size, "yuv420p"
        black = Image.new("RGB", picture.size)
        for index in range(24 * seconds):
            frame = Image.blend(black, picture, (index + 1) / (24 * seconds))
            container.mux(stream.encode(av.VideoFrame.from_image(frame)))
        container.mux(stream.encode())
    return target.getvalue()


def _grid(pictures: list[Image.Image]) -> Image.Image:
    plan = layout(len(pictures), *pictures[0].size)
    sheet = Image.new("RGB", (plan.width, plan.height), "#181818")
    draw = ImageDraw.Draw(sheet)
    for number, (box, picture) in enumerate(zip(plan.cells, pictures, strict=True), 1):
        sheet.paste(picture.resize((box.width, box.height)), (box.left, box.top))
        draw.text((box.left + 8, box.top + 4), str(number), "white", font_size=plan.badge)
    return sheet
