"""Menus on messages: a result of ours, pictures of others however they are shown, or neither."""

from typing import Any

import pytest

from core.catalogue import Intent
from core.jobs import Job
from core.replies import Progress
from tests.bots.on_discord.guild import Guild, in_guild
from tests.bots.on_discord.server import Json, person, until
from tests.bots.on_discord.wire import Connected, connected
from tests.core.talk import photo

MENUS = {
    "Use in Easel": Intent.RESTYLE,
    "Edit": Intent.RESTYLE,  # what the words ask for exactly
    "Animate": Intent.ANIMATE,
    "Describe": Intent.DESCRIBE,
}
NONE = "⚠️ There is no picture in that message; choose one that shows a picture."


async def made(place: Guild, count: int) -> Job:
    """A finished result in the channel."""
    await place.ada.slash(place.channel, "imagine", prompt="a lighthouse", count=count)
    return await place.finish()


async def opened(place: Guild, number: int) -> None:
    """A variant of the grid that is the latest message."""
    row = place.last.components[number - 1]
    await place.ada.click(place.last, custom_id=row.children[-1].custom_id)


async def chosen(place: Guild, menu: str, message: Any, **answers: Any) -> Job:
    """The job of a menu, after its question was answered, if it asks one."""
    shown = await place.ada.context_menu(place.channel, menu, message)
    if shown.modal is not None:
        asked = [one["component"]["custom_id"] for one in shown.modal["components"]]
        given = {name: value for name, value in answers.items() if name in asked}
        await place.ada.submit_modal(shown, given)
    (job,) = await place.house.owed()
    return job


@pytest.mark.parametrize("menu", MENUS)
@in_guild
async def test_a_grid_asks_which_one(place: Guild, menu: str) -> None:
    before = await made(place, 4)
    job = await chosen(place, menu, place.last, words="as a watercolour", which=["3"])
    assert job.spec.intent is MENUS[menu]
    assert job.spec.inputs == (before.variants[2].asset,)
    assert job.spec.lineage is not None
    assert (job.spec.lineage.job, job.spec.lineage.variants) == (before.id, (3,))


@pytest.mark.parametrize("menu", MENUS)
@pytest.mark.parametrize(("count", "number"), [(1, 1), (4, 3)], ids=["single", "opened"])
@in_guild
async def test_what_shows_one_variant_means_that_one(
    place: Guild, menu: str, count: int, number: int
) -> None:
    before = await made(place, count)
    if count > 1:
        await opened(place, number)
    await place.restart()
    job = await chosen(place, menu, place.last, words="as a watercolour")
    assert job.spec.inputs == (before.variants[number - 1].asset,)
    assert job.spec.lineage is not None
    assert job.spec.lineage.job == before.id


@in_guild
async def test_a_reply_to_an_opened_variant_means_that_one(place: Guild) -> None:
    before = await made(place, 4)
    await opened(place, 3)
    await place.call("turn it into a watercolour", reply_to=place.last)
    (job,) = await place.house.owed()
    assert job.spec.inputs == (before.variants[2].asset,)


@pytest.mark.parametrize("menu", MENUS)
@in_guild
async def test_a_message_without_a_picture_has_none(place: Guild, menu: str) -> None:
    await made(place, 4)
    theirs = await place.bob.send(place.channel, "just words")
    await place.ada.slash(place.channel, "history")
    for message in (theirs, place.last):
        told = await place.ada.context_menu(place.channel, menu, message)
        assert told.ephemeral
        assert told.response.content == NONE
    assert not await place.house.owed()


@in_guild
async def test_a_preview_is_no_picture_yet(place: Guild) -> None:
    await place.call("a lighthouse")
    (job,) = await place.house.owed()
    await place.tell(Progress(job.id, 0.5, "variant 2 of 4", preview="SlBFRw=="))
    told = await place.ada.context_menu(place.channel, "Animate", place.last)
    assert told.response.content == NONE
    assert await place.house.owed() == [job]


@in_guild
async def test_describe_says_what_a_photo_shows(place: Guild) -> None:
    theirs = await place.bob.send(place.channel, "my cat", attachments=[("cat.png", photo())])
    job = await chosen(place, "Describe", theirs)
    assert (job.spec.intent, len(job.spec.inputs)) == (Intent.DESCRIBE, 1)


@in_guild
async def test_a_forwarded_picture_counts(place: Guild) -> None:
    theirs = await place.bob.send(place.channel, "my cat", attachments=[("cat.png", photo())])
    again = await place.bob.forward(theirs, place.channel)
    job = await chosen(place, "Animate", again)
    assert len(job.spec.inputs) == 1


def media(url: str) -> Json:
    """A picture that is shown from an address."""
    return {"url": "http://10.0.0.1/inside.png", "proxy_url": url, "width": 48, "height": 32}


def of_components(*components: Json) -> Json:
    """What a message has that is made of components."""
    return {"flags": 1 << 15, "components": list(components)}


def shown_by(kind: str, url: str) -> Json:
    """What a message has that shows a picture."""
    text = {"type": 10, "id": 3, "content": "look"}
    thumbnail = {"type": 11, "id": 2, "media": media(url)}
    section = {"type": 9, "id": 4, "components": [text], "accessory": thumbnail}
    file = {"type": 13, "id": 1, "file": media(url), "name": "a.png", "size": 9}
    return {
        "link": {"embeds": [{"type": "image", "url": "http://x", "thumbnail": media(url)}]},
        "embed": {"embeds": [{"type": "rich", "title": "look", "image": media(url)}]},
        "gallery": of_components({"type": 12, "id": 1, "items": [{"media": media(url)}]}),
        "file": of_components(file),
        "container": of_components({"type": 17, "id": 9, "components": [section]}),
    }[kind]


async def described(easel: Connected, message: Json) -> None:
    """Ada chooses a message from the menu."""
    data = {
        "id": "1",
        "name": "Describe",
        "type": 3,
        "target_id": message["id"],
        "resolved": {"messages": {message["id"]: message}},
    }
    await easel.server.interaction(2, data)


@pytest.mark.parametrize("kind", ["link", "embed", "gallery", "file", "container"])
async def test_pictures_that_are_not_attached_count(
    monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    async with connected(monkeypatch) as easel:
        easel.server.cdn["/cdn/cat.png"] = photo()
        url = easel.server.origin + "/cdn/cat.png"
        written = easel.server.written("", person(777, "other", bot=True), **shown_by(kind, url))
        await described(easel, written)
        await until(lambda: bool(easel.home.memory.jobs))
        (job,) = await easel.home.owed()
        assert (job.spec.intent, len(job.spec.inputs)) == (Intent.DESCRIBE, 1)


async def test_a_picture_that_cannot_be_fetched_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    async with connected(monkeypatch) as easel:
        url = easel.server.origin + "/cdn/cat.png"
        written = easel.server.written("", person(777, "x", bot=True), **shown_by("embed", url))
        await described(easel, written)
        told = "⚠️ cat.png could not be fetched from the chat; please send it again."
        await until(lambda: told in [one["content"] for one in easel.server.messages.values()])
