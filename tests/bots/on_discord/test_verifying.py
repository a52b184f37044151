"""`/verify` and its menu, answered to the one who asked alone."""

from pathlib import Path
from tempfile import TemporaryDirectory

from storage.provenance.signing import sign
from tests.bots.on_discord.guild import Guild, in_guild
from tests.bots.on_discord.test_linking import told
from tests.core.talk import photo
from tests.manifests import MANIFEST, local

ANOTHER = "a.png was signed as “Easel, made on machine "


@in_guild
async def test_a_file_of_the_command_is_verified(place: Guild) -> None:
    with TemporaryDirectory() as folder:
        signed = sign(photo(), "image/png", MANIFEST, local(Path(folder)))
    answer = await place.ada.slash(place.channel, "verify", file=("a.png", signed))
    assert told(answer).startswith(ANOTHER)
    assert "Done: edit: edited with Painter" in told(answer)
    assert not place.house.memory.jobs


@in_guild
async def test_a_message_is_verified_by_its_menu(place: Guild) -> None:
    await place.bob.send(place.channel, "mine", attachments=[("a.png", photo())])
    answer = await place.ada.context_menu(place.channel, "Verify", place.last)
    assert told(answer).startswith("a.png has no Content Credentials.")


@in_guild
async def test_a_message_without_files_is_told(place: Guild) -> None:
    await place.bob.send(place.channel, "nothing")
    answer = await place.ada.context_menu(place.channel, "Verify", place.last)
    assert "send the file along" in told(answer)
