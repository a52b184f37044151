"""`/export` in Discord."""

import io
import zipfile

from tests.bots.on_discord.guild import Guild, in_guild
from tests.core.talk import photo


def names(data: bytes) -> list[str]:
    """What is in an archive."""
    return zipfile.ZipFile(io.BytesIO(data)).namelist()


@in_guild
async def test_the_command_hands_over_the_channel(place: Guild) -> None:
    await place.call("as a watercolour --n 2 **_`@everyone`_**", photo())
    await place.finish()
    answer = await place.ada.slash(place.channel, "export")
    (file,) = answer.response.attachments
    assert file.filename == "easel-Studio-#pictures.zip"
    assert len([name for name in names(await file.read()) if name.endswith(".png")]) == 3


@in_guild
async def test_a_reply_hands_over_what_belongs_to_a_result(place: Guild) -> None:
    await place.call("as a watercolour --n 1", photo())
    await place.finish()
    shown = place.last
    await place.call("a lighthouse as a linocut --n 1")
    await place.finish()
    await place.call("export", reply_to=shown)
    (file,) = place.last.attachments
    assert len([name for name in names(await file.read()) if name.endswith(".png")]) == 2


@in_guild
async def test_where_nothing_was_made_it_is_said(place: Guild) -> None:
    answer = await place.ada.slash(place.channel, "export")
    assert "There is nothing to export here" in answer.response.content
