"""The tree of a result, in words and buttons."""

import pytest

from core.actions import Action, Verb
from core.replies import Reply
from core.trees import MOST_BUTTONS, MOST_LINES
from tests.core.talk import Talk, labels, photo, reply_of
from tests.core.test_family import after


@pytest.fixture
async def talk() -> Talk:
    """The twins, with a worker."""
    one = Talk()
    await one.worker()
    return one


async def branched(talk: Talk) -> Reply:
    """The tree of four steps, the last one beside the third."""
    first = await talk.made("as a watercolour --n 2", photo())
    second = await after(talk, first, "2 at night --n 1")
    await after(talk, second, "as a linocut --n 1")
    await after(talk, second, "in the fog --n 1")
    return reply_of(await talk.press(Verb.TREE, second))


async def test_each_step_is_a_line_and_branches_are_set_in(talk: Talk) -> None:
    reply = await branched(talk)
    assert [line.partition(",")[0] for line in reply.lines] == [
        "1: restyle “as a watercolour”",
        "2: restyle “2 at night”",
        "  3: restyle “as a linocut”",
        "  3b: restyle “in the fog”",
    ]
    assert ", from 1, picture 2, " in reply.lines[1]
    assert [", from 2, " in line for line in reply.lines] == [False, False, True, True]
    assert reply.lines[1].endswith("(here)")


@pytest.mark.parametrize(
    "words", ["step 0 as a linocut --n 1", "start again from the photo as a comic"]
)
async def test_what_begins_with_the_photo_again_is_a_branch(talk: Talk, words: str) -> None:
    await branched(talk)
    begun = await talk.end(await talk.begin(words))
    lines = reply_of(await talk.press(Verb.TREE, begun)).lines
    assert len(lines) == 5
    assert any(line.endswith("(here)") for line in lines)
    assert "0: the picture" in "\n".join(reply_of(await talk.press(Verb.DETAILS, begun)).lines)


async def test_the_way_to_the_result_has_the_numbers_alone(talk: Talk) -> None:
    await branched(talk)
    tip = await talk.history.latest("studio")
    assert tip is not None
    reply = reply_of(await talk.press(Verb.TREE, tip))
    assert [line.partition(",")[0].strip() for line in reply.lines[2:]] == [
        "3b: restyle “as a linocut”",
        "3: restyle “in the fog”",
    ]


async def test_every_other_step_is_opened_by_a_button(talk: Talk) -> None:
    reply = await branched(talk)
    assert labels(reply) == [["Open 1", "Open 3", "Open 3b"]]
    opened = reply_of(await talk.say(action=reply.rows[0][2].action))
    assert "in the fog" in opened.text


@pytest.mark.parametrize(
    "words",
    ["show the lineage", "Zeig mir den Stammbaum", "montre la lignée", "muéstrame el linaje"],
    ids=["en", "de", "fr", "es"],
)
async def test_words_ask_for_it(talk: Talk, words: str) -> None:
    await branched(talk)
    assert reply_of(await talk.say(words)).text.startswith("The tree of ")


async def test_a_deleted_step_is_a_place_without_words(talk: Talk) -> None:
    first = await talk.made("as a watercolour --n 1", photo())
    second = await after(talk, first, "my secret --n 1")
    third = await after(talk, second)
    await talk.press(Verb.DELETE, second)
    reply = reply_of(await talk.press(Verb.TREE, third))
    assert reply.lines[1] == "2: deleted, from 1, picture 1"
    assert "secret" not in " ".join(reply.lines)


async def test_of_a_large_tree_the_latest_have_buttons(talk: Talk) -> None:
    first = await talk.made("as a watercolour --n 1", photo())
    for _ in range(MOST_LINES + 3):
        await after(talk, first)
    reply = reply_of(await talk.press(Verb.TREE, first))
    assert reply.lines[-1] == "… and 4 more"
    buttons = [one for row in reply.rows for one in row]
    assert len(buttons) == MOST_BUTTONS
    assert all(Action.unpack(one.action).verb is Verb.OPEN for one in buttons)


async def test_numbers_are_those_of_the_way(talk: Talk) -> None:
    first = await talk.made("as a watercolour --n 1", photo())
    second = await after(talk, first)
    third = await after(talk, second)
    await talk.press(Verb.DELETE, first)
    tree = reply_of(await talk.press(Verb.TREE, third))
    way = reply_of(await talk.press(Verb.DETAILS, third)).lines[-3:]
    assert [line[:2] for line in tree.lines] == [line[:2] for line in way] == ["1:", "2:", "3:"]


async def test_alone_it_says_so(talk: Talk) -> None:
    first = await talk.made("as a watercolour --n 1", photo())
    assert reply_of(await talk.press(Verb.TREE, first)).text == "Nothing came of this yet."
