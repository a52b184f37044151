"""Somebody is forgotten: asked first, then removed, and what others made stays theirs."""

from typing import Any
from uuid import UUID

from core.actions import Action, Verb
from core.forgetting import LASTS, AskAlone, NotTheAsker, StaleForgetting
from core.incoming import Incoming
from core.jobs import Job, State
from core.replies import Kind, Reply, Turn
from storage.memory_loose import MemoryLoose
from tests.core.talk import Talk, reply_of

ADA, BOB, CAROL = (str(UUID(int=number)) for number in (1, 2, 3))

ALONE: dict[str, Any] = {"platform": "discord", "private": True}


class Known(Talk):
    """Ada talks, where nobody else is said to."""

    def incoming(self, words: str = "", *files: bytes, **more: Any) -> Incoming:
        return super().incoming(words, *files, **{"person": ADA, **more})


async def talked() -> Talk:
    """Ada, Bob and Carol are known, and a worker is there."""
    talk = Known()
    await talk.worker()
    for id, name in ((ADA, "Ada"), (BOB, "Bob"), (CAROL, "Carol")):
        talk.memory.people["web", f"browser of {name}"] = id
        talk.memory.names[id] = name
    return talk


async def asked(talk: Talk, words: str = "forget me", **more: Any) -> Reply:
    return reply_of(await talk.say(words, **more))


async def pressed(talk: Talk, question: Reply, **more: Any) -> Turn:
    return await talk.say(action=question.rows[0][0].action, **more)


async def forgotten(talk: Talk) -> Reply:
    return reply_of(await pressed(talk, await asked(talk)))


async def test_it_asks_first_with_what_there_is() -> None:
    talk = await talked()
    await talk.made("make it a watercolour")
    question = await asked(talk)
    assert (question.kind, question.private) == (Kind.QUESTION, True)
    assert question.lines[:3] == ("1 result", "6 files", "1 request with its words")
    assert len(talk.memory.turns) == 2


async def test_what_else_there_is_is_counted_in_words() -> None:
    talk = await talked()
    talk.memory.favourites |= {("a job", ADA, number) for number in (1, 2, 3)}
    assert "3 favourites" in (await asked(talk)).lines


async def test_nothing_of_hers_is_left_once_she_said_yes() -> None:
    talk = await talked()
    await talk.made("make it a secret watercolour")
    told = await forgotten(talk)
    assert told.text.startswith("You are forgotten.")
    assert "secret" not in repr(talk.memory)
    assert MemoryLoose(talk.memory, talk.clock).needed() == set()
    assert (talk.memory.jobs, len(talk.memory.turns)) == ({}, 1)


async def test_what_was_removed_is_told_to_nobody_else() -> None:
    talk = await talked()
    await talk.made("make it a secret watercolour")
    told = await forgotten(talk)
    assert told.lines == ()
    assert told.text == "You are forgotten. All that I kept of you is removed."


async def test_in_a_chat_it_is_told_to_the_one_who_asked() -> None:
    talk = await talked()
    await talk.made("make it a secret watercolour")
    told = reply_of(await pressed(talk, await asked(talk, **ALONE), **ALONE))
    assert told.private
    assert "1 result" in told.lines


async def test_what_runs_is_stopped() -> None:
    talk = await talked()
    running = await talk.begin("a lighthouse")
    await forgotten(talk)
    assert talk.queue.stopped == [running.id]
    assert await talk.ledger.job(running.id) is None


async def others(talk: Talk) -> tuple[Job, Job]:
    """What Ada made, and what Bob made from it."""
    hers = await talk.made("make it a secret watercolour --n 1")
    his = await talk.end(await talk.begin("now at night", person=BOB, reply_to=hers.id))
    return hers, his


async def test_what_others_made_from_hers_stays_theirs() -> None:
    talk = await talked()
    hers, his = await others(talk)
    told = reply_of(await pressed(talk, await asked(talk, **ALONE), **ALONE))
    assert any("1 step that others went on from" in line for line in told.lines)
    kept = await talk.fresh(his)
    assert (kept.state, kept.variants) == (State.DONE, his.variants)
    fact = await talk.ledger.deleted(hers.id)
    assert fact is not None
    assert "secret" not in repr(fact)
    assert his.spec.inputs[0].sha256 in MemoryLoose(talk.memory, talk.clock).needed()
    assert reply_of(await talk.press(Verb.DETAILS, his, person=BOB)).kind is Kind.NOTICE


async def test_what_others_were_shown_of_hers_is_taken_out() -> None:
    talk = await talked()
    hers = await talk.made("make it a secret watercolour --n 1")
    await talk.press(Verb.DETAILS, hers, person=BOB)
    await talk.press(Verb.OPEN, hers, 1, person=BOB)
    await talk.say("history", person=BOB)
    await forgotten(talk)
    assert "secret" not in repr(talk.memory)
    assert hers.variants[0].asset.sha256 not in MemoryLoose(talk.memory, talk.clock).needed()


async def test_her_button_is_nobody_elses() -> None:
    talk = await talked()
    await talk.made()
    told = reply_of(await pressed(talk, await asked(talk), person=BOB))
    assert told.error == NotTheAsker.__name__
    assert told.text.startswith("Only the one who asked to be forgotten can press that")
    assert len(talk.memory.jobs) == 1


async def test_an_old_button_forgets_nobody() -> None:
    talk = await talked()
    await talk.made()
    question = await asked(talk)
    talk.clock.move(LASTS.total_seconds() + 1)
    assert reply_of(await pressed(talk, question)).error == StaleForgetting.__name__
    assert len(talk.memory.jobs) == 1


async def test_of_whom_little_is_kept_that_is_told() -> None:
    question = await asked(await talked(), person=CAROL)
    assert question.lines[0] == "the number by which your browser is known here"


async def test_a_group_is_no_place_to_ask() -> None:
    talk = await talked()
    told = await asked(talk, platform="telegram")
    assert told.error == AskAlone.__name__
    assert (await asked(talk, platform="telegram", private=True)).kind is Kind.QUESTION


async def test_a_button_of_hers_on_a_job_is_not_taken_for_one() -> None:
    talk = await talked()
    job = await talk.made()
    told = reply_of(await talk.say(action=Action(Verb.FORGET, job.id, option="99999999999").pack()))
    assert told.error == NotTheAsker.__name__
