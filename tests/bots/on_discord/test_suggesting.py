"""What Discord offers while somebody types."""

from dataclasses import replace

import pytest

from core.errors import NoRedis
from core.ports import Announcement
from tests.bots.house import YEARS
from tests.bots.on_discord.guild import Guild, in_guild
from tests.bots.on_discord.test_setting import SECOND, two_models
from tests.bots.on_web.studio import CARD


@pytest.mark.parametrize(
    ("typed", "values"),
    [
        pytest.param("", ["tints", "second"], id="all"),
        pytest.param("SEC", ["second"], id="part of a name"),
        pytest.param("moon", [], id="none"),
    ],
)
@pytest.mark.parametrize("command", ["imagine", "set defaults"])
@in_guild
async def test_models_that_run(place: Guild, command: str, typed: str, values: list[str]) -> None:
    await two_models(place)
    found = await place.owner.autocomplete(place.channel, command, "model", typed)
    assert [one["value"] for one in found] == values


@in_guild
async def test_a_model_that_does_not_run_is_not_offered(place: Guild) -> None:
    place.cards(CARD, SECOND)
    found = await place.ada.autocomplete(place.channel, "imagine", "model", "")
    assert [one["name"] for one in found] == ["Tints: tints"]


@in_guild
async def test_without_redis_nothing_is_offered(
    place: Guild, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away() -> None:
        raise NoRedis(detail="connection refused")

    monkeypatch.setattr(place.house.queue, "fleet", away)
    assert await place.ada.autocomplete(place.channel, "imagine", "model", "") == []


@in_guild
async def test_earlier_results_of_the_channel(place: Guild) -> None:
    for words in ("a lighthouse", "a fox in the snow", "a lighthouse"):
        await place.call(words)
        await place.finish()
    await place.call("never made")
    elsewhere = place.guild.create_text_channel("elsewhere")
    found = await place.ada.autocomplete(place.channel, "recall", "words", "")
    told = [one["name"].partition(" UTC: ")[2] for one in found]
    assert told == [
        "imagine “a lighthouse”",
        "imagine “a fox in the snow”",
        "imagine “a lighthouse”",
    ]
    found = await place.ada.autocomplete(place.channel, "recall", "words", "SNOW")
    assert [one["name"].partition(" UTC: ")[2] for one in found] == ["imagine “a fox in the snow”"]
    assert await place.ada.autocomplete(elsewhere, "recall", "words", "") == []


@pytest.mark.parametrize("what", ["command history", "channel here"])
@in_guild
async def test_results_are_not_offered_to_whom_they_are_closed(place: Guild, what: str) -> None:
    await place.call("a secret lighthouse")
    await place.finish()
    closed = what.replace("here", str(place.channel.id))
    await place.owner.slash(place.channel, "set only", what=closed)
    for person, count in ((place.bob, 0), (place.owner, 1)):
        found = await person.autocomplete(place.channel, "recall", "words", "")
        assert len(found) == count


@pytest.mark.parametrize(
    ("what", "values"),
    [
        pytest.param("model second", ["tints"], id="a model"),
        pytest.param("command imagine", [], id="the command"),
        pytest.param("command edit", ["tints", "second"], id="another command"),
    ],
)
@in_guild
async def test_models_are_not_offered_to_whom_they_are_closed(
    place: Guild, what: str, values: list[str]
) -> None:
    await two_models(place)
    await place.owner.slash(place.channel, "set only", what=what)
    found = await place.bob.autocomplete(place.channel, "imagine", "model", "")
    assert [one["value"] for one in found] == values


@in_guild
async def test_long_words_are_cut_to_what_discord_takes(place: Guild) -> None:
    await place.call("a lighthouse " * 30)
    await place.finish()
    (one,) = await place.ada.autocomplete(place.channel, "recall", "words", "")
    assert len(one["name"]) == 100
    assert len(one["value"]) <= 100


@in_guild
async def test_what_is_chosen_is_opened(place: Guild) -> None:
    for words in ("a fox", "a lighthouse", "a fox"):
        await place.call(words)
        await place.finish()
    found = await place.ada.autocomplete(place.channel, "recall", "words", "light")
    await place.ada.slash(place.channel, "recall", words=found[0]["value"])
    assert place.last.content.startswith("1 of 4: “a lighthouse”")
    assert len(place.last.attachments) == 1


@in_guild
async def test_only_what_was_found_is_recalled(place: Guild) -> None:
    for words in ("a fox", "a lighthouse"):
        await place.call(words)
        await place.finish()
    await place.ada.slash(place.channel, "recall", words="fox")
    above, *results = place.last.content.splitlines()
    assert above == "Found for “fox”:"
    assert len(results) == 1


@in_guild
async def test_no_more_than_discord_takes(place: Guild) -> None:
    cards = [replace(CARD, name=f"model-{n}", title=f"Model {n}") for n in range(30)]
    place.cards(*cards)
    names = tuple(card.name for card in cards)
    await place.house.queue.announce(Announcement("many", names, "here", ()), seconds=YEARS)
    assert len(await place.ada.autocomplete(place.channel, "imagine", "model", "")) == 25
