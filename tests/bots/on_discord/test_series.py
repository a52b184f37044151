"""Series and sharper versions in Discord: a command, buttons in nobody's way, and a switch."""

from core.coaching import OPEN
from tests.bots.on_discord.guild import Guild, in_guild
from tests.core.talk import coach, photo

IDEAS = next(one.ideas["any"] for one in coach().tongues if one.code == "en")
SCENES = "a red fox: in the snow | at sea"


def labels(message: object) -> list[list[str]]:
    """What the buttons of a message say."""
    rows = getattr(message, "components", [])
    return [[one.label for one in row.children] for row in rows]


@in_guild
async def test_a_command_makes_a_series(place: Guild) -> None:
    await place.ada.slash(place.channel, "series", scenes=SCENES)
    (job,) = await place.house.owed()
    assert job.spec.prompt.scenes == ("in the snow", "at sea")
    assert job.spec.inputs == ()


@in_guild
async def test_of_the_pictures_that_come_with_it(place: Guild) -> None:
    given = ("fox.png", photo())
    await place.ada.slash(place.channel, "series", scenes=SCENES, image1=given)
    (job,) = await place.house.owed()
    assert (len(job.spec.inputs), job.spec.prompt.scenes) == (1, ("in the snow", "at sea"))


@in_guild
async def test_a_hostile_scene_does_nothing(place: Guild) -> None:
    await place.ada.slash(place.channel, "series", scenes="a fox: @everyone **in** | `at` ~~sea~~")
    await place.finish()
    assert "@everyone" not in place.last.content
    assert r"\*\*in\*\*" in place.last.content


@in_guild
async def test_a_grid_of_four_keeps_its_rows_beside_a_sharper_version(place: Guild) -> None:
    await place.call("something nice")
    await place.finish()
    *variants, whole = labels(place.last)
    assert [len(row) for row in variants] == [5, 5, 5, 5]
    assert whole[:4] == ["More", "Compare", "Details", "Delete"]
    assert len(whole) == 5
    assert f"-# {OPEN}" in place.last.content
    await place.click(whole[4])
    (job,) = await place.house.owed()
    assert job.spec.prompt.words in IDEAS


@in_guild
async def test_two_have_a_row_where_there_is_room(place: Guild) -> None:
    await place.call("something nice --n 2")
    await place.finish()
    assert [len(row) for row in labels(place.last)] == [5, 5, 4, 1, 1]


@in_guild
async def test_a_place_can_switch_it_off(place: Guild) -> None:
    told = await place.owner.slash(place.channel, "set defaults", coaching="off")
    assert "-# coaching: off" in told.response.content
    await place.call("something nice")
    (job,) = await place.house.owed()
    assert job.spec.coached is None


@in_guild
async def test_where_the_last_row_is_full_the_one_before_takes_it(place: Guild) -> None:
    await place.call("combine these", photo("teal"), photo("red"))
    await place.finish()
    *_, fourth, whole = labels(place.last)
    assert (len(whole), fourth[4:]) == (5, ["The first, in the colours of the second"])
