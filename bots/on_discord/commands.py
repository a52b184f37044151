"""Slash commands and context menus: each is a request in words, with what is wanted named."""

from functools import partial
from typing import Any

import discord
from discord import app_commands

from bots.desk import sorry
from bots.on_discord.choosing import choose
from bots.on_discord.exporting import export
from bots.on_discord.forgetting import forget
from bots.on_discord.incoming import Wish, copied
from bots.on_discord.linking import link_, unlink_
from bots.on_discord.recalling import reapply
from bots.on_discord.sets import sets
from bots.on_discord.setting import set_
from bots.on_discord.suggesting import earlier_results, named_model, running_models
from bots.on_discord.verifying import verify, verify_this
from core.actions import Verb
from core.catalogue import Catalogue, Intent
from core.errors import BadOption, EaselError
from core.flags import FLAGS, MOST_SECONDS, MOST_VARIANTS
from core.masks import RULE
from core.motion import Camera, directions
from core.ratios import Ratio
from core.series import NAMED
from core.sizes import Size
from core.telling import help_on

Interaction = discord.Interaction[Any]  # its client is ours
Picture = discord.Attachment
MOST_SEED = 2**32 - 1


@app_commands.command(name="imagine", description="Draw a picture from words")
@app_commands.describe(
    prompt="What you would like to see",
    image1="A picture to go on from",
    image2="Another picture",
    image3="Another picture",
    image4="Another picture",
    count="How many variants",
    ratio="The shape, such as 16:9",
    model="The model; Easel chooses one where you do not",
    seed="The number that repeats a result",
    size="In px, such as 768 or 1024x640",
    strength="How far to go from the picture, from 0 to 1",
)
async def imagine(  # noqa: PLR0913 - each is an option that people see
    interaction: Interaction,
    prompt: str,
    image1: Picture | None = None,
    image2: Picture | None = None,
    image3: Picture | None = None,
    image4: Picture | None = None,
    count: app_commands.Range[int, 1, MOST_VARIANTS] | None = None,
    ratio: str = "",
    model: str = "",
    seed: app_commands.Range[int, 0, MOST_SEED] | None = None,
    size: str = "",
    strength: app_commands.Range[float, 0.0, 1.0] | None = None,
) -> None:
    """Draw a picture from words, or go on from pictures."""
    try:
        chosen = _chosen(interaction.client.parts.catalogue, ratio, model, size)
    except EaselError as error:
        await interaction.client.tell_privately(interaction, sorry(error))
        return
    words = with_flags(prompt, {**chosen, "n": count, "seed": seed, "strength": strength})
    pictures = [one for one in (image1, image2, image3, image4) if one is not None]
    await interaction.client.take(
        interaction, Wish(words, intent=Intent.IMAGINE), partial(copied, pictures)
    )


@imagine.autocomplete("model")
async def _models(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    return await running_models(interaction, typed, Intent.IMAGINE)


@app_commands.command(name="edit", description="Change something in a picture")
@app_commands.describe(image="The picture to change", words="What should change", mask=RULE)
async def edit(
    interaction: Interaction, image: Picture, words: str, mask: Picture | None = None
) -> None:
    """Change something in a picture, or only in what a mask marks."""
    await interaction.client.take(
        interaction, Wish(words, intent=Intent.EDIT), partial(copied, [image], mask)
    )


@app_commands.command(name="animate", description="Make a clip of a picture")
@app_commands.describe(
    image="The picture to move",
    words="How it should move",
    seconds="How long, in seconds",
    camera="How the camera moves",
    loop="Whether it ends where it begins",
    silent="Whether it has no sound",
    last="The picture that it ends on",
)
@app_commands.choices(
    camera=[app_commands.Choice(name=move.capitalize(), value=move) for move in Camera]
)
async def animate(  # noqa: PLR0913 - each is an option that people see
    interaction: Interaction,
    image: Picture,
    words: str = "",
    seconds: app_commands.Range[float, 0.5, float(MOST_SECONDS)] | None = None,
    camera: str = "",
    loop: bool = False,
    silent: bool = False,
    last: Picture | None = None,
) -> None:
    """Make a clip of a picture."""
    wishes = directions(camera, loop=loop, silent=silent, ends=last is not None)
    said = with_flags(", ".join((words or "animate it", *wishes)), {"seconds": seconds})
    pictures = [one for one in (image, last) if one is not None]
    await interaction.client.take(
        interaction, Wish(said, intent=Intent.ANIMATE), partial(copied, pictures)
    )


@app_commands.command(name="upscale", description="Make a picture larger")
@app_commands.describe(image="The picture to enlarge")
async def upscale(interaction: Interaction, image: Picture) -> None:
    """Make a picture larger."""
    await _on(interaction, Intent.UPSCALE, image, "upscale")


@app_commands.command(name="formats", description="All formats that a project needs")
@app_commands.describe(image="The picture to format", words="Which formats, or leave it for all")
async def formats(interaction: Interaction, image: Picture, words: str = "") -> None:
    """The formats that a project needs of a picture."""
    await _on(interaction, Intent.FORMATS, image, words or "all formats")


@app_commands.command(name="compare", description="Several looks or models side by side")
@app_commands.describe(image="The picture to start from", words="What to compare, or leave it")
async def compare(interaction: Interaction, image: Picture | None = None, words: str = "") -> None:
    """Several looks or models side by side, on a picture or on words: "all models: a fox"."""
    given = [image] if image is not None else []
    wish = Wish(words or "compare looks", intent=Intent.COMPARE)
    await interaction.client.take(interaction, wish, partial(copied, given))


@app_commands.command(name="series", description="One subject in several scenes, side by side")
@app_commands.describe(
    scenes="The subject and its scenes: a red fox: in the snow | at sea | in a city",
    image1="A picture of the subject",
    image2="Another picture",
    image3="Another picture",
    image4="Another picture",
)
async def series(
    interaction: Interaction,
    scenes: str,
    image1: Picture | None = None,
    image2: Picture | None = None,
    image3: Picture | None = None,
    image4: Picture | None = None,
) -> None:
    """One subject in several scenes."""
    pictures = [one for one in (image1, image2, image3, image4) if one is not None]
    await interaction.client.take(interaction, Wish(f"{NAMED}{scenes}"), partial(copied, pictures))


@app_commands.command(name="describe", description="Say what a picture shows")
@app_commands.describe(image="The picture to look at")
async def describe(interaction: Interaction, image: Picture) -> None:
    """Say what a picture shows."""
    await _on(interaction, Intent.DESCRIBE, image, "describe this")


@app_commands.command(
    name="history", description="What was made here: the latest, or what words find"
)
@app_commands.describe(words="Words, a day, clips, favourites, a model; or leave it")
async def history(interaction: Interaction, words: str = "") -> None:
    """What was made in this channel: the latest, or what words find."""
    await interaction.client.take(interaction, Wish(words or "history", intent=Intent.RECALL))


@app_commands.command(name="recall", description="Find a result again by its words")
@app_commands.describe(
    words="What it showed, or what you asked for",
    other="With its settings: what it should be instead",
    image="With its settings: another picture",
)
async def recall(
    interaction: Interaction, words: str, other: str = "", image: Picture | None = None
) -> None:
    """Find a result again by its words, open the one that was chosen, or take its settings."""
    if other.strip() or image is not None:
        await reapply(interaction, words, other, image)
        return
    chosen = Wish(action=words)
    wish = chosen if chosen.verb is Verb.OPEN else Wish(words, intent=Intent.RECALL)
    await interaction.client.take(interaction, wish)


@recall.autocomplete("words")
async def _results(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
    return await earlier_results(interaction, typed)


@app_commands.command(name="models", description="The models that run here, and their licences")
async def models(interaction: Interaction) -> None:
    """The models that run here, and their licences."""
    await interaction.client.tell_models(interaction)


@app_commands.command(name="help", description="What you can say")
async def help_(interaction: Interaction) -> None:
    """What one can say."""
    await interaction.client.tell_privately(interaction, help_on())


@app_commands.context_menu(name="Use in Easel")
async def use(interaction: Interaction, message: discord.Message) -> None:
    """Say what should become of the pictures of a message."""
    await choose(interaction, message, None)


@app_commands.context_menu(name="Edit")
async def edit_this(interaction: Interaction, message: discord.Message) -> None:
    """Say what should change in the picture of a message."""
    await choose(interaction, message, Intent.EDIT)


@app_commands.context_menu(name="Animate")
async def animate_this(interaction: Interaction, message: discord.Message) -> None:
    """A clip of the picture of a message."""
    await choose(interaction, message, Intent.ANIMATE)


@app_commands.context_menu(name="Describe")
async def describe_this(interaction: Interaction, message: discord.Message) -> None:
    """What the picture of a message shows."""
    await choose(interaction, message, Intent.DESCRIBE)


COMMANDS = (
    imagine,
    edit,
    animate,
    upscale,
    formats,
    compare,
    series,
    describe,
    history,
    recall,
    export,
    models,
    verify,
    sets,
    set_,
    link_,
    unlink_,
    forget,
    help_,
    use,
    edit_this,
    animate_this,
    describe_this,
    verify_this,
)


async def _on(interaction: Interaction, intent: Intent, image: Picture, words: str) -> None:
    await interaction.client.take(interaction, Wish(words, intent=intent), partial(copied, [image]))


def _chosen(catalogue: Catalogue, ratio: str, model: str, size: str) -> dict[str, str]:
    """What was typed as options, as values of flags and nothing more.

    Raises BadOption.
    """
    shape = Ratio.read(ratio) if ratio.strip() else None
    if ratio.strip() and shape is None:
        raise BadOption(option="ratio", needs="a ratio such as 16:9", given=f"“{ratio}”")
    sides = size.replace(" ", "")
    if sides and Size.read(sides) is None:
        raise BadOption(option="size", needs=FLAGS["size"].needs, given=f"“{size}”")
    return {
        "size": sides,
        "ar": f"{shape.width}:{shape.height}" if shape else "",
        "model": named_model(catalogue, model),
    }


def with_flags(words: str, flags: dict[str, Any]) -> str:
    """Words with the options of a command as the flags that everybody may write."""
    given = (f"--{name} {value}" for name, value in flags.items() if value not in ("", None))
    return " ".join((words, *given))
