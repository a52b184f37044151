"""Formats in Discord: one button, and the files come with the grid."""

import io
import zipfile

from core.formats import FORMATS
from tests.bots.on_discord.guild import Guild, in_guild
from tests.bots.on_discord.test_thread import grid
from tests.core.talk import photo

NAMES = [f"picture-{name}.png" for name in FORMATS]


@in_guild
async def test_a_button_gives_all_files_and_an_archive(place: Guild) -> None:
    await grid(place)
    await place.click("2 Open")
    await place.click("Formats")
    await place.finish()
    first, *files, archive = place.last.attachments
    assert first.filename.endswith("-grid.png")
    assert [one.filename for one in files] == NAMES
    assert archive.filename == "picture-formats.zip"


@in_guild
async def test_the_archive_holds_the_same_files(place: Guild) -> None:
    await place.call("a hero and a square", photo())
    await place.finish()
    archive = await place.last.attachments[-1].read()
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        assert opened.namelist() == NAMES[:2]
