"""Formats in Telegram: a photo of the grid, then every file as it is, and the archive."""

from core.catalogue import Intent
from core.formats import FORMATS
from tests.bots.on_telegram.chat import chat
from tests.core.talk import photo


async def test_a_command_makes_all_formats() -> None:
    async with chat() as easel:
        await easel.say("/formats", file=photo())
        assert (await easel.owed()).spec.intent is Intent.FORMATS


async def test_every_file_follows_as_a_document_and_the_archive_is_the_last() -> None:
    async with chat() as easel:
        await easel.say("all formats", file=photo())
        await easel.finish()
        grid, *files = easel.server.shown()[-1 - len(FORMATS) - 1 :]
        assert "photo" in grid
        names = [one["document"]["file_name"] for one in files]
        assert names == [*(f"picture-{name}.png" for name in FORMATS), "picture-formats.zip"]
