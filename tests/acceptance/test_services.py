"""A request all the way to a service: queue, worker, a server that speaks its API, ledger."""

import asyncio
from collections.abc import AsyncGenerator, Generator
from pathlib import Path

import numpy as np
import pytest

from core.attachments import Attachment
from core.jobs import Job, State
from core.replies import Turn
from tests.acceptance.installation import Installation, installed
from tests.pictures_made import as_png, landscape
from tests.worker.engines.remote.api import BLOCKED, KEY, Api, api, drawn
from tests.worker.engines.remote.faults import hangs, status
from worker.media.files import pixels_of

pytestmark = pytest.mark.timeout(600)

CARD = """
[[model]]
name = "painter"
title = "Painter"
engine = "remote"
source = "painter-1"
roles = ["explore", "consistent", "edit", "animate"]
intents = ["imagine", "refine", "edit", "animate"]
licence = "its terms of use"
licence_note = "What it makes is yours."
strength = "Paints."
limitation = "Far away."
price = "A cent a picture."
privacy = "Words and pictures go to Example."
size = 64
seconds = 1.0
extra = {{ base_url = "{address}", key = "PAINTER_KEY", most = 4, poll = 0.05, sizes = {sizes} }}
"""


@pytest.fixture
def server() -> Generator[Api]:
    with api() as running:
        yield running


@pytest.fixture
async def easel(
    tmp_path: Path, server: Api, monkeypatch: pytest.MonkeyPatch
) -> AsyncGenerator[Installation]:
    """An installation with a worker that has a card of that server, and its key."""
    card = CARD.format(address=server.address, sizes=list(server.sizes))
    (tmp_path / "cards.toml").write_text(card, encoding="utf-8")
    monkeypatch.setenv("EASEL_CATALOGUE", str(tmp_path / "cards.toml"))
    monkeypatch.setenv("PAINTER_KEY", KEY)
    async with installed(tmp_path) as running:
        running.start_worker("only")
        await running.live("only")
        yield running


async def job_of(easel: Installation, turn: Turn) -> Job:
    assert turn.job is not None, turn.reply
    return await easel.ended(turn.job.id)


async def pixels(easel: Installation, job: Job, index: int = 1) -> np.ndarray:
    variant = job.variant(index)
    assert variant is not None
    return pixels_of(await easel.storage.blobs.get(variant.asset.sha256))


def photo(pixels: np.ndarray | None = None) -> Attachment:
    return Attachment("photo.png", as_png(landscape() if pixels is None else pixels))


async def words_become_a_grid(easel: Installation) -> None:
    job = await job_of(easel, await easel.ask("a wizard riding a dragon"))
    assert (job.state, job.spec.model, len(job.variants)) == (State.DONE, "painter", 4)
    words = job.spec.prompt.words
    assert np.array_equal(await pixels(easel, job, 3), drawn(words, "", 2, "64x64"))


async def an_edit_keeps_the_rest_to_the_bit(easel: Installation) -> None:
    source, marked = landscape(200, 150), np.zeros((150, 200, 3), np.uint8)
    marked[40:90, 60:140] = 255
    words = "add a wizard here --n 1 --model painter"
    turn = await easel.ask(words, photo(source), mask=photo(marked))
    made = await pixels(easel, await job_of(easel, turn))
    kept = marked[..., 0] == 0
    assert np.array_equal(made[kept], source[kept])
    assert not np.array_equal(made[~kept], source[~kept])


async def a_clip_tells_how_far_it_is(easel: Installation, server: Api) -> None:
    server.looks = 30
    stages: set[str] = set()

    async def listen() -> None:
        async for progress in easel.storage.queue.watch():
            stages.add(progress.stage)

    listening = asyncio.create_task(listen())
    turn = await easel.ask("animate it, snow is falling --n 1 --model painter", photo())
    job = await job_of(easel, turn)
    listening.cancel()
    assert job.variants[0].asset.media_type == "video/mp4"
    assert len({one for one in stages if "% at 127.0.0.1" in one}) > 1
    assert server.ended == ["delete clip-1"]


async def a_clip_is_cancelled_at_the_server_too(easel: Installation, server: Api) -> None:
    server.looks = 9999
    turn = await easel.ask("animate it, snow is falling --n 1 --model painter", photo())
    assert turn.job is not None
    while not server.clips.get("clip-1"):
        await asyncio.sleep(0.02)
    await easel.storage.ledger.cancel(turn.job.id)
    await easel.storage.queue.cancel(turn.job.id)
    while len(server.ended) < 2:
        await asyncio.sleep(0.02)
    assert server.ended == ["delete clip-1", "delete clip-1"]


async def what_goes_wrong_is_a_sentence(easel: Installation, server: Api) -> None:
    declined = await job_of(easel, await easel.ask(f"a {BLOCKED} boat --n 1"))
    assert declined.failure is not None
    assert declined.failure.name == "AgainstRules"
    server.faults.append(status(401))
    refused = await job_of(easel, await easel.ask("a boat --n 1"))
    assert refused.failure is not None
    assert "does not accept our key" in refused.failure.sentence


async def one_that_hangs_holds_nobody_up(easel: Installation, server: Api) -> None:
    server.faults += [hangs, hangs]
    before = len(server.asked)
    waiting = [await easel.ask(f"boat {number} --n 1") for number in range(2)]
    while len(server.asked) < before + 2:
        await asyncio.sleep(0.02)
    here = await easel.ask("make it noir --n 1 --model classical", photo())
    there = await easel.ask("a castle --n 1")
    assert [(await job_of(easel, turn)).state for turn in (here, there)] == [State.DONE] * 2
    assert [await state_of(easel, turn) for turn in waiting] == [State.RUNNING] * 2


async def state_of(easel: Installation, turn: Turn) -> State:
    assert turn.job is not None
    job = await easel.storage.ledger.job(turn.job.id)
    assert job is not None
    return job.state


def the_key_is_kept_nowhere(easel: Installation) -> None:
    files = [file for file in easel.home.rglob("*") if file.is_file()]
    assert any(file.name == "only.log" for file in files)
    assert not [file for file in files if KEY.encode() in file.read_bytes()]


async def test_pictures(easel: Installation, server: Api) -> None:
    await words_become_a_grid(easel)
    await an_edit_keeps_the_rest_to_the_bit(easel)
    await what_goes_wrong_is_a_sentence(easel, server)
    await one_that_hangs_holds_nobody_up(easel, server)
    the_key_is_kept_nowhere(easel)


async def test_clips(easel: Installation, server: Api) -> None:
    await a_clip_tells_how_far_it_is(easel, server)
    await a_clip_is_cancelled_at_the_server_too(easel, server)


async def test_a_service_that_is_away_is_not_offered(easel: Installation, server: Api) -> None:
    """Nor by a worker that starts while it is."""
    assert "painter" in await cards_of(easel, "only")
    server.faults += [status(500)] * 100  # each worker looks now and then
    easel.start_worker("second")
    await easel.live("second")
    assert "painter" not in await cards_of(easel, "second")


async def cards_of(easel: Installation, worker: str) -> tuple[str, ...]:
    """What a worker announces."""
    live = {one.worker: one.cards for one in (await easel.storage.queue.fleet()).live}
    return live[worker]
