"""What a chat would show, as files in a folder: the grid, the variants and `reply.json`."""

import asyncio
import json
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any, NamedTuple

from bots.leaving import Leaving
from core.catalogue import Catalogue
from core.errors import BadRequest
from core.jobs import BEFORE, Asset, Job, Variant
from core.makers import in_data
from core.ports import Blobs
from core.replies import Reply
from core.wire import plain

REPLY = "reply.json"
GRID = "grid.jpg"
SHOWN = "shown"  # how files begin that show an earlier result again
MASK = "found-mask.png"  # of what was found, where the reply asks whether it is that


class BadFolder(BadRequest):
    """The folder {folder} cannot be written ({detail}); please name another with --out."""


class Shown(NamedTuple):
    """What is written: the reply as data, and the files by name."""

    reply: dict[str, Any]
    files: dict[str, bytes]


def make_folder(folder: Path) -> None:
    """The folder, made now, before anything is rendered for it. Raises BadFolder."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadFolder(folder=folder, detail=error.strerror) from error


async def write(
    folder: Path, blobs: Blobs, reply: Reply, job: Job | None, leaving: Leaving
) -> dict[str, Any]:
    """Put a reply and its files into a folder; a result takes the place of the one there before.

    A refusal, and what only shows earlier results, leave the files there alone. Returns the reply
    as `reply.json` holds it. Raises BadFolder.
    """
    files = _files(blobs, job, leaving) if job else _variants(blobs, reply, leaving)
    written = {name: data async for name, data in files}
    about = _facts(job, leaving.catalogue) if job else {"files": [*written]} if written else {}
    shown = Shown(_words(reply) | about, written)
    await asyncio.to_thread(_replace, folder, shown, instead=job is not None)
    return shown.reply


def write_refusal(folder: Path, reply: Reply) -> dict[str, Any]:
    """Put a reply that has no files into a folder, as `write` does."""
    shown = Shown(_words(reply), {})
    _replace(folder, shown)
    return shown.reply


def _replace(folder: Path, shown: Shown, instead: bool = False) -> None:
    try:
        _replace_files(folder, shown, instead)
    except OSError as error:
        raise BadFolder(folder=folder, detail=error.strerror) from error


def _replace_files(folder: Path, shown: Shown, instead: bool) -> None:
    for name in _files_before(folder) if instead and shown.files else ():
        (folder / name).unlink(missing_ok=True)
    for name, data in shown.files.items():
        (folder / name).write_bytes(data)
    text = json.dumps(shown.reply, indent=2, ensure_ascii=False) + "\n"
    (folder / REPLY).write_text(text, encoding="utf-8")


def _files_before(folder: Path) -> list[str]:
    """The files that the reply in a folder names, if they are of the kind that is written here."""
    try:
        before = json.loads((folder / REPLY).read_text(encoding="utf-8"))
        named = [
            before.get("grid"),
            before.get("mask"),
            *(one.get("file") for one in before.get("variants", ())),
        ]
        named += before.get("files", ())
    except (FileNotFoundError, ValueError, TypeError, AttributeError):
        return []  # no reply, or none of ours
    return [name for name in named if isinstance(name, str) and Path(name).name == name]


async def _files(blobs: Blobs, job: Job, leaving: Leaving) -> AsyncGenerator[tuple[str, bytes]]:
    """The files of a job as they leave, by name."""
    extras = ((one.name, one.asset, 0) for one in job.extras)
    made = ((_name(one), one.asset.whole, one.index) for one in job.variants)
    grid = ((GRID, job.grid, 0),) if job.grid is not None else ()
    asked = ((MASK, job.proposal, 0),) if job.proposal is not None else ()
    for name, asset, variant in (*grid, *asked, *made, *extras):
        data = await blobs.get(asset.sha256)
        yield name, await leaving.signed(data, asset.media_type, job.id, variant)


async def _variants(
    blobs: Blobs, reply: Reply, leaving: Leaving
) -> AsyncGenerator[tuple[str, bytes]]:
    """The files that a reply shows of earlier results, as a step back does, by name."""
    for one in reply.shown:
        if one.variant:
            asset, number = one.asset.whole, "" if one.variant > BEFORE else f"-{one.variant}"
            data = await blobs.get(asset.sha256)
            signed = await leaving.signed(data, asset.media_type, one.job, one.variant)
            yield f"{SHOWN}{number}.{_ending(asset)}", signed


def _words(reply: Reply) -> dict[str, Any]:
    error = {"error": reply.error} if reply.error else {}
    buttons = [[plain(button) for button in row] for row in reply.rows]
    said = {"kind": str(reply.kind), "text": reply.text, "lines": [*reply.lines]}
    return said | error | {"buttons": buttons}


def _facts(job: Job, catalogue: Catalogue) -> dict[str, Any]:
    spec = job.spec
    return {
        "job": job.id,
        "intent": str(spec.intent),
        "role": str(spec.role),
        **in_data(job, catalogue),
        "reason": spec.reason,
        "seconds": round(job.seconds, 3),
        "seed": spec.seed,
        "grid": GRID if job.grid is not None else None,
        "mask": MASK if job.proposal is not None else None,
        "variants": [_variant(variant) for variant in job.variants],
        "files": [extra.name for extra in job.extras],
        "read": [*job.lines],
    }


def _variant(variant: Variant) -> dict[str, Any]:
    deep = variant.asset.deep
    depth = {"bits": deep.bits, "colours": deep.colours or "sRGB"} if deep else {}
    # What is told of the file is told of the one on the person's disk.
    known = plain(variant)
    del known["asset"]
    return known | plain(variant.asset.whole) | depth | {"file": _name(variant)}


def _name(variant: Variant) -> str:
    return f"{variant.name or variant.index}.{_ending(variant.asset)}"


def _ending(asset: Asset) -> str:
    return "mp4" if asset.seconds else "png"
