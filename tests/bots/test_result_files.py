"""What a chat would show, as files: nothing of an earlier result stays between those of a new."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from bots.leaving import Leaving
from bots.result_files import BadFolder, make_folder, write
from core.catalogue import Catalogue
from core.jobs import BEFORE, Asset, Deep, Job, Variant
from core.replies import Kind, Picture, Reply
from storage.blobs import ObjectBlobs
from storage.memory import Memory, MemoryLedger
from tests import values
from tests.worker.cards import diffusion_card, recipe

REPLY = Reply(Kind.RESULT, "Four “watercolours”")
UNSIGNED = Leaving(MemoryLedger(Memory(), values.SetClock()), Catalogue(()), None)


async def done(blobs: ObjectBlobs, count: int) -> Job:
    """A job with so many variants, and a grid where there are several."""
    assets = [
        Asset(await blobs.put(b"picture %d" % i), "image/png", 9, 32, 32) for i in range(count + 1)
    ]
    variants = tuple(Variant(i, i, assets[i]) for i in range(1, count + 1))
    return replace(values.job(), variants=variants, grid=assets[0] if count > 1 else None)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def test_a_new_result_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    blobs = ObjectBlobs.in_memory()
    (tmp_path / "7.png").write_bytes(b"mine")
    await write(tmp_path, blobs, REPLY, await done(blobs, 3), UNSIGNED)
    assert names(tmp_path) == ["1.png", "2.png", "3.png", "7.png", "grid.jpg", "reply.json"]
    reply = await write(tmp_path, blobs, REPLY, await done(blobs, 1), UNSIGNED)
    assert names(tmp_path) == ["1.png", "7.png", "reply.json"]
    assert json.loads((tmp_path / "reply.json").read_text(encoding="utf-8")) == reply


async def test_it_names_the_model_that_was_asked_and_the_one_that_made_it(tmp_path: Path) -> None:
    asked, other = diffusion_card("asked"), diffusion_card("other")
    leaving = replace(UNSIGNED, catalogue=Catalogue((asked, other)))
    blobs = ObjectBlobs.in_memory()
    job = await done(blobs, 1)
    made = replace(job.variants[0], recipe=replace(recipe(), model=other.source))
    job = replace(job, spec=replace(job.spec, model="asked"), variants=(made,))
    reply = await write(tmp_path, blobs, REPLY, job, leaving)
    assert (reply["model"], reply["made_by"]) == ("asked", ["other"])


async def test_files_have_the_depth_and_colours_of_their_source(tmp_path: Path) -> None:
    blobs = ObjectBlobs.in_memory()
    job, deep = await done(blobs, 1), Deep(await blobs.put(b"deep"), 4, 16, "Display P3")
    first = job.variants[0]
    job = replace(job, variants=(replace(first, asset=replace(first.asset, deep=deep)),))
    reply = await write(tmp_path, blobs, REPLY, job, UNSIGNED)
    assert (tmp_path / "1.png").read_bytes() == b"deep"
    told = reply["variants"][0]
    assert (told["sha256"], told["size"]) == (deep.sha256, 4)
    assert (told["bits"], told["colours"]) == (16, "Display P3")


async def test_a_step_that_is_shown_again_lies_beside_what_is_there(tmp_path: Path) -> None:
    blobs = ObjectBlobs.in_memory()
    job = await done(blobs, 2)
    await write(tmp_path, blobs, REPLY, job, UNSIGNED)
    second, brought = job.variants[1].asset, Asset(await blobs.put(b"mine"), "image/png", 4, 32, 32)
    shown = (Picture(second, "fox", variant=2, job=job.id), Picture(brought, "way"))
    step = Reply(Kind.NOTICE, "Step 1 of 2", shown=shown)
    reply = await write(tmp_path, blobs, step, None, UNSIGNED)
    there = ["1.png", "2.png", "grid.jpg", "reply.json", "shown-2.png"]
    assert names(tmp_path) == there
    assert (tmp_path / "shown-2.png").read_bytes() == b"picture 2"
    assert reply["files"] == ["shown-2.png"]
    first = Picture(brought, "mine", variant=BEFORE + 1, job=job.id)
    await write(tmp_path, blobs, Reply(Kind.NOTICE, "Step 0", shown=(first,)), None, UNSIGNED)
    assert names(tmp_path) == [*there, "shown.png"]


@pytest.mark.parametrize(
    "before",
    [
        "",
        "[]",
        '"grid"',
        '{"variants": 3}',
        '{"variants": [{"file": "../mine"}], "grid": "/mine"}',
        '{"variants": [{"file": ".."}, {}, 3], "grid": null}',
    ],
    ids=["empty", "list", "text", "number", "elsewhere", "nothing"],
)
async def test_a_reply_of_others_removes_nothing(tmp_path: Path, before: str) -> None:
    (tmp_path / "mine").write_bytes(b"mine")
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "reply.json").write_text(before, encoding="utf-8")
    await write(folder, ObjectBlobs.in_memory(), REPLY, None, UNSIGNED)
    assert names(tmp_path) == ["mine", "out"]
    assert names(folder) == ["reply.json"]


async def test_what_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "reply.json").mkdir()
    with pytest.raises(BadFolder, match="cannot be written"):
        await write(tmp_path, ObjectBlobs.in_memory(), REPLY, None, UNSIGNED)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BadFolder, match="name another"):
        make_folder(tmp_path / "file" / "out")


async def test_what_is_asked_about_is_written_as_a_mask(tmp_path: Path) -> None:
    blobs = ObjectBlobs.in_memory()
    job, mask = await done(blobs, 2), await blobs.put(b"mask")
    asked = replace(job, variants=(), proposal=Asset(mask, "image/png", 4, 32, 32))
    reply = await write(tmp_path, blobs, REPLY, asked, UNSIGNED)
    assert (tmp_path / reply["mask"]).read_bytes() == b"mask"
    await write(tmp_path, blobs, REPLY, await done(blobs, 1), UNSIGNED)
    assert names(tmp_path) == ["1.png", "reply.json"]
