"""What the history says above its results, and which of them come first."""

import pytest

from tests.bots.on_discord.guild import Guild, in_guild


@pytest.mark.parametrize("asked", ["/history", "history", "verlauf", "historique", "historial"])
@in_guild
async def test_who_asks_for_the_history_gets_the_latest_first(place: Guild, asked: str) -> None:
    words = asked.removeprefix("/")
    for prompt in (f"a lesson in the {words} of ships", "a lighthouse"):
        await place.call(prompt)
        await place.finish()
    if asked.startswith("/"):
        await place.ada.slash(place.channel, words)
    else:
        await place.call(asked)
    first, *results = place.last.content.splitlines()
    assert first == "The latest results here:"
    assert [line.split("“")[1].split("”")[0] for line in results] == [
        "a lighthouse",
        f"a lesson in the {words} of ships",
    ]


@in_guild
async def test_a_result_of_the_history_is_made_again(place: Guild) -> None:
    for prompt in ("a fox", "a lighthouse"):
        await place.call(prompt)
        await place.finish()
    await place.ada.slash(place.channel, "history")
    await place.click("More of 2")
    (job,) = await place.house.owed()
    assert job.spec.prompt.words == "a fox"


@in_guild
async def test_what_failed_is_tried_again(place: Guild) -> None:
    await place.call("a lighthouse, fail")
    failed = await place.finish()
    await place.click("Try again")
    (job,) = await place.house.owed()
    assert (job.spec.prompt, job.spec.seed) == (failed.spec.prompt, failed.spec.seed)


@in_guild
async def test_words_find_what_was_made_with_them(place: Guild) -> None:
    for prompt in ("a fox", "a **lighthouse** for @everyone", "a boat"):
        await place.call(prompt)
        await place.finish()
    await place.ada.slash(place.channel, "history", words="lighthouses")
    first, *results = place.last.content.splitlines()
    assert first == "Found for “lighthouses”:"
    assert len(results) == 1
    assert "\\*\\*lighthouse\\*\\*" in results[0]
    assert "@everyone" not in results[0]


@in_guild
async def test_pages_are_turned_after_a_restart(place: Guild) -> None:
    for prompt in ("a fox", "a boat", "a lighthouse", "a castle", "a tree"):
        await place.call(prompt)
        await place.finish()
    await place.ada.slash(place.channel, "history")
    await place.restart()
    await place.click("Older", on=place.last)
    _, *results = place.last.content.splitlines()
    assert [line.split("“")[1].split("”")[0] for line in results] == ["a fox"]


@in_guild
async def test_a_star_is_told_to_the_one_who_pressed_alone(place: Guild) -> None:
    await place.call("a lighthouse")
    await place.finish()
    told = await place.click("3 ★")
    assert told.response.content.startswith("★ Among your favourites now: 3 of 4.")
    assert told.response.flags.ephemeral
    await place.call("my favourites")
    assert place.last.content.startswith("Found, your favourites:\n-# 1. imagine “a lighthouse”")
    assert place.last.content.endswith("· ★ 3")
