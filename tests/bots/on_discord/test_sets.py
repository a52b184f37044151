"""`/sets` in Discord, and sets in words there."""

import pytest

from core.sets import ReferenceSet
from tests.bots.on_discord.guild import Guild, guild, in_guild
from tests.bots.on_discord.test_linking import told
from tests.core.talk import photo

RED, BLUE = photo("red", (300, 200)), photo("blue", (300, 200))


async def kept(place: Guild, name: str) -> ReferenceSet | None:
    """Ada's set of that name."""
    person = await place.house.parts.history.person("discord", str(place.ada.id))
    return await place.house.sets.owned([person], name)


@in_guild
async def test_pictures_of_the_command_are_saved_and_shown(place: Guild) -> None:
    await place.ada.slash(
        place.channel, "sets save", name="@mia", image1=("a.png", RED), image2=("b.png", BLUE)
    )
    assert place.last.content == "Saved as @mia.\n-# 2 pictures"
    assert [one.filename for one in place.last.attachments] == ["mia-1.png", "mia-2.png"]
    await place.ada.slash(place.channel, "sets show", name="mia")
    assert place.last.content.startswith("@mia, version 1")


@in_guild
async def test_a_brand_shows_its_colours(place: Guild) -> None:
    await place.ada.slash(
        place.channel, "sets save", name="acme", image1=("a.png", RED), brand=True
    )
    assert "palette: red #ff0000" in place.last.content
    names = [one.filename for one in place.last.attachments]
    assert names == ["acme-1.png", "acme-palette.png"]
    await place.ada.slash(
        place.channel, "sets change", name="acme", what="words", value="--n 9 @rex <@&1>"
    )
    found = await kept(place, "acme")
    assert found is not None
    assert found.content.added == "--n 9 @rex some people"


@in_guild
async def test_a_result_that_is_replied_to_is_saved(place: Guild) -> None:
    await place.call("a lighthouse")
    await place.finish()
    await place.call("save 2 as @mia", reply_to=place.last)
    assert place.last.content == "Saved as @mia.\n-# 1 picture"
    await place.call("@mia in a café")
    assert "with @mia, version 1: 1 picture" in place.last.content


@in_guild
async def test_pictures_of_anybody_are_saved_by_the_menu(place: Guild) -> None:
    await place.bob.send(place.channel, "mine", attachments=[("a.png", RED), ("b.png", BLUE)])
    asked = await place.ada.context_menu(place.channel, "Use in Easel", place.last)
    await place.ada.submit_modal(asked, {"words": "save these as @mia"})
    assert place.last.content == "Saved as @mia.\n-# 2 pictures"


@in_guild
async def test_a_set_is_shared_renamed_and_deleted(place: Guild) -> None:
    await place.ada.slash(place.channel, "sets save", name="mia", image1=("a.png", RED))
    await place.ada.slash(place.channel, "sets share", name="mia")
    await place.bob.slash(place.channel, "imagine", prompt="@mia in a café")
    assert "with @mia, version 1: 1 picture" in place.last.content
    await place.bob.slash(place.channel, "sets delete", name="mia")
    assert "only they can change it" in place.last.content
    await place.ada.slash(place.channel, "sets rename", name="mia", new="@lea")
    await place.ada.slash(place.channel, "sets unshare", name="lea")
    await place.ada.slash(place.channel, "sets delete", name="@lea")
    assert place.last.content.startswith("❓ Shall I delete @lea with 1 version?")
    asked = place.last
    await place.click("Delete @lea", by=place.bob)
    assert "only they can change it" in place.last.content
    await place.click("Delete @lea", on=asked)
    assert place.last.content.startswith("Deleted @lea with 1 version.")


@pytest.mark.parametrize("name", ["<@1>", "mia save @rex", "@everyone!", "../x", "*b*", "mia\n@x"])
async def test_what_is_no_name_is_told_to_the_one_who_asked_alone(name: str) -> None:
    async with guild() as place:
        before = len(place.messages)
        answer = await place.ada.slash(place.channel, "sets show", name=name)
        assert "is no name for a set" in told(answer)
        assert len(place.messages) == before


@in_guild
async def test_words_of_people_mean_nothing_to_discord(place: Guild) -> None:
    await place.call("/set words @acme *loud* @everyone <b>")
    await place.call("/set show @acme")
    assert "\\*loud\\*" in place.last.content
    assert "@everyone" not in place.last.content
