"""Replies as messages: split where they are too long, escaped, with rows that fit."""

import pytest

from bots.on_telegram.outgoing import (
    LONGEST_CAPTION,
    LONGEST_TEXT,
    Enclosed,
    Shape,
    fitted,
    shape,
    units,
)
from bots.on_telegram.sending import as_media
from core.actions import Action, Verb
from core.replies import Button, Kind, Reply
from core.wording import spoken
from tests.bots.on_telegram import refusals

JOB = "018f0000-0000-7000-8000-000000000000"
PHOTO = Enclosed("photo", "a.jpg", b"")


def seen(made: Shape) -> list[str]:
    """The texts as people see them; raises what Telegram would refuse of their HTML."""
    return [refusals.read(text, "HTML") for text in made.texts]


def button(label: str, variant: int = 0) -> Button:
    """A button."""
    return Button(label, Action(Verb.MORE, JOB, variant).pack(), variant=variant)


def test_what_goes_on_in_the_next_message_is_escaped_as_the_first_is() -> None:
    *_, rest = Shape("first", ('it\'s <b> & "so" ' * 60,) * 6).texts
    assert 'it\'s &lt;b&gt; &amp; "so"' in rest


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param("Saved as @studio.", "Saved as @\u200bstudio.", id="a set"),
        pytest.param("“@Анна, me@mail.org”", "“@\u200bАнна, me@\u200bmail.org”", id="anybody"),
        pytest.param("a @ b, @!", "a @ b, @!", id="no name"),
    ],
)
def test_nobody_is_called_by_a_name(words: str, told: str) -> None:
    made = shape(Reply(Kind.NOTICE, words, (words,)))
    assert seen(made) == [f"{told}\n{told}"]
    assert spoken(told) == words, "whoever copies it says the same"


@pytest.mark.parametrize(
    ("first", "small"),
    [
        pytest.param("short", (), id="a sentence"),
        pytest.param("short", ("one", "two"), id="small print"),
        pytest.param("short", ("x " * 900,), id="a long line"),
        pytest.param("short", ("x" * 900, "y" * 900, "z" * 900), id="long lines"),
        pytest.param("word " * 400, ("one",), id="a long sentence"),
        pytest.param("w" * 3000, (), id="a sentence without blanks"),
        pytest.param("🖼" * 1500, ("🎨" * 800,), id="signs of two units"),
        pytest.param("short", tuple(f"line {n} " * 40 for n in range(60)), id="very long"),
        pytest.param("<b>&amp;" * 200, ("<script>" * 100,), id="what HTML would read"),
    ],
)
@pytest.mark.parametrize("enclosed", [(), (PHOTO,)], ids=["text", "caption"])
def test_nothing_is_lost_or_too_long(
    first: str, small: tuple[str, ...], enclosed: tuple[Enclosed, ...]
) -> None:
    head, *rest = seen(Shape(first, small, enclosed))
    assert units(head) <= (LONGEST_CAPTION if enclosed else LONGEST_TEXT)
    assert all(0 < units(text) <= LONGEST_TEXT for text in rest)
    said = "".join((head, *rest))
    assert "".join(said.split()) == "".join("".join((first, *small)).split())


def test_a_caption_is_cut_between_lines_and_words() -> None:
    head, rest = seen(Shape("Done", ("reason", "word " * 300), (PHOTO,)))
    assert head.splitlines()[:2] == ["Done", "reason"]
    assert all(one == "word" for one in rest.split())


def test_small_print_stands_in_a_quote_that_folds_where_it_is_long() -> None:
    assert Shape("a < b", ("c & d",)).texts == ("a &lt; b\n<blockquote>c &amp; d</blockquote>",)
    assert "<blockquote>" in Shape("a", ("b",) * 10).texts[0]
    assert "<blockquote expandable>" in Shape("a", ("b",) * 11).texts[0]


@pytest.mark.parametrize(
    ("kind", "mark"),
    [(Kind.ERROR, "⚠️ no"), (Kind.QUESTION, "❓ no"), (Kind.NOTICE, "no")],
    ids=["error", "question", "notice"],
)
def test_errors_and_questions_are_marked(kind: Kind, mark: str) -> None:
    assert shape(Reply(kind, "no")).texts == (mark,)


@pytest.mark.parametrize(
    ("rows", "lengths"),
    [
        pytest.param([4, 4], [4, 4], id="four columns"),
        pytest.param([5], [3, 2], id="five"),
        pytest.param([8], [4, 4], id="eight"),
        pytest.param([9], [3, 3, 3], id="nine"),
        pytest.param([1, 2], [1, 2], id="few"),
    ],
)
def test_rows_have_at_most_four_columns(rows: list[int], lengths: list[int]) -> None:
    given = [[button("x") for _ in range(count)] for count in rows]
    assert [len(line) for line in fitted(given)] == lengths


def test_the_first_button_of_each_variant_has_its_number() -> None:
    rows = [[button("Refine", 1), button("Edit", 1)], [button("Refine", 2)], [button("More")]]
    labels = [[one.label for one in line] for line in fitted(rows)]
    assert labels == [["1 Refine", "1 Edit"], ["2 Refine"], ["More"]]


@pytest.mark.parametrize("kind", ["photo", "video", "animation"])
@pytest.mark.parametrize("hidden", [True, False])
def test_what_is_hidden_is_behind_a_spoiler(kind: str, hidden: bool) -> None:
    media = as_media(Enclosed(kind, "a", b"a", 8, 8, 1.0, hidden=hidden))
    assert media.has_spoiler is hidden
