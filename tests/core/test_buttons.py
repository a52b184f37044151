"""Every button means the job that it stands under, and has room for what it says."""

from dataclasses import replace

import pytest

from core.actions import Action, Verb
from core.buttons import (
    ASKS,
    LABELS,
    Rows,
    button,
    under_failure,
    under_result,
    under_variant,
    under_work,
)
from core.catalogue import Intent
from core.jobs import BEFORE, Failure, Job, State
from core.replies import Button
from tests.core.results import clip, described, done, in_state
from tests.values import asset

WHOLE = "More, Compare, Details, Delete"
UNDO = f"{WHOLE}, Undo"
EACH = "Refine, Edit, Animate, ★, Open"
SINGLE = ("1: Refine, Edit, Animate, Vary", "1: Upscale, Cut out, Reframe, Open")


def outline(rows: Rows) -> tuple[str, ...]:
    """Each row as "variant: labels"; without a number where it is for the whole."""
    lines = [(row[0].variant, ", ".join(one.label for one in row)) for row in rows]
    return tuple(f"{variant}: {labels}" if variant else labels for variant, labels in lines)


@pytest.mark.parametrize(
    ("job", "rows"),
    [
        pytest.param(done(4), (*(f"{n}: {EACH}" for n in range(1, 5)), UNDO), id="grid"),
        pytest.param(done(2), (f"1: {EACH}", f"2: {EACH}", UNDO), id="grid of two"),
        pytest.param(done(1), (*SINGLE, f"{UNDO}, ★"), id="one picture"),
        pytest.param(done(1, inputs=()), (*SINGLE, f"{WHOLE}, ★"), id="drawn from words"),
        pytest.param(done(2, intent=Intent.COMPARE),
                     (f"1: {EACH}", f"2: {EACH}", "More, Details, Delete, Undo"), id="comparison"),
        pytest.param(described(), ("More, Details, Delete",), id="words"),
        pytest.param(clip(), ("1: ★, Open", "More, Details, Delete"), id="clip"),
        pytest.param(clip(2), ("1: ★, Open", "2: ★, Open", "More, Details, Delete"), id="clips"),
    ],
)  # fmt: skip
def test_what_stands_under_a_result(job: Job, rows: tuple[str, ...]) -> None:
    assert outline(under_result(job)) == rows


def test_what_stands_elsewhere() -> None:
    assert outline(under_work(in_state(State.RUNNING))) == ("Cancel",)
    assert outline(under_failure(in_state(State.FAILED))) == ("Try again",)
    for name in ("UnsafeInput", "UnsafeResult"):
        refused = replace(in_state(State.FAILED), failure=Failure(name, "The safety check …"))
        assert outline(under_failure(refused)) == ()
    assert outline(under_variant(done(4), 3)) == (
        "3: Refine, Edit, Animate, Vary",
        "3: Upscale, Cut out, Reframe",
    )


def every_button() -> list[Button]:
    """All buttons under all results."""
    jobs = [done(9), done(1), clip(2), described(), done(4, intent=Intent.COMPARE)]
    jobs.append(replace(described(), proposal=asset("a mask")))
    rows = [row for job in jobs for row in under_result(job)]
    rows += [*under_work(in_state(State.QUEUED)), *under_failure(in_state(State.FAILED))]
    return [one for row in rows for one in row]


def test_every_button_means_this_job() -> None:
    buttons = every_button()
    assert {Action.unpack(one.action).verb for one in buttons} == set(Verb) - {
        Verb.FORGET,  # no job's
        Verb.DROP,
        Verb.ORIGINAL,
        Verb.AGAIN,
        Verb.FORMATS,
        Verb.TEXT,
        Verb.PAINT,
        Verb.PAGE,
        Verb.SHARPEN,
        Verb.FORGET,
        Verb.VOTE,
        Verb.PICK,
        Verb.USE,
        Verb.RECALL,
        Verb.TREE,
        Verb.EXPORT,
    }
    for one in buttons:
        action = Action.unpack(one.action)
        assert action.job == done().id
        assert action.variant == one.variant
        assert one.label == LABELS[action.verb]


def test_nine_variants_have_nine_rows() -> None:
    rows = under_result(done(9))
    assert [row[0].variant for row in rows] == [*range(1, 10), 0]
    assert max(map(len, rows)) <= 5, "a row of Discord holds five"


@pytest.mark.parametrize("verb", Verb, ids=str)
def test_a_label_is_short_and_readable(verb: Verb) -> None:
    assert LABELS[verb][0].isupper() or LABELS[verb] == "★"
    assert len(LABELS[verb]) <= 13


@pytest.mark.parametrize(
    ("job", "verb", "question"),
    [
        pytest.param(done(4), Verb.EDIT, "Edit 3: what should change?", id="one of a grid"),
        pytest.param(done(1), Verb.EDIT, "Edit this: what should change?", id="the only one"),
        pytest.param(done(4), Verb.REFINE, "Refine 3: what should it become?", id="refine"),
        pytest.param(done(4), Verb.REFRAME, "Reframe 3: which shape?", id="reframe"),
        pytest.param(done(4), Verb.OPEN, "", id="nothing to ask"),
    ],
)
def test_what_a_press_asks_for(job: Job, verb: Verb, question: str) -> None:
    made = button(verb, job, 3)
    assert made.asks == question
    assert button(verb, job, BEFORE + 3).asks == question.replace("3", "this")
    assert bool(made.example) == bool(question)
    assert (verb in ASKS) == bool(question)
