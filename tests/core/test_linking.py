"""Codes and sentences of linked accounts, and what both accounts may go on from then."""

import re
from typing import Any

import pytest

from core.actions import Verb
from core.errors import AlreadyLinked, NotInPublic, TargetGone, WrongCode
from core.linking import ALPHABET, Account, link, new_code, read_code, unlink
from storage.clock import SystemClock
from storage.memory import Memory
from storage.memory_history import MemoryHistory
from storage.memory_links import MemoryLinks
from tests.core.talk import Talk, job_of, reply_of
from tests.values import SetClock

ADA, BOB = "ada", "bob"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        pytest.param("K7QM3XR9", "K7QM3XR9", id="as it is"),
        pytest.param(" k7qm-3xr9 ", "K7QM3XR9", id="as it is shown, in small letters"),
        pytest.param("K7QM 3XR9", "K7QM3XR9", id="with a blank"),
        pytest.param("oil0OIL1", "01100111", id="misread"),
    ],
)
def test_a_code_is_read_however_it_is_written(words: str, code: str) -> None:
    assert read_code(words) == code


@pytest.mark.parametrize("words", ["K7QM3XR", "K7QM3XR99", "K7QM3XU9", "K7QM3XRé", "", "help"])
def test_what_is_no_code(words: str) -> None:
    with pytest.raises(WrongCode):
        read_code(words)


def test_every_code_can_be_read() -> None:
    clock = SystemClock()
    codes = {new_code(clock) for _ in range(200)}
    assert len(codes) == 200
    assert all(read_code(code) == code for code in codes)
    assert set("".join(codes)) == set(ALPHABET)


class Both:
    """Ada's accounts on two platforms."""

    def __init__(self) -> None:
        self.clock, self.memory = SetClock(), Memory()
        self.links = MemoryLinks(self.memory, self.clock)

    async def account(self, platform: str, name: str) -> Account:
        """An account that is known."""
        history = MemoryHistory(self.memory, self.clock)
        return Account(await history.person(platform, name, name), platform, name)


async def test_the_whole_way() -> None:
    both = Both()
    ada, again = await both.account("discord", "Ada"), await both.account("telegram", "Ada L.")
    offered = await link("", ada, both.links, both.clock)
    found = re.fullmatch(r"Your code is (\w{4}-\w{4})", offered.text)
    assert found is not None
    assert offered.lines[0].startswith(f"Write /link {found[1]} to me on Telegram within")
    linked = await link(found[1].lower(), again, both.links, both.clock)
    assert linked.text == "Linked with Ada on Discord."
    for words in ("", found[1]):
        with pytest.raises(AlreadyLinked, match=r"Ada on Discord; /unlink"):
            await link(words, again, both.links, both.clock)
    assert (await unlink(ada, both.links)).text.startswith("Taken apart")
    assert "not linked" in (await unlink(again, both.links)).text


async def test_a_code_that_is_written_in_public_is_good_no_longer() -> None:
    both = Both()
    ada, again = await both.account("discord", "Ada"), await both.account("telegram", "Ada L.")
    code = (await link("", ada, both.links, both.clock)).text.split()[-1]
    for words in ("", "nonsense", code):
        with pytest.raises(NotInPublic):
            await link(words, again, both.links, both.clock, private=False)
    with pytest.raises(WrongCode):
        await link(code, again, both.links, both.clock)


class Linked:
    """Ada talks in her private chat and in another one, with two accounts; Bob has his own."""

    def __init__(self, linked: bool = True) -> None:
        self.talk = Talk()
        if linked:
            self.talk.memory.links |= {ADA: "ada too", "ada too": ADA}

    def here(self, private: bool = True, person: str = "ada too") -> dict[str, Any]:
        """The other chat."""
        return {"channel": "chat", "person": person, "private": private}


@pytest.mark.parametrize(
    ("linked", "person", "private", "told"),
    [
        pytest.param(True, "ada too", True, "Your latest results:", id="linked"),
        pytest.param(False, "ada too", True, "You have made nothing yet.", id="not linked"),
        pytest.param(True, BOB, True, "You have made nothing yet.", id="somebody else"),
        pytest.param(
            True, "ada too", False, "Nothing has been made in this channel yet.", id="in a group"
        ),
    ],
)
async def test_one_history_in_both(linked: bool, person: str, private: bool, told: str) -> None:
    both = Linked(linked)
    await both.talk.worker()
    await both.talk.made("make it a watercolour")
    reply = reply_of(await both.talk.say("history", **both.here(private, person)))
    assert reply.text == told
    assert bool(reply.rows) == (told == "Your latest results:")


async def test_results_of_a_group_are_in_ones_own_history() -> None:
    talk = Talk()
    await talk.worker()
    await talk.made("make it a watercolour", channel="group")
    await talk.made("make it a comic", channel="group", person=BOB)
    reply = reply_of(await talk.say("history", private=True))
    assert [line.split(" · ")[0] for line in reply.lines] == ["1. restyle “make it a watercolour”"]


@pytest.mark.parametrize(
    ("linked", "person", "private", "allowed"),
    [
        pytest.param(True, "ada too", True, True, id="linked"),
        pytest.param(False, "ada too", True, False, id="not linked"),
        pytest.param(True, BOB, True, False, id="somebody else"),
        pytest.param(True, "ada too", False, False, id="in a group"),
    ],
)
@pytest.mark.parametrize("verb", [Verb.OPEN, Verb.MORE])
async def test_who_may_go_on_from_it(
    linked: bool, person: str, private: bool, allowed: bool, verb: Verb
) -> None:
    both = Linked(linked)
    await both.talk.worker()
    job = await both.talk.made()
    turn = await both.talk.press(verb, job, 1, **both.here(private, person))
    refused = turn.reply is not None and turn.reply.error == "NotYours"
    assert refused is not allowed
    if allowed and verb is Verb.MORE:
        assert job_of(turn).spec.place.channel == "chat", "the answer comes where it was asked for"


@pytest.mark.parametrize(("linked", "error"), [(True, ""), (False, TargetGone.__name__)])
async def test_a_reply_to_it_goes_on_from_it(linked: bool, error: str) -> None:
    both = Linked(linked)
    await both.talk.worker()
    job = await both.talk.made()
    turn = await both.talk.say("2 as a comic", reply_to=job.id, **both.here())
    assert (turn.reply.error if turn.reply else "") == error


@pytest.mark.parametrize(
    ("person", "text"), [("ada too", "Deleted."), (BOB, "Only the one who asked")], ids=str
)
async def test_either_account_may_delete_it(person: str, text: str) -> None:
    both = Linked()
    await both.talk.worker()
    job = await both.talk.made()
    turn = await both.talk.press(Verb.DELETE, job, person=person)
    assert reply_of(turn).text.startswith(text)


async def test_both_accounts_take_one_persons_turns() -> None:
    both = Linked()
    await both.talk.worker()
    jobs = [
        await both.talk.begin("a lighthouse", person=person) for person in (ADA, "ada too", BOB)
    ]
    assert [job.spec.place.charged for job in jobs] == [ADA, ADA, BOB]
    assert [job.spec.place.person for job in jobs] == [ADA, "ada too", BOB]
