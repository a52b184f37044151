"""Reference sets in a conversation: saved, shown, shared and changed, and what is refused."""

from dataclasses import replace

import pytest

from core.actions import Verb
from core.replies import Kind, Reply
from core.sets import MOST_PICTURES, MOST_WORDS, ReferenceSet
from tests.core.talk import Talk, job_of, photo, reply_of

RED, BLUE = photo("red"), photo("blue")


@pytest.fixture
async def talk() -> Talk:
    """A conversation with a worker that serves every model."""
    talk = Talk()
    await talk.worker()
    return talk


async def told(talk: Talk, words: str, *files: bytes, **more: object) -> Reply:
    return reply_of(await talk.say(words, *files, **more))


async def kept(talk: Talk, name: str, person: str = "ada") -> ReferenceSet:
    found = await talk.sets.owned([person], name)
    assert found is not None
    return found


async def test_pictures_that_come_along_are_saved_and_shown(talk: Talk) -> None:
    reply = await told(talk, "save these as @Mia", RED, BLUE)
    assert (reply.text, reply.lines) == ("Saved as @Mia.", ("2 pictures",))
    content = (await kept(talk, "mia")).content
    assert tuple(one.asset for one in reply.shown) == content.pictures
    assert [one.alt for one in reply.shown] == ["Picture 1 of @Mia", "Picture 2 of @Mia"]


async def test_a_result_that_is_replied_to_is_saved(talk: Talk) -> None:
    grid = await talk.made()
    await told(talk, "save 2 and 4 as @mia", reply_to=grid.id)
    await told(talk, "save this as @lea", reply_to=grid.id, variant=3)
    await told(talk, "save these as @all", reply_to=grid.id)
    saved = [[*(await kept(talk, name)).content.pictures] for name in ("mia", "lea", "all")]
    every = [one.asset for one in grid.variants]
    assert saved == [[every[1], every[3]], [every[2]], every]


async def test_the_latest_result_is_meant_where_nothing_else_is(talk: Talk) -> None:
    grid = await talk.made()
    await talk.press(Verb.OPEN, grid, 2)
    await told(talk, "save this as @mia")
    assert (await kept(talk, "mia")).content.pictures == (grid.variants[1].asset,)


async def test_pictures_of_a_command_that_was_refused_are_not_lost(talk: Talk) -> None:
    assert (await told(talk, "/set save @a!b", RED, BLUE)).error == "BadName"
    await told(talk, "/set save @ab")
    assert len((await kept(talk, "ab")).content.pictures) == 2


async def test_saving_again_makes_a_version_and_use_goes_back(talk: Talk) -> None:
    await told(talk, "save this as @mia", RED)
    second = await told(talk, "save this as @mia", BLUE)
    assert second.text == "Saved as @mia, version 2."
    assert second.lines[-1] == "the one before is @mia:1"
    assert (await told(talk, "/set show @mia:1")).text == "@mia, version 1 of 2"
    back = await told(talk, "/set use @mia:1")
    assert back.text == "@mia is version 1 of 2 from now on."
    assert (await kept(talk, "mia")).version == 1


async def test_added_pictures_come_after_those_before(talk: Talk) -> None:
    await told(talk, "save this as @mia", RED)
    await told(talk, "/set add @mia", BLUE)
    both = await kept(talk, "mia")
    before = await talk.sets.at(both.id, 1)
    assert before is not None
    assert before.content.pictures == both.content.pictures[:1]
    assert len(both.content.pictures) == 2


async def test_a_set_has_no_more_than_the_limit_and_says_so(talk: Talk) -> None:
    for start in (0, 10):
        shades = [photo(f"#0000{shade:02x}") for shade in range(start, start + 10)]
        await told(talk, "/set add @mia", *shades)
    reply = await told(talk, "/set add @mia", RED)
    cut = f"the first {MOST_PICTURES} of {MOST_PICTURES + 1} pictures: a set has no more"
    assert cut in reply.lines
    assert "11 more are not shown here" in reply.lines
    assert len((await kept(talk, "mia")).content.pictures) == MOST_PICTURES


async def test_a_brand_has_the_colours_of_its_pictures_and_shows_them(talk: Talk) -> None:
    reply = await told(talk, "/set brand @acme", photo("#b5462a"), photo("#16244f"))
    assert (await kept(talk, "acme")).content.palette == ("#b5462a", "#16244f")
    assert reply.lines[1] == "palette: brick red #b5462a, navy #16244f"
    assert [one.name for one in reply.shown] == ["acme-1", "acme-2", "acme-palette"]
    assert reply.shown[-1].asset.media_type == "image/png"


async def test_everything_of_a_brand_can_be_changed_and_taken_away(talk: Talk) -> None:
    await told(talk, "/set words @acme warm light, film grain")
    await told(talk, "/set avoid @acme neon")
    await told(talk, "/set ratios @acme 16:9 1:1")
    await told(talk, "/set logo @acme", RED)
    await told(talk, "/set palette @acme ivory, #16244f")
    content = (await kept(talk, "acme")).content
    assert (content.added, content.avoided, content.logo is not None) == (
        "warm light, film grain", "neon", True,
    )  # fmt: skip
    assert ([one.title for one in content.ratios], content.palette) == (
        ["16:9", "1:1"], ("#fffff0", "#16244f"),
    )  # fmt: skip
    for name in ("words", "avoid", "ratios", "logo", "palette"):
        await told(talk, f"/set {name} @acme none")
    assert (await kept(talk, "acme")).content.files == ()
    assert (await kept(talk, "acme")).version == 10


async def test_what_is_listed(talk: Talk) -> None:
    assert (await told(talk, "my sets")).text.startswith("There are no reference sets yet")
    await told(talk, "save this as @mia", RED)
    await told(talk, "save this as @rex", BLUE, person="bob")
    await told(talk, "share @rex", person="bob")
    lines = (await told(talk, "/sets")).lines
    assert lines[:2] == ("@mia: 1 picture", "@rex: 1 picture (shared here)")


async def test_what_is_shared_is_used_by_others_and_changed_by_nobody_else(talk: Talk) -> None:
    await told(talk, "save this as @mia", RED)
    assert (await told(talk, "@mia in a café", person="bob")).error == "UnknownSet"
    await told(talk, "share @mia")
    assert job_of(await talk.say("@mia in a café", person="bob")).spec.inputs
    assert (await told(talk, "@mia in a café", person="bob", channel="other")).error == "UnknownSet"
    for change in ("delete @mia", "rename @mia to @x", "/set words @mia x", "/set use @mia:1"):
        assert (await told(talk, change, person="bob")).error == "NotYourSet"
    await told(talk, "unshare @mia")
    assert (await told(talk, "@mia in a café", person="bob")).error == "UnknownSet"


async def test_who_looks_after_a_channel_ends_sharing_there(talk: Talk) -> None:
    await told(talk, "save this as @mia", RED)
    await told(talk, "share @mia")
    assert (await told(talk, "unshare @mia", person="bob")).error == "NotYourSet"
    reply = await told(talk, "unshare @mia", person="mod", moderates=True)
    assert reply.text == "@mia is no longer shared here."
    assert await talk.sets.here("studio") == ()


async def test_accounts_that_are_linked_have_the_same_sets(talk: Talk) -> None:
    await told(talk, "save this as @mia", RED)
    talk.memory.links |= {"ada": "ada2", "ada2": "ada"}
    assert (await told(talk, "save this as @mia", BLUE, person="ada2")).text.endswith("version 2.")
    asked = await told(talk, "delete @mia", person="ada2")
    assert (asked.kind, asked.text) == (Kind.QUESTION, "Shall I delete @mia with 2 versions?")
    ((drop,),) = asked.rows
    assert (await told(talk, "", action=drop.action, person="bob")).error == "NotYourSet"
    assert (await kept(talk, "mia")).newest == 2
    done = await told(talk, "", action=drop.action, person="ada2")
    assert done.text == "Deleted @mia with 2 versions."
    assert (await told(talk, "", action=drop.action, person="ada2")).error == "SetGone"


async def test_who_says_yes_at_once_is_not_asked(talk: Talk) -> None:
    await told(talk, "save this as @mia", RED)
    assert (await told(talk, "/set delete @mia yes")).text == "Deleted @mia with 1 version."


async def test_others_of_that_name_do_not_come_in_between(talk: Talk) -> None:
    await told(talk, "save this as @mia", RED, person="bob")
    await told(talk, "share @mia", person="bob")
    reply = await told(talk, "save this as @mia", BLUE)
    assert reply.lines[-1] == "somebody else’s @mia is shared here; yours comes first"
    assert (await told(talk, "share @mia")).error == "NameTaken"


@pytest.mark.parametrize(
    ("words", "error"),
    [
        pytest.param("show @nobody", "UnknownSet", id="no such set"),
        pytest.param("/set show @mia:7", "NoSuchVersion", id="no such version"),
        pytest.param("@mia:7 in a café", "NoSuchVersion", id="no such version in a request"),
        pytest.param("rename @mia to @rex", "NameTaken", id="a name that is taken"),
        pytest.param("/set rename @mia", "BadName", id="no new name"),
        pytest.param("rename @mia to @Everyone", "NameForAll", id="everybody's name"),
        pytest.param(
            "/set words @here warm light", "NameForAll", id="everybody's name, for a new one"
        ),
        pytest.param("/set palette @mia blurple", "BadColour", id="no colour"),
        pytest.param("/set ratios @mia wide", "BadFlag", id="no ratio"),
        pytest.param("/set words @mia", "BadFlag", id="no words"),
        pytest.param("/set words @mia " + "x" * (MOST_WORDS + 1), "BadFlag", id="too many words"),
        pytest.param("/set palette @empty", "PictureNeeded", id="nothing to take colours from"),
        pytest.param("/set fly @mia", "UnknownDeed", id="no such command"),
    ],
)
async def test_what_is_refused_changes_nothing(talk: Talk, words: str, error: str) -> None:
    await told(talk, "save this as @mia", RED)
    await told(talk, "save this as @rex", BLUE)
    before = await talk.sets.every(["ada"])
    reply = await told(talk, words)
    assert (reply.kind, reply.error) == (Kind.ERROR, error)
    assert await talk.sets.every(["ada"]) == before


async def test_there_has_to_be_a_picture(talk: Talk) -> None:
    assert (await told(talk, "save this as @mia")).error == "PictureNeeded"


async def test_a_number_that_is_not_there(talk: Talk) -> None:
    grid = await talk.made()
    for number in (0, 5):
        reply = await told(talk, f"save {number} as @mia", reply_to=grid.id)
        assert reply.error == "NothingToSelect"
    assert (await told(talk, "/set save @mia 3", RED, BLUE)).error == "NothingToSelect"


async def test_what_is_unfit_is_not_saved(talk: Talk) -> None:
    grid = await talk.made()
    first, *others = grid.variants
    marked = replace(grid, variants=(replace(first, marked=True), *others))
    talk.memory.jobs[grid.id] = marked
    assert (await told(talk, "save 1 as @mia", reply_to=grid.id)).error == "UnsafeInput"
    assert (await told(talk, "save 2 as @mia", reply_to=grid.id)).kind is Kind.NOTICE


async def test_results_of_another_channel_cannot_be_saved(talk: Talk) -> None:
    grid = await talk.made()
    reply = await told(talk, "save this as @mia", reply_to=grid.id, channel="other", person="bob")
    assert reply.error == "TargetGone"
