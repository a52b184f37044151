"""Fixing text in a conversation: the lines as choices, the new words, and what is asked for."""

import pytest

from core.actions import Action, Verb
from core.catalogue import Intent
from core.jobs import Job, Retext
from core.recolouring import OF_LINE
from core.replies import Kind
from tests.core.talk import Talk, job_of, labels, photo, reply_of

LINES = ("SUMER SALE", "Open daily", "Open daily")


@pytest.fixture
async def talk() -> Talk:
    """A conversation with a worker that serves every model."""
    talk = Talk()
    await talk.worker()
    return talk


async def read(talk: Talk, lines: tuple[str, ...] = LINES) -> Job:
    """The lines of a picture, which are read."""
    begun = await talk.begin("fix the text", photo())
    return await talk.end(begun, text="Which line is wrong?", lines=lines)


def pick(job: Job, line: int) -> str:
    return Action(Verb.TEXT, job.id, option=str(line)).pack()


async def test_words_ask_which_lines_there_are(talk: Talk) -> None:
    job = job_of(await talk.say("fix the text", photo()))
    assert (job.spec.intent, job.spec.count, len(job.spec.inputs)) == (Intent.READ, 1, 1)


async def test_a_button_reads_one_variant(talk: Talk) -> None:
    grid = await talk.made()
    job = job_of(await talk.press(Verb.TEXT, grid, 3))
    assert (job.spec.intent, job.spec.inputs) == (Intent.READ, (grid.variants[2].asset,))


async def test_each_line_is_a_choice(talk: Talk) -> None:
    shown = talk.shown(await read(talk))
    lines = "SUMER SALE", "Open daily (1 of 2)", "Open daily (2 of 2)"
    assert labels(shown) == [*([line] for line in lines), ["Details", "Delete"]]
    assert shown.rows[0][0].asks == "“SUMER SALE”: what should it say?"
    assert shown.rows[2][0].asks == "“Open daily” (2 of 2): what should it say?"


@pytest.mark.parametrize(
    ("count", "rows"),
    [
        pytest.param(4, [1, 1, 1, 1], id="few"),
        pytest.param(7, [2, 2, 2, 1], id="several"),
        pytest.param(20, [3, 3, 3, 3], id="more than fit"),
    ],
)
async def test_no_more_rows_than_a_chat_has(talk: Talk, count: int, rows: list[int]) -> None:
    shown = talk.shown(await read(talk, tuple(f"line {n}" for n in range(count))))
    assert [len(row) for row in shown.rows] == [*rows, 2]
    assert ("the first 12 lines of 20;" in " ".join(shown.lines)) is (count == 20)


async def test_a_long_line_is_cut_on_its_button_alone(talk: Talk) -> None:
    job = await read(talk, ("x" * 80,))
    assert labels(talk.shown(job))[0] == ["x" * 35 + "…"]
    made = job_of(await talk.say("y", action=pick(job, 1)))
    assert made.spec.retext == Retext("x" * 80, "y")


async def test_long_equal_lines_keep_their_numbers(talk: Talk) -> None:
    shown = labels(talk.shown(await read(talk, ("x" * 80, "x" * 80))))
    assert shown[:2] == [["x" * 26 + "… (1 of 2)"], ["x" * 26 + "… (2 of 2)"]]


async def test_the_new_words_make_an_edit_of_that_line(talk: Talk) -> None:
    job = await read(talk)
    made = job_of(await talk.say("SUMMER SALE", action=pick(job, 1)))
    assert (made.spec.intent, made.spec.count) == (Intent.EDIT, 1)
    assert made.spec.retext == Retext("SUMER SALE", "SUMMER SALE")
    assert made.spec.inputs == job.spec.inputs
    assert made.spec.prompt.words == "change the text “SUMER SALE” to “SUMMER SALE”"


async def test_of_equal_lines_the_one_that_was_pressed(talk: Talk) -> None:
    job = await read(talk)
    made = job_of(await talk.say("Closed", action=pick(job, 3)))
    assert made.spec.retext == Retext("Open daily", "Closed", nth=2)


async def test_what_looks_like_a_flag_may_stand_on_a_sign(talk: Talk) -> None:
    job = await read(talk)
    made = job_of(await talk.say("50 % off --n 3", action=pick(job, 1)))
    assert made.spec.retext is not None
    assert (made.spec.retext.new, made.spec.count) == ("50 % off --n 3", 1)


async def test_a_press_without_words_asks_for_them(talk: Talk) -> None:
    job = await read(talk)
    reply = reply_of(await talk.say(action=pick(job, 1)))
    assert (reply.kind, reply.text) == (Kind.QUESTION, "“SUMER SALE”: what should it say?")


async def test_a_line_that_there_is_not(talk: Talk) -> None:
    job = await read(talk)
    assert "3 lines of text" in reply_of(await talk.say("x", action=pick(job, 4))).text


async def test_a_choice_works_in_another_process(talk: Talk) -> None:
    job = await read(talk)
    talk.restart()
    assert job_of(await talk.say("SUMMER SALE", action=pick(job, 1))).spec.retext is not None


async def test_it_goes_on_from_the_picture_that_was_read(talk: Talk) -> None:
    grid = await talk.made()
    job = await talk.end(
        job_of(await talk.press(Verb.TEXT, grid, 2)), text="Which?", lines=("A", "B")
    )
    made = job_of(await talk.say("C", action=pick(job, 2)))
    assert made.spec.lineage is not None
    assert (made.spec.lineage.job, made.spec.lineage.variants) == (grid.id, (2,))


async def test_a_picture_without_text_says_so(talk: Talk) -> None:
    begun = await talk.begin("fix the text", photo())
    shown = talk.shown(await talk.end(begun, text="It finds no text in this picture."))
    assert labels(shown) == [["Details", "Delete"]]
    assert shown.text == "It finds no text in this picture."


@pytest.mark.parametrize(
    ("words", "about"),
    [
        pytest.param("make it red", "make the text “SUMMER SALE” red", id="en"),
        pytest.param("now make it dark blue please", "make the text “SUMMER SALE” dark blue please",
                     id="politely"),
        pytest.param("mach es rot", "make the text “SUMMER SALE” rot", id="de"),
        pytest.param("mets-le en rouge", "make the text “SUMMER SALE” en rouge", id="fr"),
        pytest.param("hazlo rojo", "make the text “SUMMER SALE” rojo", id="es"),
    ],
)  # fmt: skip
async def test_a_colour_behind_a_changed_line_is_for_that_line(
    talk: Talk, words: str, about: str
) -> None:
    job = await read(talk)
    await talk.end(job_of(await talk.say("SUMMER SALE", action=pick(job, 1))))
    made = await talk.begin(words)
    assert (made.spec.prompt.words, made.spec.said) == (about, words)
    assert any(OF_LINE.format(line="SUMMER SALE") in note for note in made.spec.notes)


@pytest.mark.parametrize(
    "before",
    ["change the text “SUMER SALE” to “SUMMER SALE”", "change SUMER SALE into SUMMER SALE"],
)
async def test_a_line_that_words_changed_is_known_by_them(talk: Talk, before: str) -> None:
    await talk.made(before)
    made = await talk.begin("make it red")
    assert made.spec.prompt.words == "make the text “SUMMER SALE” red"


@pytest.mark.parametrize(
    ("before", "words"),
    [
        pytest.param("change SALE into WINTER", "make it warmer", id="no colour"),
        pytest.param("change SALE into WINTER", "make the sky red", id="something else"),
        pytest.param("change SALE into WINTER", "make it black and white", id="a look"),
        pytest.param("change SALE into WINTER", "make the whole picture red", id="all of it"),
        pytest.param("make the cup blue", "make it red", id="no line"),
        pytest.param("remove the text “SALE”", "make it red", id="a line that is gone"),
    ],
)
async def test_other_words_are_as_they_were(talk: Talk, before: str, words: str) -> None:
    await talk.made(before)
    assert (await talk.begin(words)).spec.prompt.words == words
