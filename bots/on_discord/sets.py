"""The command `/sets`: a person's characters, products and brands.

Each is what everybody may write, `/sets save @mia`, so that nothing is decided here.
"""

from functools import partial
from typing import Any

import discord
from discord import app_commands

from bots.desk import sorry
from bots.on_discord.incoming import Wish, copied
from core.errors import EaselError
from core.set_words import Deed
from core.sets import written

Interaction = discord.Interaction[Any]  # its client is ours
Picture = discord.Attachment
NAME = "What it is called, such as @mia"
PICTURE = "A picture of it; leave all out for the latest result here"
ANOTHER = "Another picture"

sets = app_commands.Group(name="sets", description="Your characters, products and brands")


@sets.command(name=Deed.SAVE, description="Save pictures under a name; again makes a new version")
@app_commands.describe(
    name=NAME,
    image1=PICTURE,
    image2=ANOTHER,
    image3=ANOTHER,
    image4=ANOTHER,
    image5=ANOTHER,
    image6=ANOTHER,
    brand="Whether its colours are taken from the pictures",
)
async def save(  # noqa: PLR0913 - each is an option that people see
    interaction: Interaction,
    name: str,
    image1: Picture | None = None,
    image2: Picture | None = None,
    image3: Picture | None = None,
    image4: Picture | None = None,
    image5: Picture | None = None,
    image6: Picture | None = None,
    brand: bool = False,
) -> None:
    """Save pictures as a set."""
    pictures = [one for one in (image1, image2, image3, image4, image5, image6) if one is not None]
    await _take(interaction, Deed.BRAND if brand else Deed.SAVE, name, pictures=pictures)


@sets.command(name=Deed.ADD, description="Add pictures to a set")
@app_commands.describe(name=NAME, image1=PICTURE, image2=ANOTHER, image3=ANOTHER)
async def add(
    interaction: Interaction,
    name: str,
    image1: Picture | None = None,
    image2: Picture | None = None,
    image3: Picture | None = None,
) -> None:
    """Add pictures to a set."""
    pictures = [one for one in (image1, image2, image3) if one is not None]
    await _take(interaction, Deed.ADD, name, pictures=pictures)


@sets.command(name="change", description="What always comes with a set, and what never does")
@app_commands.describe(
    name=NAME, what="What changes", value="What it becomes; “none” takes it away"
)
@app_commands.choices(
    what=[
        app_commands.Choice(name="words that are always added", value=Deed.WORDS),
        app_commands.Choice(name="words that are always avoided", value=Deed.AVOID),
        app_commands.Choice(
            name="palette; left empty it is taken from the pictures", value="palette"
        ),
        app_commands.Choice(name="ratios, the usual one first", value=Deed.RATIOS),
    ]
)
async def change(interaction: Interaction, name: str, what: str, value: str = "") -> None:
    """Change one thing of a set, as a new version."""
    await _take(interaction, Deed(what), name, value)


@sets.command(name=Deed.LOGO, description="The logo of a brand")
@app_commands.describe(name=NAME, image="The logo")
async def logo(interaction: Interaction, name: str, image: Picture) -> None:
    """The logo of a brand; its colours are the palette where there is none."""
    await _take(interaction, Deed.LOGO, name, pictures=[image])


@sets.command(name=Deed.SHOW, description="Show a set, @mia:1 in an earlier version")
@app_commands.describe(name=NAME)
async def show(interaction: Interaction, name: str) -> None:
    """Show a set."""
    await _take(interaction, Deed.SHOW, name)


@sets.command(name=Deed.LIST, description="Your sets, and those that are shared here")
async def list_(interaction: Interaction) -> None:
    """All sets."""
    await interaction.client.take(interaction, Wish(f"/sets {Deed.LIST}"))


@sets.command(name=Deed.USE, description="Go back to an earlier version, @mia:1")
@app_commands.describe(name=NAME)
async def use(interaction: Interaction, name: str) -> None:
    """Go back to an earlier version."""
    await _take(interaction, Deed.USE, name)


@sets.command(name=Deed.RENAME, description="Give a set another name")
@app_commands.describe(name=NAME, new="The new name")
async def rename(interaction: Interaction, name: str, new: str) -> None:
    """Give a set another name."""
    await _take(interaction, Deed.RENAME, name, new)


@sets.command(name=Deed.DELETE, description="Delete a set with all its versions")
@app_commands.describe(name=NAME)
async def delete(interaction: Interaction, name: str) -> None:
    """Delete a set."""
    await _take(interaction, Deed.DELETE, name)


@sets.command(name=Deed.SHARE, description="Let everybody in this channel use a set")
@app_commands.describe(name=NAME)
async def share(interaction: Interaction, name: str) -> None:
    """Share a set with a channel."""
    await _take(interaction, Deed.SHARE, name)


@sets.command(name=Deed.UNSHARE, description="Take that back")
@app_commands.describe(name=NAME)
async def unshare(interaction: Interaction, name: str) -> None:
    """Share a set no longer."""
    await _take(interaction, Deed.UNSHARE, name)


async def _take(
    interaction: Interaction,
    deed: Deed,
    name: str,
    more: str = "",
    pictures: list[Picture] | None = None,
) -> None:
    """Ask for it in words. What is typed for a name must be one: nothing else comes in with it."""
    try:
        called = written(name.strip()).called
    except EaselError as error:
        await interaction.client.tell_privately(interaction, sorry(error))
        return
    wish = Wish(f"/sets {deed} {called} {more}".strip())
    await interaction.client.take(interaction, wish, partial(copied, pictures or []))
