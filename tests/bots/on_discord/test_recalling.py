"""Recalling in Discord: buttons under Details, a reply with a picture, and options of /recall."""

from typing import Any

from core.catalogue import Intent
from core.jobs import Job
from tests.bots.on_discord.guild import Guild, in_guild
from tests.core.talk import photo

OTHER = ("other.png", photo("navy", (64, 64)))


async def restyled(place: Guild) -> Job:
    """A photo in another look."""
    await place.call("make it a watercolour --n 2 --seed 9", photo())
    return await place.finish()


async def details(place: Guild) -> tuple[Any, dict[str, str]]:
    """What Details show to the one who pressed it, and its buttons by what they say."""
    told = (await place.click("Details")).response
    rows = (one["components"] for one in told.components)
    return told, {one["label"]: one["custom_id"] for row in rows for one in row}


async def pressed(place: Guild, label: str) -> Any:
    """A button under Details, pressed."""
    told, buttons = await details(place)
    return await place.ada.click(told, custom_id=buttons[label])


@in_guild
async def test_details_offer_to_recall(place: Guild) -> None:
    await restyled(place)
    _, buttons = await details(place)
    assert [*buttons][:3] == ["Again exactly", "With other words…", "On another picture…"]


@in_guild
async def test_a_picture_is_uploaded_in_the_question(place: Guild) -> None:
    first = await restyled(place)
    shown = await pressed(place, "On another picture…")
    await place.ada.submit_modal(shown, {"pictures": [OTHER], "words": ""})
    (job,) = await place.house.owed()
    assert (job.spec.recalls, job.spec.seed, job.spec.count) == (first.id, 9, 2)
    assert job.spec.inputs != first.spec.inputs
    assert job.spec.prompt.words == first.spec.prompt.words


@in_guild
async def test_other_words_are_asked_for(place: Guild) -> None:
    first = await restyled(place)
    shown = await pressed(place, "With other words…")
    await place.ada.submit_modal(shown, {"words": "make it an oil painting"})
    (job,) = await place.house.owed()
    assert (job.spec.prompt.words, job.spec.seed) == ("make it an oil painting", 9)
    assert job.spec.inputs == first.spec.inputs


@in_guild
async def test_a_reply_with_a_picture(place: Guild) -> None:
    first = await restyled(place)
    await place.call("same settings on this", OTHER[1], reply_to=place.last)
    (job,) = await place.house.owed()
    assert (job.spec.recalls, job.spec.intent) == (first.id, Intent.RESTYLE)


@in_guild
async def test_a_result_is_chosen_while_typing(place: Guild) -> None:
    first = await restyled(place)
    (found,) = await place.ada.autocomplete(place.channel, "recall", "words", "water")
    chosen = {"words": found["value"], "other": "make it an oil painting", "image": OTHER}
    await place.ada.slash(place.channel, "recall", **chosen)
    (job,) = await place.house.owed()
    assert (job.spec.recalls, job.spec.prompt.words) == (first.id, "make it an oil painting")
    assert job.spec.inputs != first.spec.inputs


@in_guild
async def test_its_id_will_do(place: Guild) -> None:
    first = await restyled(place)
    await place.ada.slash(place.channel, "recall", words=first.id, other="make it oil")
    (job,) = await place.house.owed()
    assert (job.spec.recalls, job.spec.prompt.words) == (first.id, "make it oil")


@in_guild
async def test_what_names_no_result_is_told_to_the_one_who_asked(place: Guild) -> None:
    await restyled(place)
    told = await place.ada.slash(place.channel, "recall", words="**fox**", other="a hen")
    assert told.ephemeral
    assert r"you gave “\*\*fox\*\*”" in told.response.content


@in_guild
async def test_hostile_words_of_then_call_nobody(place: Guild) -> None:
    await place.call("@everyone **look** --n 1")
    await place.finish()
    shown = await pressed(place, "With other words…")
    await place.ada.submit_modal(shown, {"words": "a hen"})
    await place.finish()
    assert "you recalled the settings of imagine" in place.last.content
    assert "@everyone" not in place.last.content
    assert r"\*\*look\*\*" in place.last.content
