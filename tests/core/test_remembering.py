"""What was made here is listed as people would tell it, and found by its words."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from core.actions import Action
from core.catalogue import Intent
from core.jobs import Job, Lineage
from core.prompts import Prompt
from core.ratios import Ratio
from core.remembering import HERE, SHOWN, recalled, when
from core.replies import Reply
from storage.opening import read_lexicon
from tests.core.cards import CATALOGUE
from tests.core.results import described, done
from tests.core.talk import labels


def id_of(number: int) -> str:
    """An id that sorts by its number."""
    return str(UUID(int=number))


def results(*words: str, **more: Any) -> list[Job]:
    """A finished job for each of `words`, oldest first."""
    made = (done(prompt=Prompt(text), **more) for text in words)
    return [replace(job, id=id_of(number)) for number, job in enumerate(made)]


def told(jobs: list[Job], words: str = "") -> Reply:
    """The reply an hour after the jobs began."""
    return recalled(jobs, words, CATALOGUE)


def test_the_latest_few() -> None:
    jobs = results(*(f"number {number}" for number in range(SHOWN + 3)))
    reply = told(jobs)
    assert reply.text == "The latest results here:"
    assert [line.split(" · ")[0] for line in reply.lines] == [
        f"{place}. restyle “number {number}”"
        for place, number in enumerate(range(SHOWN + 2, 2, -1), 1)
    ]
    actions = [Action.unpack(row[0].action).job for row in reply.rows]
    assert actions == [job.id for job in jobs[:2:-1]]


def test_a_ratio_that_was_asked_for_is_told() -> None:
    tall = done(prompt=Prompt("a fox", ratio=Ratio(9, 16)))
    assert told([tall]).lines[0].startswith("1. restyle “a fox”, 9:16 · ")


@pytest.mark.parametrize(
    ("asked", "order", "above"),
    [
        pytest.param("FÓX", ["fox"], "Found for “FÓX”:", id="one word, folded"),
        pytest.param("boats", ["boat"], "Found for “boats”:", id="the plural"),
        pytest.param("sea", ["boat", "castle"], "Found for “sea”:", id="several"),
        pytest.param("castle, sea", ["castle", "boat"], "Found for “castle sea”:", id="most words"),
        pytest.param(
            "castle above sea", ["castle"], "Found for “castle above sea”:", id="one near"
        ),
        pytest.param(
            "a zebra",
            ["boat", "fox", "castle"],
            "Nothing here was made with “zebra”. The latest results here:",
            id="nothing in common",
        ),
    ],
)
def test_what_is_found_is_shown_and_named(asked: str, order: list[str], above: str) -> None:
    reply = told(results("a castle above a sea", "a fox", "a boat at sea"), asked)
    shown = [
        next(name for name in ("castle", "fox", "boat") if name in line) for line in reply.lines
    ]
    assert (shown, reply.text) == (order, above)


def test_only_what_has_a_picture_counts() -> None:
    assert len(told([*results("a castle"), described()]).lines) == 1
    assert told([described()]).text == "Nothing has been made in this channel yet."


def test_a_line_says_what_was_asked_which_model_took_it_and_when() -> None:
    assert told(results("a castle")).lines == (
        "1. restyle “a castle” · Easel Classical · 1 Mar 2026, 12:00 UTC",
    )


def test_a_press_without_words_is_told_by_what_it_was_pressed_on() -> None:
    first, *_ = results("a castle")
    pressed = replace(done(prompt=Prompt(""), intent=Intent.ANIMATE), id=id_of(900))
    pressed = replace(
        pressed, spec=replace(pressed.spec, lineage=Lineage(first.id, (2,), "animate"))
    )
    line = told([first, pressed]).lines[0]
    assert line.startswith("1. restyle “a castle” → animate · ")


def test_a_line_is_short_whatever_was_asked() -> None:
    assert len(told(results("a castle " * 400)).lines[0]) < 180


def test_each_can_be_opened_and_repeated() -> None:
    assert labels(told(results("a castle"))) == [["Open 1", "More of 1", "1 again"]]


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        pytest.param(datetime(2026, 3, 1, 12, tzinfo=UTC), "1 Mar 2026, 12:00 UTC", id="noon"),
        pytest.param(datetime(2026, 11, 21, 9, 5, tzinfo=UTC), "21 Nov 2026, 09:05 UTC", id="zero"),
    ],
)
def test_when(moment: datetime, said: str) -> None:
    assert when(moment) == said


IDLE = read_lexicon().idle


@pytest.mark.parametrize(
    "words",
    [
        "history",
        "/history",
        "show my history",
        "my gallery",
        "my pictures from last night",
        "what did we do last tuesday?",
        "show my last pics",
        "Verlauf",
        "was habe ich am montag gemacht",
        "mon historique de la semaine passée",
        "qué hice la semana pasada",
    ],
)
def test_who_asks_for_everything_is_not_told_that_nothing_was_found(words: str) -> None:
    assert recalled(results("a lighthouse"), words, CATALOGUE, IDLE).text == HERE.latest


@pytest.mark.parametrize(
    ("asked", "first", "looked_for"),
    [
        pytest.param("what did we make earlier?", "boat", "", id="no word tells"),
        pytest.param("what did you do with the castle?", "castle", "castle", id="one tells"),
        pytest.param("the foxes from yesterday?", "fox", "foxes", id="the plural"),
        pytest.param("the zebra from last week", "boat", "zebra", id="nothing like it"),
    ],
)
def test_words_of_the_question_tell_nothing(asked: str, first: str, looked_for: str) -> None:
    made = results("make a castle with a moat", "a fox", "a boat at sea")
    reply = recalled(made, asked, CATALOGUE, IDLE)
    assert first in reply.lines[0]
    if looked_for:
        assert f"“{looked_for}”" in reply.text
    else:
        assert reply.text == HERE.latest


def test_what_is_told_of_long_words_is_short() -> None:
    assert len(told(results("a castle"), "zebra " * 400).text) < 150
