"""An opened variant, and what its buttons do."""

from dataclasses import replace

import pytest

from core.catalogue import Intent, Role
from core.ports import Announcement
from tests.bots.house import YEARS
from tests.bots.on_discord.guild import Guild, button, in_guild
from tests.bots.on_discord.test_thread import grid, labels
from tests.bots.on_web.studio import CARD


async def opened(place: Guild, number: int = 2) -> None:
    """A variant of a finished grid, opened."""
    await grid(place)
    result = place.last
    row = result.components[number - 1]
    await place.ada.click(result, custom_id=row.children[-1].custom_id)


@in_guild
async def test_one_variant_at_full_size(place: Guild) -> None:
    await opened(place)
    assert place.last.content.startswith("2 of 4: “a lighthouse at dusk”")
    (file,) = place.last.attachments
    assert file.filename.endswith("-2.png")
    assert labels(place.last) == [
        ["Refine", "Edit", "Vary", "Fix text"],
        ["Animate", "Cinematic", "Cut out", "Formats", "Compare"],
        ["Upscale 2x"],
        ["Reframe", "1:1", "4:5", "16:9", "9:16"],
        ["Original", "Details", "★"],
    ]


@pytest.mark.parametrize(
    ("label", "intent", "role"),
    [
        pytest.param("Vary", Intent.VARY, Role.EXPLORE, id="vary"),
        pytest.param("Animate", Intent.ANIMATE, Role.ANIMATE, id="animate"),
        pytest.param("Cinematic", Intent.ANIMATE, Role.CINEMATIC, id="cinematic"),
        pytest.param("Cut out", Intent.CUTOUT, Role.EDIT, id="cut out"),
        pytest.param("Compare", Intent.COMPARE, Role.CONSISTENT, id="compare"),
        pytest.param("Upscale 2x", Intent.UPSCALE, Role.HIRES, id="upscale"),
        pytest.param("16:9", Intent.REFRAME, Role.EDIT, id="a format"),
        pytest.param("Formats", Intent.FORMATS, Role.EDIT, id="all formats"),
    ],
)
@in_guild
async def test_a_press_on_an_opened_variant(
    place: Guild, label: str, intent: Intent, role: Role
) -> None:
    await opened(place)
    await place.restart()
    await place.click(label)
    (job,) = await place.house.owed()
    assert (job.spec.intent, job.spec.role) == (intent, role)
    assert job.spec.lineage is not None
    assert job.spec.lineage.variants == (2,)
    await place.finish()
    assert place.last.attachments


@pytest.mark.parametrize("label", ["Refine", "Edit", "Reframe"])
@in_guild
async def test_what_needs_words_asks(place: Guild, label: str) -> None:
    await opened(place)
    pressed = await place.click(label, on=place.last)
    await place.ada.submit_modal(pressed, {"words": "square"})
    assert len(await place.house.owed()) == 1


@in_guild
async def test_what_nothing_here_can_do_has_no_button(place: Guild) -> None:
    place.cards(replace(CARD, roles=(Role.EXPLORE,), intents=(Intent.IMAGINE, Intent.VARY)))
    await opened(place)
    assert labels(place.last) == [["Vary"], ["Original", "Details", "★"]]


@pytest.mark.parametrize(
    ("label", "strength"),
    [("Vary subtly", 0.3), ("Vary strongly", 0.9)],
    ids=["subtly", "strongly"],
)
@in_guild
async def test_degrees_of_variation_where_a_model_knows_them(
    place: Guild, label: str, strength: float
) -> None:
    knows = replace(CARD, name="knows", title="Knows", degrees=True)
    place.cards(knows)
    await place.house.queue.announce(Announcement("both", ("knows",), "here", ()), seconds=YEARS)
    await opened(place)
    await place.click(label)
    (job,) = await place.house.owed()
    assert (job.spec.intent, job.spec.strength) == (Intent.VARY, strength)


@pytest.mark.parametrize("size", ["2K", "4K"])
@in_guild
async def test_a_size_is_enlarged_to(place: Guild, size: str) -> None:
    place.cards(replace(CARD, size=1024))
    await place.ada.slash(place.channel, "imagine", prompt="a lighthouse", count=1)
    await place.finish()
    await place.click("Open")
    await place.click(f"Upscale to {size}")
    (job,) = await place.house.owed()
    assert (job.spec.intent, job.spec.prompt.words) == (Intent.UPSCALE, size)


@in_guild
async def test_the_original_file_is_sent_as_it_is(place: Guild) -> None:
    await opened(place)
    told = await place.click("Original")
    assert told.ephemeral
    assert told.response.content.startswith("The original file of 2: “a lighthouse at dusk”")
    (file,) = told.response.attachments
    job = max(place.house.memory.jobs.values(), key=lambda one: one.id)
    kept = await place.house.parts.blobs.get(job.variants[1].asset.sha256)
    assert await file.read() == kept


@in_guild
async def test_the_file_has_the_depth_and_colours_of_its_source(place: Guild) -> None:
    await opened(place, 1)
    job = max(place.house.memory.jobs.values(), key=lambda one: one.id)
    data = await place.house.deepen(job)
    told = await place.click("Original")
    (file,) = told.response.attachments
    assert await file.read() == data
    assert "16 bits a channel, Display P3" in told.response.content


@in_guild
async def test_a_single_result_can_be_opened(place: Guild) -> None:
    await place.ada.slash(place.channel, "imagine", prompt="a lighthouse", count=1)
    await place.finish()
    assert labels(place.last)[1] == ["Upscale", "Cut out", "Reframe", "Open"]
    await place.click("Open")
    assert place.last.content.startswith("Full size: “a lighthouse”")


@in_guild
async def test_rows_fit_on_a_narrow_phone(place: Guild) -> None:
    """Discord breaks a row of buttons on a phone of 360 px from some 45 letters and gaps on."""
    await grid(place)
    result = place.last
    await place.click("1 Open", on=result)
    for message in (result, place.last):
        for row in labels(message):
            assert len(", ".join(row)) <= 45, row
    assert button(place.last, "Original")
