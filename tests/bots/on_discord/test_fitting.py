"""What does not fit is encoded anew, then scaled, then linked to; the message says which."""

import asyncio
import re

import pytest
from PIL import Image

from bots.on_discord.shaping import shaped
from bots.on_web.links import Links
from core.actions import Action, Verb
from core.jobs import Asset, Job
from core.replies import Kind, Picture, Reply
from storage.clock import SystemClock
from tests.bots.house import house
from tests.bots.on_discord.server import CHANNEL, Fault, Given, until
from tests.bots.on_discord.wire import Connected, connected, drawn
from tests.bots.on_web.painter import Painter
from tests.bots.on_web.studio import SECRET
from tests.clips_made import clip

MEBIBYTE = 1024 * 1024
PAGE = "https://easel.example.org"
LINK = re.compile(rf"<{PAGE}/files/(\w{{64}})/([\w.-]+)\?e=(\d+)&s=([\w-]+)(?:&o=([\w.-]+))?>")


class Noisy(Painter):
    """Paints what no encoding makes small."""

    async def _paint(self, job: Job, index: int) -> Image.Image:
        return Image.merge("RGB", [Image.effect_noise((400, 300), 80) for _ in range(3)])


async def finished(easel: Connected, limit: int) -> Given:
    """A grid of noisy pictures in a place that takes files of `limit` bytes."""
    home = easel.home
    home.painter = Noisy(home.parts.ledger, home.parts.blobs, home.queue, asyncio.Event())
    easel.server.limit = limit
    given = await drawn(easel)
    await easel.finish()
    return given


@pytest.mark.parametrize(
    ("limit", "note"),
    [
        pytest.param(1_000_000, "shown as JPEG", id="encoded anew"),
        pytest.param(100_000, "shown at", id="scaled down"),
    ],
)
@pytest.mark.parametrize("page", [PAGE, ""], ids=["with a page", "without a page"])
async def test_a_file_is_made_to_fit(
    monkeypatch: pytest.MonkeyPatch, limit: int, note: str, page: str
) -> None:
    async with connected(monkeypatch, page) as easel:
        given = await finished(easel, limit)
        message = easel.server.messages[given.message]
        assert [one["size"] <= limit for one in message["attachments"]] == [True]
        assert note in message["content"]
        (job,) = easel.home.memory.jobs.values()
        assert job.grid is not None
        named = LINK.search(message["content"])
        without = f"the original: ask those who run Easel for {job.grid.sha256[:12]}"
        assert (named is not None, without in message["content"]) == (bool(page), not page)
        if named:
            sha256, name, *query = named.groups("")
            Links(SECRET, SystemClock()).check(sha256, name, dict(zip("eso", query, strict=True)))


async def original(easel: Connected, given: Given) -> dict[str, object]:
    """The answer to Original, under the first variant of a grid when it is opened."""
    (job,) = easel.home.memory.jobs.values()
    for verb in (Verb.OPEN, Verb.ORIGINAL):
        given = await easel.server.press(given.message, Action(verb, job.id, 1).pack())
        await until(lambda given=given: _said(easel, given) != "")
    return easel.server.messages[given.message]


def _said(easel: Connected, given: Given) -> str:
    return str(easel.server.messages.get(given.message, {}).get("content", ""))


async def test_an_original_that_does_not_fit_is_linked_to(monkeypatch: pytest.MonkeyPatch) -> None:
    async with connected(monkeypatch, PAGE) as easel:
        given = await finished(easel, 100_000)
        message = await original(easel, given)
        assert re.search(r" has \d\d\d kB, more than can be sent here", str(message["content"]))
        (job,) = easel.home.memory.jobs.values()
        found = LINK.search(str(message["content"]))
        assert message["attachments"] == []
        assert found is not None
        assert found[1] == job.variants[0].asset.sha256


async def test_an_original_that_fits_is_sent_untouched(monkeypatch: pytest.MonkeyPatch) -> None:
    async with connected(monkeypatch, PAGE) as easel:
        given = await finished(easel, 1_000_000)
        await original(easel, given)
        (job,) = easel.home.memory.jobs.values()
        (sent,) = easel.server.requests[-1].files.values()
        assert sent == await easel.home.parts.blobs.get(job.variants[0].asset.sha256)


TOO_LARGE = {"code": 40005, "message": "Request entity too large"}
MODERATED = {"code": 200000, "message": "Message was blocked by automatic moderation"}


async def test_a_place_that_takes_less_than_it_said_gets_less(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with connected(monkeypatch, PAGE) as easel:
        home = easel.home
        home.painter = Noisy(home.parts.ledger, home.parts.blobs, home.queue, asyncio.Event())
        given = await drawn(easel)  # with the limit of who asked
        given.spent, easel.server.limit = True, 300_000  # with that of the bot in this channel
        await easel.finish()
        message = easel.server.messages[given.message]
        assert [one["size"] <= 300_000 for one in message["attachments"]] == [True]
        assert LINK.search(message["content"]) is not None


@pytest.mark.parametrize(
    ("status", "body", "times", "begins", "files"),
    [
        pytest.param(413, TOO_LARGE, 3, "Drawn: “a lighthouse”", 0, id="linked"),
        pytest.param(400, MODERATED, 1, "Here is what you asked for", 1, id="without words"),
        pytest.param(400, MODERATED, 2, "What you asked for may not be shown", 0, id="said"),
        pytest.param(400, MODERATED, 9, "Drawing: “a lighthouse”", 0, id="given up"),
    ],
)
async def test_what_discord_refuses_for_good_is_tried_no_more(
    monkeypatch: pytest.MonkeyPatch,
    status: int,
    body: dict[str, object],
    times: int,
    begins: str,
    files: int,
) -> None:
    async with connected(monkeypatch, PAGE) as easel:
        given = await drawn(easel)
        given.spent = True
        easel.server.faults.append(Fault(f"/channels/{CHANNEL}/messages", status, times, body))
        await easel.finish()
        (message,) = easel.server.messages.values()
        assert message["content"].startswith(begins)
        assert len(message["attachments"]) == files
        assert bool(LINK.search(message["content"])) == (status == 413)


async def test_a_clip_is_encoded_anew_and_the_original_is_linked_to() -> None:
    parts, data = (await house(PAGE)).parts, clip()
    asset = Asset(await parts.blobs.put(data), "video/mp4", len(data), 320, 240, 2.0)
    for exact, limit, sent in ((False, 300_000, 1), (True, 300_000, 0), (False, 1000, 0)):
        reply = Reply(Kind.RESULT, "Animated", shown=(Picture(asset, "a", exact=exact),))
        made = await shaped(reply, parts, limit)
        assert [len(one.data) <= limit for one in made.enclosed] == [True] * sent
        assert ("encoded anew to fit 0.25 MB; the original: <" in made.text) == bool(sent)
        assert len(LINK.findall(made.text)) == 1


async def test_all_files_of_a_message_fit_into_a_request() -> None:
    parts = (await house(PAGE)).parts
    shown: list[Picture] = []
    for number in range(3):
        data = bytes([number]) * (9 * MEBIBYTE)
        asset = Asset(await parts.blobs.put(data), "image/png", len(data), 48, 32)
        shown.append(Picture(asset, f"{number}", exact=True))
    made = await shaped(Reply(Kind.RESULT, "Drawn", shown=tuple(shown)), parts, 10 * MEBIBYTE)
    assert [one.name for one in made.enclosed] == ["0.png", "1.png"]
    assert sum(len(one.data) for one in made.enclosed) <= 25 * MEBIBYTE
    assert len(LINK.findall(made.text)) == 1
