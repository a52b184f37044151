"""A comparison of every available model: one of rules, one of weights, one behind an API.

The same words and seed on all three, on one sheet; a vote on it, and the winner taken for what is
drawn from then on. A model that refuses leaves the others theirs. The same story on the page, in
Discord and in Telegram.
"""

from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import pytest
from playwright.async_api import Locator, Page, expect

from core.catalogue import Catalogue
from core.jobs import Job, Lane
from core.ports import Announcement
from storage.opening import read_catalogue
from storage.settings import StorageSettings
from tests.acceptance.processes import demo, free_port, said
from tests.acceptance.test_story import say, visiting
from tests.bots.house import YEARS, House
from tests.bots.on_discord.guild import Guild, guild
from tests.bots.on_telegram.chat import Chat, chat
from tests.bots.on_telegram.server import ADA, BOB, GROUP
from tests.worker.engines.diffusion.tiny import saved
from tests.worker.engines.remote.api import BLOCKED, KEY, Api, api
from tests.worker.engines.remote.cards import engine as remote_engine
from worker.attempt import Bench
from worker.device import Device
from worker.engines.classical.engine import ClassicalEngine
from worker.engines.diffusion.engine import DiffusionEngine
from worker.engines.diffusion.machine import Machine
from worker.rendering import Renderer

pytestmark = pytest.mark.timeout(600)

CARDS = """
[[model]]
name = "tiny"
title = "Tiny Klein"
engine = "diffusion"
family = "flux2-klein"
source = "maker/tiny"
roles = ["explore"]
intents = ["imagine", "compare"]
licence = "Apache-2.0"
licence_note = "Free for any use."
strength = "Small."
limitation = "Knows nothing."
steps = 2
size = 64
seconds = 1.0

[[model]]
name = "painter"
title = "Painter"
engine = "remote"
source = "painter-1"
roles = ["hires"]
intents = ["imagine", "compare"]
licence = "its terms of use"
licence_note = "What it makes is yours."
strength = "Paints."
limitation = "Far away."
price = "A cent a picture."
privacy = "Words and pictures go to Example."
size = 64
seconds = 1.0
extra = {{ base_url = "{address}", key = "PAINTER_KEY", poll = 0.05, sizes = ["64x64"] }}
"""
NAMES = ("tiny", "painter", "classical")
TITLES = ("Tiny Klein", "Painter", "Easel Classical")


class Told(NamedTuple):
    """What somebody reads."""

    text: str  # the sentence that is read first
    lines: tuple[str, ...]  # the small print
    cells: tuple[int, ...] = ()  # numbers of the pictures that can be opened


class Member(Protocol):
    """Somebody who looks at a comparison with others."""

    async def say(self, words: str) -> Told:
        """A message, and what came of it."""
        ...

    async def vote(self, index: int) -> Told:
        """A vote for a cell of the latest comparison, and what its message says then."""
        ...

    async def tap(self, label: str) -> Told:
        """A button of the latest message, and what came of it."""
        ...


async def the_story(ada: Member, bob: Member) -> None:
    """Compared, voted on, picked, taken; and once more where one of them refuses."""
    compared = await ada.say("compare all models: a castle by the sea")
    assert "3 models, same words and seed" in " ".join(compared.lines)
    assert_told(compared, "1. Tiny Klein: ", " s, no cost. Small. But: Knows nothing.")
    assert_told(compared, "2. Painter: ", " s, A cent a picture. Paints. But: Far away.")
    assert_told(compared, "3. Easel Classical: ", " s, no cost. ")
    assert compared.cells == (1, 2, 3)
    assert (await ada.vote(3)).lines[0] == "votes: 1 for 3 (Easel Classical)"
    voted = await bob.vote(1)
    assert voted.lines[0].startswith("votes: 1 for 1 (Tiny Klein)")
    assert (await ada.vote(1)).lines[0].startswith("votes: ")
    winner = await ada.tap("Pick winner")
    assert winner.text.startswith("The winner: 1 of 3")
    assert "Tiny Klein makes drafts of yours" in (await ada.tap("Use for my drafts")).text
    drawn = await ada.say("a lighthouse in the fog --n 1")
    assert "explore · Tiny Klein · " in drawn.lines[0]
    refused = await ada.say(f"compare all models: a {BLOCKED} castle")
    assert refused.cells == (1, 3)
    assert_told(refused, "2. Painter: failed. ", "rules")


def assert_told(told: Told, begins: str, holds: str) -> None:
    """A line of the small print begins and goes on so."""
    (line,) = [one for one in told.lines if one.startswith(begins)]
    assert holds in line


@pytest.fixture
def server() -> Generator[Api]:
    with api() as running:
        yield running


@pytest.fixture
def home(tmp_path: Path, server: Api, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with the weights of a tiny model, and cards of that and of a service."""
    saved("flux2-klein", tmp_path / "models" / "maker" / "tiny")
    cards = tmp_path / "cards.toml"
    cards.write_text(CARDS.format(address=server.address), encoding="utf-8")
    monkeypatch.setenv("EASEL_CATALOGUE", str(cards))
    monkeypatch.setenv("PAINTER_KEY", KEY)
    return tmp_path


@dataclass
class Worker:
    """Three engines behind the twins of a chat."""

    house: House
    renderer: Renderer

    async def made(self) -> Job | None:
        """The job that was asked for, made; None where nothing was."""
        if not (owed := await self.house.owed()):
            return None
        await self.renderer.handle(owed[0].id)
        ended = await self.house.parts.ledger.job(owed[0].id)
        assert ended is not None
        return ended

    async def shown(self) -> Told:
        """What the latest turn shows."""
        turn = max(self.house.memory.turns.values(), key=lambda one: one.id)
        job = self.house.memory.jobs[turn.job.id] if turn.job else None
        reply = self.house.parts.answer(job) if job else turn.reply
        assert reply is not None
        return Told(reply.text, reply.lines, tuple(one.variant for one in reply.files))


@asynccontextmanager
async def working(house: House, home: Path) -> AsyncGenerator[Worker]:
    """A worker that serves all three; the house knows their cards."""
    cards = read_catalogue(StorageSettings(catalogue=str(home / "cards.toml")))
    known = tuple(card for card in cards if card.name in NAMES)
    object.__setattr__(house.parts.catalogue, "cards", known)
    await house.queue.announce(Announcement("painter", NAMES, "here", tuple(Lane)), YEARS)
    devices = {
        "classical": Device({"classical": lambda: ClassicalEngine(inline=True)}),
        "diffusion": Device(
            {"diffusion": lambda: DiffusionEngine(Machine.here(), home / "models")}
        ),
        "remote": Device({"remote": remote_engine}),
    }
    parts = house.parts
    able = parts.ledger, parts.blobs, parts.queue, Catalogue(known), NAMES
    try:
        yield Worker(house, Renderer(Bench("w1", *able), devices))
    finally:
        for device in devices.values():
            device.close()


@dataclass
class InDiscord:
    """A member of a guild."""

    place: Guild
    worker: Worker
    who: Any
    compared: Any = None

    async def say(self, words: str) -> Told:
        """They mention Easel."""
        await self.who.send(self.place.channel, f"{self.place.env.bot.user.mention} {words}")
        if (job := await self.worker.made()) is not None:
            await self.place.show(job)
        return await self.worker.shown()

    async def vote(self, index: int) -> Told:
        """They press, and look at the message again."""
        message = next(one for one in reversed(self.place.messages) if "Compared" in one.content)
        await self.place.click(f"{index} Vote", by=self.who, on=message)
        return read((await self.place.fresh(message)).content.replace("-# ", ""))

    async def tap(self, label: str) -> Told:
        """They press."""
        await self.place.click(label, by=self.who)
        return await self.worker.shown()


@dataclass
class InTelegram:
    """A member of a group."""

    easel: Chat
    worker: Worker
    who: int

    async def say(self, words: str) -> Told:
        """They mention Easel."""
        await self.easel.say(f"@easel_bot {words}", chat=GROUP, by=self.who)
        if (job := await self.worker.made()) is not None:
            await self.easel.show(job)
        return await self.worker.shown()

    async def vote(self, index: int) -> Told:
        """They press, and look at the message again."""
        await self.easel.click(f"{index} Vote", chat=GROUP, by=self.who)
        texts = [one for one in self.easel.texts(GROUP) if one.startswith("Compared")]
        return read(texts[-1])

    async def tap(self, label: str) -> Told:
        """They press."""
        await self.easel.click(label, chat=GROUP, by=self.who)
        return await self.worker.shown()


def read(text: str) -> Told:
    """What a message says, as the sentence that is read first and the small print."""
    first, *lines = text.split("\n")
    return Told(first, tuple(lines))


@dataclass
class OnThePage:
    """Somebody at the studio page, with everything behind it."""

    page: Page

    async def say(self, words: str) -> Told:
        """Words in the field below."""
        turns = await self._answered.count()
        await say(self.page, words)
        return await self._answer(turns)

    async def vote(self, index: int) -> Told:
        """The button in the comparison, which then says how the vote stands."""
        await self.page.reload()  # else another's vote may come in late, and be taken for this one
        compared = self.page.locator(".turn", has_text="Compared").first
        before = await self._read(compared)
        await compared.get_by_role("button", name=f"Vote {index}").click()
        for _ in range(1200):
            now = await self._read(compared)
            if now.lines != before.lines:
                return now
            await self.page.wait_for_timeout(50)
        raise AssertionError("the votes are not shown")

    async def tap(self, label: str) -> Told:
        """The latest button of that name."""
        turns = await self._answered.count()
        await self.page.get_by_role("button", name=label).last.click()
        return await self._answer(turns)

    @property
    def _answered(self) -> Locator:
        return self.page.locator(".turn:not(.pending)")

    async def _answer(self, turns: int) -> Told:
        await expect(self._answered).to_have_count(turns + 1)
        latest = self._answered.last
        await expect(latest.locator(".reply-text")).not_to_contain_text("…")
        return await self._read(latest)

    async def _read(self, turn: Locator) -> Told:
        text = await turn.locator(".reply-text").inner_text()
        lines = await turn.locator(".small p").all_inner_texts()
        badges = await turn.locator(".matrix .badge").all_inner_texts()
        return Told(text, tuple(lines), tuple(map(int, badges)))


async def test_in_discord(home: Path) -> None:
    async with guild() as place, working(place.house, home) as worker:
        await the_story(*(InDiscord(place, worker, who) for who in (place.ada, place.bob)))


async def test_in_telegram(home: Path) -> None:
    async with chat() as easel, working(easel.home, home) as worker:
        await the_story(*(InTelegram(easel, worker, who) for who in (ADA, BOB)))


@pytest.mark.browser
async def test_on_the_page(home: Path) -> None:
    port = free_port()
    with demo(home, port) as easel:
        said(easel, "Easel is at", "serves .*classical")
        async with visiting(port) as page:
            browser = page.context.browser
            assert browser is not None
            other = await browser.new_page()
            await the_models_run(page)
            await other.goto(page.url)
            await the_story(OnThePage(page), OnThePage(other))


async def the_models_run(page: Page) -> None:
    """Until the worker has said that it has all of them."""
    for _ in range(180):
        seen = await OnThePage(page).say("which models are there?")
        if all(any(line.startswith(title) for line in seen.lines) for title in TITLES):
            return
        await page.wait_for_timeout(1000)
    raise AssertionError("the models do not run")
