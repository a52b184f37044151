"""Somebody forgets themselves on the page, in Discord and in Telegram, and the files are gone.

What somebody else made from theirs stays, with the picture that it was made from.
"""

from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from core.errors import TargetGone
from core.jobs import Job
from core.sweeping import sweep
from storage.memory_loose import MemoryLoose
from tests.acceptance.processes import demo, free_port, said, until
from tests.bots.house import House
from tests.bots.on_discord.guild import Guild, guild
from tests.bots.on_telegram.chat import chat
from tests.bots.on_telegram.server import BOB, GROUP
from tests.pictures_made import as_jpeg, landscape

NOW = timedelta(0)
BUTTON = "Forget me"


async def files_of(job: Job, home: House) -> list[bool]:
    """Which files of a job's result are there: its variants and its grid."""
    made = [one.asset.sha256 for one in job.variants]
    found: list[bool] = []
    for sha256 in (*made, *([job.grid.sha256] if job.grid else [])):
        try:
            found.append(bool(await home.parts.blobs.size(sha256)))
        except TargetGone:
            found.append(False)
    return found


async def tidied(home: House) -> None:
    """A round of tidying up, once the grace is over."""
    loose = MemoryLoose(home.memory, home.parts.clock)
    while await sweep(loose, home.parts.blobs, NOW):
        pass


async def assert_forgotten(home: House, hers: Job, his: Job) -> None:
    """All that is left of hers is the picture that his was made from, and nobody's fact."""
    assert all(await files_of(hers, home))
    await tidied(home)
    assert await home.parts.ledger.job(hers.id) is None
    assert "secret" not in repr(home.memory.jobs[hers.id])
    assert not any("secret" in turn.words for turn in home.memory.turns.values())
    sources = {one.sha256 for one in his.spec.inputs}
    kept = [one.asset.sha256 in sources for one in hers.variants]
    assert await files_of(hers, home) == [*kept, *([False] if hers.grid else [])]
    assert all(await files_of(his, home))


async def test_in_discord() -> None:
    async with guild() as place:
        hers = await drawn_in_discord(place)
        await place.bob.send(
            place.channel, f"{place.env.bot.user.mention} 2 at night", reply_to=place.last
        )
        his = await place.finish()
        asked = await place.ada.slash(place.channel, "forget")
        assert asked.ephemeral
        assert "1 result" in asked.response.content
        ((button,),) = (row["components"] for row in asked.response.components)
        assert button["label"] == BUTTON
        told = await place.ada.click(asked.response, custom_id=button["custom_id"])
        assert told.ephemeral
        assert "You are forgotten." in told.response.content
        await assert_forgotten(place.house, hers, his)


async def drawn_in_discord(place: Guild) -> Job:
    await place.call("a secret lighthouse")
    return await place.finish()


async def test_in_telegram() -> None:
    async with chat() as easel:
        hers = await easel.draw("/imagine a secret lighthouse", chat=GROUP)
        grid = easel.server.shown(GROUP)[-1]["message_id"]
        his = await easel.draw("2 at night", by=BOB, chat=GROUP, reply_to=grid)
        await easel.say("/forget me", chat=GROUP)
        assert "private chat" in easel.texts(GROUP)[-1]
        await easel.say("/forget me")
        assert "1 result" in easel.texts()[-1]
        await easel.click(BUTTON)
        assert "You are forgotten." in easel.texts()[-1]
        await assert_forgotten(easel.home, hers, his)


@contextmanager
def visitor(port: int) -> Generator["Visitor"]:
    """Somebody at the page."""
    root, headers = f"http://127.0.0.1:{port}", {"X-Easel": "1"}
    with httpx.Client(base_url=root, headers=headers, timeout=60) as client:
        yield Visitor(client)


class Visitor:
    """A browser at the page, with a cookie of its own."""

    def __init__(self, client: httpx.Client) -> None:
        self.client = client
        self.client.get("/")
        (first, *_) = self.client.get("/api/channels").json()["channels"]
        self.channel = f"/api/channels/{first['id']}"

    def say(self, words: str, *files: bytes, action: str = "") -> Any:
        """A message, and its turn."""
        fields = {"key": str(uuid4()), "words": words, "action": action, "reply_to": ""}
        parts: list[Any] = [(name, (None, value)) for name, value in fields.items()]
        parts += [("files", (f"{at}.png", data, "image/png")) for at, data in enumerate(files)]
        sent = self.client.post(f"{self.channel}/messages", files=parts)
        assert sent.status_code == 200, sent.text
        return sent.json()

    def made(self, words: str, *files: bytes) -> Any:
        """The turn of a message whose job has ended."""
        turn = self.say(words, *files)
        job = turn["job"]
        assert job, turn["reply"]
        until(lambda: self._turn(job)["reply"]["kind"] != "working")
        return self._turn(job)

    def _turn(self, job: str) -> Any:
        return self.client.get(f"/api/turns/{job}").json()


def blobs(home: Path) -> set[str]:
    """What lies in the folder of files, without what was made of each."""
    return {one.name[:64] for one in (home / "blobs").rglob("*") if one.is_file()}


@pytest.mark.timeout(600)
def test_on_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EASEL_GRACE", "1")
    port, home = free_port(), tmp_path / "home"
    with demo(home, port) as easel, ExitStack() as stack:
        said(easel, "Easel is at")
        ada, bob = (stack.enter_context(visitor(port)) for _ in range(2))
        until(lambda: ada.say("models")["reply"]["text"] == "Running here:")
        his = bob.made("make it a comic --n 1", as_jpeg(landscape(320, 240)))
        before = blobs(home)
        hers = ada.made("make it a secret watercolour", as_jpeg(landscape(360, 240)))
        assert opens(bob, his)
        assert len(blobs(home)) >= len(before) + 5
        asked = ada.say("forget me")["reply"]
        (button,) = (one for row in asked["rows"] for one in row)
        told = ada.say("", action=button["action"])["reply"]
        assert told["text"].startswith("You are forgotten.")
        until(lambda: blobs(home) <= before)
        assert not opens(ada, hers)
        assert opens(bob, his)


def opens(visitor: Visitor, turn: Any) -> bool:
    """Whether the pictures of a turn are to be had."""
    found = {visitor.client.get(one["url"]).status_code for one in turn["reply"]["files"]}
    assert found in ({200}, {404})
    return found == {200}
