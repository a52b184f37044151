"""Files of formats go along with a result: each by its name, and an archive that fits."""

import io
import zipfile
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PIL import Image

from bots.along import along
from bots.on_discord.shaping import shaped as on_discord
from bots.on_telegram.shaping import shaped as on_telegram
from bots.repacking import repacked
from core.answers import answer
from core.catalogue import Intent
from core.jobs import Asset, Extra, Job
from core.replies import Kind, Picture, Reply
from tests.bots.house import house
from tests.core.cards import CATALOGUE
from tests.core.results import done
from tests.values import asset
from worker.media.archiving import archive


def noise(side: int = 1000) -> bytes:
    """A PNG of 3 MB that no lossless encoding makes smaller."""
    pixels = np.random.default_rng(1).integers(0, 255, (side, side, 3), np.uint8)
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    return file.getvalue()


def names(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        assert opened.testzip() is None
        return opened.namelist()


def formatted(hidden: bool = False, zipped: bool = True) -> Job:
    """A finished set of a hero and a favicon."""
    job = done(2, intent=Intent.FORMATS, formats=("hero", "favicon"), stem="teapot")
    variants = tuple(
        replace(one, name=f"teapot-{name}", marked=hidden and one.index == 2)
        for one, name in zip(job.variants, ("hero", "favicon"), strict=True)
    )
    small = Extra(asset("small"), "teapot-favicon-16x16.png")
    packed = Extra(Asset("0" * 64, "application/zip", 9, 0, 0), "teapot-formats.zip")
    return replace(job, variants=variants, extras=(small, packed) if zipped else ())


def reply(job: Job) -> Reply:
    return answer(job, CATALOGUE)


def test_a_chat_gets_the_variants_and_the_archive_with_the_rest() -> None:
    sent = along(reply(formatted()))
    assert [one.name for one in sent] == ["teapot-hero", "teapot-favicon", "teapot-formats"]
    assert all(one.exact and one.handed for one in sent)


def test_without_an_archive_everything_goes_along() -> None:
    assert len(along(reply(formatted(zipped=False)))) == 2


def test_other_results_have_nothing_that_goes_along() -> None:
    assert along(reply(done(4))) == ()


def test_an_archive_is_covered_where_anything_in_it_is() -> None:
    *_, packed = reply(formatted(hidden=True)).attached
    assert packed.hidden


def test_an_archive_that_is_too_large_has_its_pictures_encoded_anew() -> None:
    data = archive({"teapot-hero.png": noise(), "favicon.ico": b"icon"})
    limit = len(data) // 2
    smaller = repacked(data, limit)
    assert smaller is not None
    assert len(smaller.data) <= limit
    assert names(smaller.data) == ["teapot-hero.jpg", "favicon.ico"]
    assert "encoded anew" in smaller.note


def test_an_archive_that_cannot_be_made_small_is_none() -> None:
    assert repacked(archive({"clip.bin": b"x" * 5_000}), 1_000) is None


@pytest.mark.parametrize("shaped", [on_discord, on_telegram], ids=["discord", "telegram"])
async def test_what_is_too_large_goes_along_smaller_and_that_is_said(shaped: Any) -> None:
    parts = (await house()).parts
    picture = noise()
    zipped = archive({"teapot-hero.png": picture})
    stored = [
        Asset(await parts.blobs.put(data), kind, len(data), 1000, 1000)
        for data, kind in ((picture, "image/png"), (zipped, "application/zip"))
    ]
    files = tuple(
        Picture(one, name, exact=True, handed=True, variant=number)
        for number, (one, name) in enumerate(zip(stored, ("hero", "formats"), strict=True))
    )
    shown = replace(files[0], exact=False, handed=False)
    made = await shaped(Reply(Kind.NOTICE, "x", shown=(shown,), attached=files), parts, 2_000_000)
    names = [one.name for one in made.enclosed]
    assert names[-1] == "formats.zip"
    assert "hero.jpg" in names
    assert all(len(one.data) <= 2_000_000 for one in made.enclosed)
    told = getattr(made, "text", "") or " ".join(made.small)
    assert "formats: pictures in the archive are encoded anew to fit" in told
