"""Back and forth along the steps, by buttons and in words."""

from io import BytesIO

from PIL import Image

from core.jobs import Job, Lineage
from core.strips import laid_out
from tests.bots.on_discord.guild import Guild, in_guild
from tests.bots.on_discord.test_thread import labels
from tests.core.talk import photo


async def edited(place: Guild) -> tuple[Job, Job]:
    """A photo of which one thing was changed, and then another."""
    await place.call("remove the red cup --n 1", photo())
    first = await place.finish()
    await place.call("make the lamp blue --n 1", reply_to=place.last)
    return first, await place.finish()


async def file_of(place: Guild) -> bytes:
    (file,) = place.last.attachments
    return await file.read()


@in_guild
async def test_undo_and_redo(place: Guild) -> None:
    first, second = await edited(place)
    blobs = place.house.parts.blobs
    await place.click("Undo", on=place.last)
    assert place.last.content.startswith("Step 1 of 2: edit “remove the red cup”")
    assert await file_of(place) == await blobs.get(first.variants[0].asset.sha256)
    await place.restart()
    await place.click("Redo")
    assert place.last.content.startswith("Step 2 of 2: edit “make the lamp blue”")
    assert await file_of(place) == await blobs.get(second.variants[0].asset.sha256)


@in_guild
async def test_the_picture_that_it_began_with_has_all_buttons(place: Guild) -> None:
    first, _ = await edited(place)
    await place.call("back to the original")
    assert labels(place.last)[-1] == ["Original", "Details", "Redo"]
    assert await file_of(place) == await place.house.parts.blobs.get(first.spec.inputs[0].sha256)
    await place.click("Cut out")
    (job,) = await place.house.owed()
    assert job.spec.inputs == first.spec.inputs
    assert job.spec.lineage == Lineage(first.id, (), "cutout")  # beside it, and of none of its own


@in_guild
async def test_a_reply_to_a_step_goes_on_from_it(place: Guild) -> None:
    first, _ = await edited(place)
    await place.call("step 1")
    shown = place.last
    await place.call("a fox in the snow")
    await place.finish()
    await place.call("make it darker", reply_to=shown)
    (job,) = await place.house.owed()
    assert job.spec.inputs == (first.variants[0].asset,)


@in_guild
async def test_details_show_the_steps_to_the_one_who_asks(place: Guild) -> None:
    await edited(place)
    told = await place.click("Details", on=place.last)
    assert told.ephemeral
    assert "1: edit “remove the red cup”" in told.response.content
    (strip,) = told.response.attachments
    plan = laid_out([(48, 32)] * 3)
    with Image.open(BytesIO(await strip.read())) as picture:
        assert picture.size == (plan.width, plan.height)
