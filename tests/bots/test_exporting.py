"""Archives of threads: what is in them, who may have them, and that none is held whole."""

import io
import json
import tracemalloc
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from bots.exporting import Exporter
from bots.leaving import Leaving
from core.actions import Action, Verb
from core.errors import TargetGone
from core.exporting import MOST, NothingToExport, Thread, TooLargeToSend
from core.jobs import Job, Variant
from core.removing import remove
from core.replies import Reply, Turn
from core.verifying import Standing
from storage.provenance.reading_process import ReadingHere
from storage.provenance.signing import Signer
from storage.provenance.who import Who
from tests.bots.house import House, house
from tests.core.talk import attachments, photo
from tests.values import asset

TITLE = "Herbst/../🍂"
ZIP = "application/zip"
SCHEMA = json.loads(Path("docs/export.schema.json").read_text(encoding="utf-8"))


@dataclass
class Ada:
    """Somebody in a channel."""

    home: House
    channel: str
    person: str
    count: int = 0

    async def say(self, words: str, *files: bytes, **more: Any) -> Turn:
        """A message and its turn."""
        self.count += 1
        incoming = self.home.said(f"{self.channel} {self.count}", self.channel, self.person)
        said = replace(incoming, words=words, attachments=attachments(*files), **more)
        return await self.home.parts.conversation.receive(said)

    async def make(self, words: str, *files: bytes, **more: Any) -> Job:
        """A finished job."""
        turn = await self.say(words, *files, **more)
        assert turn.job is not None, turn.reply
        return await self.home.render(turn.job)

    async def asks(self, **more: Any) -> Reply:
        """What "export" is answered with."""
        turn = await self.say("export", **more)
        assert turn.reply is not None
        return turn.reply

    def thread(self, job: str = "") -> Thread:
        """What she exports."""
        return Thread(self.channel, TITLE, job)


async def somebody(home: House, platform: str = "discord", name: str = "ada") -> Ada:
    """Somebody in a channel of their own."""
    history = home.parts.history
    channel = await history.channel(platform, f"place of {name}", TITLE)
    return Ada(home, channel.id, await history.person(platform, name))


@pytest.fixture
async def ada() -> Ada:
    """Ada in a channel of Discord, where there is no page."""
    return await somebody(await house())


async def packed(exporter: Exporter, thread: Thread) -> zipfile.ZipFile:
    """The archive of a thread."""
    held = io.BytesIO()
    async for piece in exporter.pieces(thread):
        held.write(piece)
    return zipfile.ZipFile(held)


def told(archive: zipfile.ZipFile) -> Any:
    """What `thread.json` says, in the form that is documented."""
    data = json.loads(archive.read("thread.json"))
    jsonschema.validate(data, SCHEMA)
    return data


async def test_a_channel_is_all_that_was_made_in_it(ada: Ada) -> None:
    first = await ada.make("as a watercolour --n 2", photo())
    await ada.make("2 at night --n 1", reply_to=first.id)
    archive = await packed(ada.home.exporter, ada.thread())
    assert archive.namelist() == [
        "brought/0001-1.png",
        "0001-restyle as a watercolour/1.png",
        "0001-restyle as a watercolour/2.png",
        "0002-restyle 2 at night/1.png",
        "thread.json",
        "contact-sheet.pdf",
    ]
    assert archive.testzip() is None
    assert archive.read("contact-sheet.pdf").startswith(b"%PDF-")


async def test_the_files_are_those_that_are_stored(ada: Ada) -> None:
    job = await ada.make("as a watercolour --n 1", photo())
    archive = await packed(ada.home.exporter, ada.thread())
    stored = await ada.home.parts.blobs.get(job.variants[0].asset.sha256)
    assert archive.read("0001-restyle as a watercolour/1.png") == stored


async def test_the_parameters_are_whole_and_say_not_who_asked(ada: Ada) -> None:
    first = await ada.make("as a watercolour --n 2 --seed 7", photo())
    second = await ada.make("2 but at night --n 1", reply_to=first.id)
    archive = await packed(ada.home.exporter, ada.thread())
    one, two = told(archive)["results"]
    assert (one["job"], two["job"]) == (first.id, second.id)
    assert one["spec"]["prompt"]["seed"] == 7
    assert one["variants"][1]["model"]["licence"] == "Apache-2.0"
    assert two["came_from"] == {"job": first.id, "variants": [2]}
    assert two["inputs"][0]["file"] == "0001-restyle as a watercolour/2.png"
    text = archive.read("thread.json").decode()
    assert ada.person not in text


async def test_what_the_classical_engine_was_made_of_is_told(ada: Ada) -> None:
    job = await ada.make("as a watercolour --n 1", photo())
    made = replace(job.variants[0], libraries=("numpy 2.4.6",), label="oil", took=1.25)
    ada.home.memory.jobs[job.id] = replace(job, variants=(made,))
    archive = await packed(ada.home.exporter, ada.thread())
    (one,) = told(archive)["results"][0]["variants"]
    assert (one["libraries"], one["label"], one["took"]) == (["numpy 2.4.6"], "oil", 1.25)


async def test_every_file_that_is_told_is_there(ada: Ada) -> None:
    first = await ada.make("all formats", photo())
    await ada.make("animate it --n 1", reply_to=first.id)
    archive = await packed(ada.home.exporter, ada.thread())
    results = told(archive)["results"]
    lists = (one[kind] for one in results for kind in ("variants", "inputs", "files"))
    named = [file["file"] for files in lists for file in files if file["media_type"] != ZIP]
    assert len(named) > 8
    assert set(named) <= set(archive.namelist())


@pytest.mark.parametrize("words", ["../../x\u202e\\..\\C:", "狐 🦊" * 60, '"quoted", {"json": 1}'])
async def test_words_of_people_lead_nowhere(ada: Ada, words: str) -> None:
    job = await ada.make("as a watercolour --n 1", photo())
    hostile = replace(job.spec, prompt=replace(job.spec.prompt, words=words))
    made = (replace(job.variants[0], name="../../../escaped"),)
    ada.home.memory.jobs[job.id] = replace(job, spec=hostile, variants=made)
    archive = await packed(ada.home.exporter, ada.thread())
    assert told(archive)["results"][0]["words"] == words
    for name in archive.namelist():
        assert not set(name) & set('\\:"<>|?*\u202e')
        assert all(0 < len(part.encode()) <= 255 and ".." not in part for part in name.split("/"))


async def test_a_family_is_a_result_with_all_that_is_related_to_it(ada: Ada) -> None:
    first = await ada.make("as a watercolour --n 1", photo())
    await ada.make("a lighthouse as a linocut --n 1")
    second = await ada.make("at night --n 1", reply_to=first.id)
    archive = await packed(ada.home.exporter, ada.thread(second.id))
    assert [one["job"] for one in told(archive)["results"]] == [first.id, second.id]


async def test_a_deleted_step_is_told_without_words_or_files(ada: Ada) -> None:
    first = await ada.make("as a watercolour --n 1", photo("teal"))
    second = await ada.make("with my secret --n 1", reply_to=first.id)
    third = await ada.make("at night --n 1", reply_to=second.id)
    await ada.home.parts.ledger.delete(second.id)
    for thread in (ada.thread(), ada.thread(third.id)):
        archive = await packed(ada.home.exporter, thread)
        _, gone, last = told(archive)["results"]
        assert (gone["job"], gone["deleted"], "spec" in gone) == (second.id, True, False)
        assert last["came_from"] == {"job": second.id, "variants": [1]}
        assert not any("secret" in name for name in archive.namelist())
        assert b"secret" not in archive.read("thread.json")


@pytest.mark.parametrize("step", [0, 1], ids=["the first step", "a step in the middle"])
async def test_a_picture_that_was_deleted_is_handed_to_nobody(ada: Ada, step: int) -> None:
    first = await ada.make("as a watercolour --n 1", photo("teal"))
    second = await ada.make("at night --n 1", reply_to=first.id)
    third = await ada.make("as pop art --n 1", reply_to=second.id)
    gone = (first, second)[step]
    lost = await ada.home.parts.blobs.get(gone.variants[0].asset.sha256)
    await remove((gone.id,), ada.home.parts.history, ada.home.parts.ledger)
    for thread in (ada.thread(), ada.thread(third.id)):
        archive = await packed(ada.home.exporter, thread)
        assert lost not in [archive.read(name) for name in archive.namelist()]
        (after,) = [one for one in told(archive)["results"] if one["number"] == step + 2]
        assert [one["file"] for one in after["inputs"]] == [None]
        assert [one.get("deleted") for one in after["inputs"]] == [True]


async def test_all_that_tells_variants_apart_is_in_the_records(ada: Ada) -> None:
    job = await ada.make("as a watercolour --n 1", photo())
    made = replace(job.variants[0], label="oil", took=1.5, libraries=("numpy 2.4.6",))
    ada.home.memory.jobs[job.id] = replace(job, variants=(made,))
    (result,) = told(await packed(ada.home.exporter, ada.thread()))["results"]
    (one,) = result["variants"]
    assert (one["label"], one["took"], one["libraries"]) == ("oil", 1.5, ["numpy 2.4.6"])


async def test_a_file_that_is_gone_is_left_out_and_told(ada: Ada) -> None:
    job = await ada.make("as a watercolour --n 2", photo())
    lost: Variant = replace(job.variants[0], asset=asset("nowhere"))
    ada.home.memory.jobs[job.id] = replace(job, variants=(lost, job.variants[1]))
    archive = await packed(ada.home.exporter, ada.thread())
    one, two = told(archive)["results"][0]["variants"]
    assert (one["file"], two["file"]) == (None, "0001-restyle as a watercolour/2.png")


async def test_pictures_and_the_sheet_are_signed(ada: Ada, tmp_path: Path) -> None:
    await ada.make("as a watercolour --n 1", photo())
    parts, who = ada.home.parts, Who(tmp_path)
    sources = replace(
        ada.home.exporter.sources, leaving=Leaving(parts.ledger, parts.catalogue, Signer(who))
    )

    async def keep(_: bytes) -> Any:
        raise AssertionError

    archive = await packed(Exporter(sources, keep, lambda _: ""), ada.thread())
    read = ReadingHere(who).credentials
    result = await read("1.png", archive.read("0001-restyle as a watercolour/1.png"))
    brought = await read("b.png", archive.read("brought/0001-1.png"))
    assert (result.standing, brought.standing) == (Standing.OURS, Standing.ABSENT)
    sheet = await read("sheet.pdf", archive.read("contact-sheet.pdf"))
    assert (sheet.standing, sheet.licences) == (Standing.OURS, result.licences)


async def test_a_thread_of_many_pictures_does_not_fill_memory(ada: Ada) -> None:
    job = await ada.make("as a watercolour --n 1", photo())
    blobs, history = ada.home.parts.blobs, ada.home.parts.history
    size = 2_000_000
    for number in range(30):
        file = bytes([number]) * size
        made = replace(job.variants[0].asset, sha256=await blobs.put(file), size=size)
        id = ada.home.parts.clock.new_id()
        variants = (replace(job.variants[0], asset=made),)
        turn = await ada.say("help")
        ada.home.memory.turns[turn.id] = replace(turn, reply=None, job=replace(job, id=id))
        ada.home.memory.jobs[id] = replace(job, id=id, variants=variants)
    assert history is not None
    tracemalloc.start()
    total = 0
    async for piece in ada.home.exporter.pieces(ada.thread()):
        total += len(piece)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert total > 30 * size
    assert peak < 15 * size


class TestWhatIsAnswered:
    """The reply: a file, a link, or a sentence."""

    async def test_what_fits_is_handed_over(self, ada: Ada) -> None:
        await ada.make("as a watercolour --n 2", photo())
        reply = await ada.asks()
        assert reply.text == "Exported: 1 result, 3 files"
        (archive,) = reply.attached
        data = await ada.home.parts.blobs.get(archive.asset.sha256)
        assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None
        assert archive.name == "easel-Herbst-🍂"

    async def test_what_is_too_large_is_linked_to(self) -> None:
        ada = await somebody(await house("https://easel.example"))
        await heavy(ada)
        (button,), *_ = (await ada.asks()).rows
        assert button.url.startswith("https://easel.example/archives/easel-Herbst-")
        assert button.label.startswith("Download, about ")

    async def test_without_a_page_it_is_said(self, ada: Ada) -> None:
        await heavy(ada)
        reply = await ada.asks()
        assert reply.error == TooLargeToSend.__name__
        assert f"`easel export {ada.channel}`" in reply.text

    async def test_a_reply_asks_for_the_family_of_a_result(self, ada: Ada) -> None:
        first = await ada.make("as a watercolour --n 1", photo())
        await ada.make("a lighthouse as a linocut --n 1")
        reply = await ada.asks(reply_to=first.id)
        assert reply.text == "Exported: 1 result, 2 files"

    async def test_the_button_does_so_too(self, ada: Ada) -> None:
        first = await ada.make("as a watercolour --n 1", photo())
        await ada.make("a lighthouse as a linocut --n 1")
        turn = await ada.say("", action=Action(Verb.EXPORT, first.id).pack())
        assert turn.reply is not None
        assert turn.reply.text == "Exported: 1 result, 2 files"

    async def test_where_nothing_was_made_it_is_said(self, ada: Ada) -> None:
        assert (await ada.asks()).error == NothingToExport.__name__


async def heavy(ada: Ada) -> None:
    """A result with a file that no chat takes."""
    job = await ada.make("as a watercolour --n 1", photo())
    ada.home.memory.jobs[job.id] = heavier(job)


def heavier(job: Job) -> Job:
    """The same with a file that no chat takes."""
    first, *others = job.variants
    large = replace(first.asset, size=max(MOST.values()) + 1)
    return replace(job, variants=(replace(first, asset=large), *others))


class TestWhoMayHaveIt:
    """A private chat's thread is for its people."""

    async def test_nobody_gets_a_family_of_another_channel(self, ada: Ada) -> None:
        bob = await somebody(ada.home, name="bob")
        mine = await ada.make("as a watercolour --n 1", photo())
        for private in (True, False):
            reply = await bob.asks(reply_to=mine.id, private=private)
            assert reply.error == TargetGone.__name__

    async def test_what_came_of_it_in_private_stays_there(self, ada: Ada) -> None:
        """Ada goes on in private from her result of a group: the group does not see it."""
        first = await ada.make("as a watercolour --n 1", photo())
        alone = await somebody(ada.home, name="ada alone")
        alone.person = ada.person
        second = await alone.make("at night --n 1", reply_to=first.id, private=True)
        group = await packed(ada.home.exporter, ada.thread(first.id))
        assert [one["job"] for one in told(group)["results"]] == [first.id]
        reach = replace(alone.thread(second.id), person=ada.person)
        private = await packed(ada.home.exporter, reach)
        assert [one["job"] for one in told(private)["results"]] == [first.id, second.id]
