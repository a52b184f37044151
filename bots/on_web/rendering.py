"""Turns as the page reads them: plain JSON with a signed link for every file."""

import base64
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bots.along import along
from bots.on_web.links import Links, file_name
from core.actions import Action, Verb
from core.errors import ForgedAction
from core.grids import layout
from core.jobs import BEFORE, Asset, Job
from core.masks import fits
from core.options import called
from core.renditions import Fit, rendition_of
from core.replies import Button, Channel, Picture, Progress, Reply, Turn

Json = dict[str, Any]


def channel_json(channel: Channel) -> Json:
    """A channel: `id` and `title`."""
    return {"id": channel.id, "title": channel.title}


def progress_json(progress: Progress) -> Json:
    """How far a job is: `job`, `fraction` (0 to 1), `stage`, `preview` (data URL or empty)."""
    preview = progress.preview and f"data:image/jpeg;base64,{progress.preview}"
    return {
        "job": progress.job,
        "fraction": round(progress.fraction, 4),
        "stage": progress.stage,
        "preview": preview if _is_base64(progress.preview) else "",
    }


def button_json(button: Button) -> Json:
    """A button, with the `verb` that its action packs, so that the page can choose a symbol."""
    return {
        "label": button.label,
        "action": button.action,
        "verb": _verb(button.action),
        "asks": button.asks,
        "example": button.example,
        "variant": button.variant,
        "url": button.url,
    }


def picture_json(picture: Picture, links: Links, fit: Fit | None = None) -> Json:
    """A picture with links to it; its `small` version is what is shown of it."""
    asset = picture.asset
    url = links.of(picture)
    small = rendition_of(asset, fit) if fit and not picture.exact else None
    return {
        "url": url,
        "small": links.of(picture, small.name) if small else url,
        "download": f"{links.of(replace(picture, asset=asset.whole))}&download=1",
        "name": file_name(asset, picture.name),
        "alt": picture.alt,
        "variant": picture.variant,
        "poster": _poster(picture, links),
        **_shape(asset.whole),
    }


def _poster(picture: Picture, links: Links) -> str:
    """A link to the picture that a clip begins with, in a size that a page shows; empty without."""
    if picture.poster is None or picture.hidden:
        return ""
    still = Picture(picture.poster, "poster", variant=BEFORE + picture.variant, job=picture.job)
    small = rendition_of(picture.poster, Fit.CHAT)
    return links.of(still, small.name) if small else links.of(still)


@dataclass(frozen=True, slots=True)
class Rendering:
    """Makes JSON of turns."""

    links: Links
    answer: Callable[[Job], Reply]  # the reply of a job in whatever state it is

    def turn(self, turn: Turn) -> Json:
        """What came in (`words`, `pictures`, `pressed`), the `reply`, and the job's `state`."""
        reply = self.answer(turn.job) if turn.job else turn.reply
        return {
            "id": turn.id,
            "key": turn.key,
            "channel": turn.channel,
            "created": turn.created.isoformat(),
            "words": turn.words,
            "pressed": _pressed(turn.action),
            "pictures": [
                self._picture(Picture(asset, f"picture-{i}", f"Attached picture {i}"), Fit.THUMB)
                for i, asset in enumerate(turn.pictures, 1)
            ],
            "job": turn.job.id if turn.job else "",
            "state": turn.job.state.value if turn.job else "",
            "reply": self._reply(reply, turn.job) if reply else None,
        }

    def _reply(self, reply: Reply, job: Job | None) -> Json:
        return {
            "kind": reply.kind.value,
            "text": reply.text,
            "lines": list(reply.lines),
            "shown": [self._picture(picture, Fit.CHAT) for picture in reply.shown],
            "files": [self._file(picture, job) for picture in reply.files],
            "attached": [self._picture(picture) for picture in along(reply)],
            "cells": _cells(job),
            "rows": [_row(row) for row in reply.rows],
            "job": reply.job,
            "error": reply.error,
        }

    def _file(self, picture: Picture, job: Job | None) -> Json:
        """A picture at full size, with the one `before` it where they lie over each other."""
        made = self._picture(picture)
        before = _before(picture, job) if job else None
        return made | ({"before": self.links.of(before)} if before else {})

    def _picture(self, picture: Picture, fit: Fit | None = None) -> Json:
        """A picture; its `small` version is what is shown where it is not asked for itself."""
        return picture_json(picture, self.links, fit)


def _before(picture: Picture, job: Job) -> Picture | None:
    """What a variant was made from, where that was one picture of its shape."""
    sources = job.spec.inputs_of(picture.variant) if picture.variant else ()
    asset = picture.asset
    if any(one.sha256 in job.spec.withheld for one in sources):
        return None
    if len(sources) != 1 or asset.seconds or sources[0].seconds or not fits(sources[0], asset):
        return None
    return Picture(sources[0], "before", variant=BEFORE + picture.variant, job=job.id)


def _row(row: Sequence[Button]) -> list[Json]:
    """The buttons of a row; the page saves files itself."""
    made = [button_json(button) for button in row]
    return [one for one in made if one["verb"] != Verb.ORIGINAL]


def _shape(asset: Asset) -> Json:
    return {
        "media_type": asset.media_type,
        "size": asset.size,
        "width": asset.width,
        "height": asset.height,
        "seconds": asset.seconds,
        "alpha": asset.alpha,
    }


def _cells(job: Job | None) -> list[Json]:
    """Where each variant lies on the grid, in fractions of its width and height."""
    if job is None or job.grid is None or not job.variants:
        return []
    assets = [variant.asset for variant in job.variants]
    width, height = max(asset.width for asset in assets), max(asset.height for asset in assets)
    labelled = any(variant.label for variant in job.variants)
    indices = sorted(one.index for one in (*job.variants, *job.absent))
    plan = layout(len(indices), width, height, labelled)
    boxes = dict(zip(indices, plan.cells, strict=True))
    return [
        {
            "variant": variant.index,
            "left": boxes[variant.index].left / plan.width,
            "top": boxes[variant.index].top / plan.height,
            "width": boxes[variant.index].width / plan.width,
            "height": boxes[variant.index].height / plan.height,
        }
        for variant in job.variants
    ]


def _pressed(action: str) -> Json | None:
    """What a packed action says, for the line «Edit 2»; None where nothing was pressed."""
    try:
        found = Action.unpack(action)
        label = called(found)
    except ForgedAction:
        return None
    return {
        "verb": found.verb.value,
        "label": label,
        "variant": found.variant,
        "job": found.job,
    }


def _verb(action: str) -> str:
    pressed = _pressed(action)
    return pressed["verb"] if pressed else ""


def _is_base64(text: str) -> bool:
    try:
        base64.b64decode(text, validate=True)
    except ValueError:
        return False
    return True
