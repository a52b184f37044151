"""Votes on a comparison: one for each person, and what wins is opened and may be taken."""

from dataclasses import replace
from typing import Any

import pytest

from core.actions import Action, Verb
from core.catalogue import Catalogue, Intent, Role
from core.jobs import Absent, Job, Outcome, Variant
from core.replies import Kind, Reply
from storage.opening import read_catalogue
from storage.settings import StorageSettings
from tests.core.cards import card
from tests.core.talk import Talk, job_of, labels, reply_of
from tests.values import asset

DRAW = (Intent.IMAGINE, Intent.COMPARE)
QUICK = card("quick", "Quick", (Role.EXPLORE,), DRAW, price="About 0.04 USD a picture.")
FINE = card("fine", "Fine", (Role.EXPLORE,), DRAW)
SLOW = card("slow", "Slow", (Role.EXPLORE,), DRAW)
NAMES = ("quick", "fine", "slow")


async def talk() -> Talk:
    """Three models that draw, and a worker that has them."""
    made = Talk(catalogue=Catalogue((QUICK, FINE, SLOW)))
    await made.worker(*NAMES)
    return made


async def compared(one: Talk, absent: tuple[Absent, ...] = (), private: bool = False) -> Job:
    """A finished comparison of all three."""
    job = await one.begin("compare all models: a fox", private=private)
    assert job.spec.contenders == NAMES
    await one.ledger.start(job.id, "w1")
    lost = {gone.index for gone in absent}
    variants = tuple(
        Variant(index, 7, asset(f"{job.id} {index}"), label=name.title(), took=index / 2)
        for index, name in enumerate(NAMES, 1)
        if index not in lost
    )
    await one.ledger.finish(job.id, Outcome(variants, asset("grid"), absent=absent))
    return await one.fresh(job)


async def vote(one: Talk, job: Job, variant: int, person: str) -> Reply:
    return reply_of(await one.press(Verb.VOTE, job, variant, person=person))


async def use(one: Talk, job: Job, variant: int, option: str, **more: Any) -> Reply:
    action = Action(Verb.USE, job.id, variant, option).pack()
    return reply_of(await one.say(action=action, **more))


async def test_each_cell_is_told_with_its_seconds_its_cost_and_its_limit() -> None:
    one = await talk()
    shown = one.shown(await compared(one))
    assert "3 models" in shown.lines[0]
    assert shown.lines[1:4] == (
        "1. Quick: 0.5 s, About 0.04 USD a picture. Quick. But: Small.",
        "2. Fine: 1.0 s, no cost. Quick. But: Small.",
        "3. Slow: 1.5 s, no cost. Quick. But: Small.",
    )


async def test_each_look_is_told_with_its_seconds_and_its_cost() -> None:
    one = Talk(catalogue=read_catalogue(StorageSettings()))
    await one.worker("classical")
    job = await one.begin("compare oil and noir: a castle")
    await one.ledger.start(job.id, "w1")
    variants = tuple(
        Variant(index, 7, asset(name), f"{name}, deep", label=name, took=index / 2)
        for index, name in enumerate(job.spec.contenders, 1)
    )
    await one.ledger.finish(job.id, Outcome(variants, asset("grid")))
    assert one.shown(await one.fresh(job)).lines[1:3] == (
        "1. oil: 0.5 s, no cost. deep",
        "2. noir: 1.0 s, no cost. deep",
    )


async def test_one_that_failed_is_told_in_its_place_with_the_reason() -> None:
    one = await talk()
    job = await compared(one, (Absent(2, "Fine", "Its weights are damaged."),))
    shown = one.shown(job)
    assert shown.lines[2] == "2. Fine: failed. Its weights are damaged."
    assert [row[0] for row in labels(shown)] == ["Vote", "Vote", "Pick winner"]


@pytest.mark.parametrize(
    ("private", "first"),
    [pytest.param(False, "Vote", id="group"), pytest.param(True, "Refine", id="alone")],
)
async def test_only_where_others_see_it_is_there_a_vote(private: bool, first: str) -> None:
    one = await talk()
    shown = one.shown(await compared(one, private=private))
    assert labels(shown)[0][0] == first
    assert ("Pick winner" in labels(shown)[-1]) is not private


@pytest.mark.parametrize(
    ("words", "which"),
    [
        ("vote for the fine one", "2 (Fine)"),
        ("I vote for Slow", "3 (Slow)"),
        ("my vote goes to the third one", "3 (Slow)"),
        ("vote 1", "1 (Quick)"),
        ("vote fine", "2 (Fine)"),
        ("stimme Fine", "2 (Fine)"),
        ("voto fine", "2 (Fine)"),
        ("vote for number 2", "2 (Fine)"),
        ("ich stimme für slow", "3 (Slow)"),
        ("je vote pour la deuxième", "2 (Fine)"),
        ("voto por fine", "2 (Fine)"),
    ],
)
async def test_a_vote_is_given_in_words(words: str, which: str) -> None:
    one = await talk()
    await compared(one)
    assert reply_of(await one.say(words)).text == f"Your vote: {which}."


async def test_a_vote_for_nobody_there_names_who_is() -> None:
    one = await talk()
    await compared(one)
    told = reply_of(await one.say("vote for the watercolour"))
    assert told.error == "NobodyOfThatName"
    assert "1 (Quick), 2 (Fine), 3 (Slow)" in told.text


async def test_words_about_a_vote_are_a_picture_where_nothing_is_voted_on() -> None:
    one = await talk()
    assert job_of(await one.say("vote for pedro poster")).spec.intent is Intent.IMAGINE
    assert job_of(await one.say("vote pedro")).spec.intent is Intent.IMAGINE


async def test_the_tally_is_the_first_small_line() -> None:
    one = await talk()
    job = await compared(one)
    told = await vote(one, job, 3, "ada")
    assert (told.text, told.private) == ("Your vote: 3 (Slow).", True)
    await vote(one, job, 3, "bob")
    await vote(one, job, 1, "eve")
    shown = one.shown(await one.fresh(job))
    assert shown.lines[0] == "votes: 2 for 3 (Slow), 1 for 1 (Quick)"


async def test_a_vote_can_be_changed_and_counts_once() -> None:
    one = await talk()
    job = await compared(one)
    for variant in (1, 1, 2):
        told = await vote(one, job, variant, "ada")
    assert told.lines == ("votes: 1 for 2 (Fine)",)


@pytest.mark.parametrize("words", ["vote 2", "I vote for 2", "ich stimme für 2", "je vote pour 2",
                                   "voto por 2"])  # fmt: skip
async def test_a_vote_can_be_said(words: str) -> None:
    one = await talk()
    job = await compared(one)
    told = reply_of(await one.say(words))
    assert (told.lines, told.voted) == (("votes: 1 for 2 (Fine)",), job.id)
    assert reply_of(await one.say("who won?")).text.startswith("The winner: 2 of 3, Fine")


WINNER = {
    "as the button says": "pick winner",
    "with an article": "pick a winner, please",
    "asked": "who is the winner?",
    "German": "Gewinner wählen",
    "German, said": "wähle den Gewinner",
    "French": "choisir le gagnant",
    "Spanish": "elegir ganador",
}


@pytest.mark.parametrize("words", WINNER.values(), ids=WINNER)
async def test_a_winner_can_be_asked_for(words: str) -> None:
    one = await talk()
    job = await compared(one)
    await vote(one, job, 2, "ada")
    assert reply_of(await one.say(words)).text.startswith("The winner: 2 of 3, Fine")


@pytest.mark.parametrize("words", ["the winner of the race", "a winner with a medal"])
async def test_a_winner_can_be_drawn_below_a_comparison(words: str) -> None:
    one = await talk()
    await compared(one)
    assert (await one.begin(words)).spec.intent is Intent.IMAGINE


async def test_without_a_comparison_the_same_words_are_words() -> None:
    one = await talk()
    await one.end(await one.begin("a lighthouse"))
    assert (await one.begin("who won?")).spec.intent is Intent.IMAGINE


async def test_what_is_no_cell_gets_no_vote() -> None:
    one = await talk()
    job = await compared(one, (Absent(2, "Fine", "Its weights are damaged."),))
    refused = reply_of(await one.press(Verb.VOTE, job, 2))
    assert (refused.kind, (await one.fresh(job)).votes) == (Kind.ERROR, ())


async def test_the_winner_is_opened_with_what_to_do_with_its_model() -> None:
    one = await talk()
    job = await compared(one)
    await vote(one, job, 2, "ada")
    picked = reply_of(await one.press(Verb.PICK, job))
    assert picked.text.startswith("The winner: 2 of 3")
    assert [file.variant for file in picked.files] == [2]
    assert labels(picked)[-1] == ["Use for my drafts", "Use for drafts here"]


async def test_where_votes_are_equal_all_of_them_can_be_opened() -> None:
    one = await talk()
    job = await compared(one)
    await vote(one, job, 1, "ada")
    await vote(one, job, 3, "bob")
    picked = reply_of(await one.press(Verb.PICK, job))
    assert (picked.kind, len(picked.rows)) == (Kind.QUESTION, 2)
    assert picked.text.startswith("1 (Quick) and 3 (Slow) have as many votes")


async def test_without_votes_there_is_no_winner() -> None:
    one = await talk()
    picked = reply_of(await one.press(Verb.PICK, await compared(one)))
    assert picked.text.startswith("Nobody has voted yet")


async def drawn_by(one: Talk, **more: Any) -> tuple[str, str]:
    """The model that takes the next drawing, and why."""
    spec = (await one.begin("a teapot in the rain", **more)).spec
    return spec.model, spec.reason


async def test_a_model_that_somebody_took_makes_what_they_ask_for_and_nobody_elses() -> None:
    one = await talk()
    told = await use(one, await compared(one), 3, "mine")
    assert told.text.startswith("From now on Slow makes drafts of yours")
    model, why = await drawn_by(one)
    assert (model, why.partition("; ")[2]) == ("slow", "the model that you took after a comparison")
    assert (await drawn_by(one, person="bob"))[0] == "quick"
    assert (await drawn_by(one, channel="elsewhere"))[0] == "slow"


async def test_a_model_that_was_taken_for_all_is_everybodys_there() -> None:
    one = await talk()
    await use(one, await compared(one), 2, "here")
    assert (await drawn_by(one, person="bob"))[0] == "fine"
    assert (await drawn_by(one, person="bob", channel="elsewhere"))[0] == "quick"


async def test_what_was_taken_is_given_back_by_the_button_below_it() -> None:
    one = await talk()
    told = await use(one, await compared(one), 3, "mine")
    ((back,),) = told.rows
    again = reply_of(await one.say(action=back.action))
    assert again.text == "Easel chooses the model for drafts of yours again."
    assert (await drawn_by(one))[0] == "quick"


async def test_settings_tell_it_and_their_reset_takes_it_back() -> None:
    one = await talk()
    await use(one, await compared(one), 2, "here")
    told = reply_of(await one.say("settings")).lines
    assert "explore: Fine, the model that was taken here after a comparison" in told
    await one.say("settings reset")
    assert (await drawn_by(one))[0] == "quick"


async def test_a_request_that_names_a_model_gets_that() -> None:
    one = await talk()
    await use(one, await compared(one), 3, "mine")
    assert (await one.begin("a teapot --model fine")).spec.model == "fine"


async def test_a_model_that_does_not_run_is_left_alone() -> None:
    one = await talk()
    await use(one, await compared(one), 3, "mine")
    await one.worker("quick", "fine")
    assert (await drawn_by(one))[0] == "quick"


async def test_only_those_who_look_after_a_place_choose_for_all() -> None:
    one = await talk()
    job = await compared(one)
    incoming = one.incoming(action=Action(Verb.USE, job.id, 2, "here").pack())
    ruled = replace(incoming, manner=replace(incoming.manner, change="/set changes it."))
    refused = reply_of(await one.conversation.receive(ruled))
    assert (refused.kind, refused.error) == (Kind.ERROR, "NotPermitted")
    allowed = replace(ruled, key="again", moderates=True)
    assert reply_of(await one.conversation.receive(allowed)).kind is Kind.NOTICE


@pytest.mark.parametrize(
    "words",
    [
        "all models: a fox",
        "quick, fine and slow: a fox",
        "a fox on every model",
        "compare all models: a fox",
    ],
)
async def test_the_command_takes_the_same_words(words: str) -> None:
    one = await talk()
    job = await one.begin(words, intent=Intent.COMPARE)
    assert (job.spec.contenders, job.spec.prompt.words) == (NAMES, "a fox")
