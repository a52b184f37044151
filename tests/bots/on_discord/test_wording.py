"""A long prompt takes no room from what else there is to say."""

import pytest

from bots.on_discord.shaping import drawn
from bots.on_discord.wording import LONGEST_TEXT, text_of
from core.replies import Kind, Progress, Reply
from tests.bots.on_discord.guild import Guild, in_guild

FACTS = ("explore · Tints", "Licence: Apache-2.0", "the original: <https://easel.example/a/b?c=d>")
LONG = " ".join(f"thing{n} and a_{n}_b" for n in range(120))[:1990]


@pytest.mark.parametrize(
    ("text", "lines", "first"),
    [
        pytest.param("Drawn: “a fox”", FACTS, "Drawn: “a fox”", id="short words stay"),
        pytest.param(f"Drawn: “{LONG}”", FACTS, "Drawn: “thing0", id="a long sentence"),
        pytest.param("Details", (f"Words: {LONG}", *FACTS), "Details", id="a long line"),
        pytest.param(f"Drawn: “{LONG}”", (LONG, *FACTS), "Drawn: “thing0", id="both"),
        pytest.param("_" * 2000, FACTS, r"\_\_", id="signs that are escaped"),
    ],
)
def test_facts_and_links_stay(text: str, lines: tuple[str, ...], first: str) -> None:
    told = text_of(Reply(Kind.RESULT, text, lines))
    assert len(told) <= LONGEST_TEXT
    assert told.startswith(first)
    assert told.endswith("\n".join(f"-# {fact}" for fact in FACTS))


def test_what_is_cut_says_so_and_closes_its_quote() -> None:
    first, *_ = text_of(Reply(Kind.RESULT, f"Drawn: “{LONG * 2}”", FACTS)).splitlines()
    assert first.endswith("…”")
    assert len(first) > 1800, "as much as there is room for"


def test_a_link_outlives_many_notes() -> None:
    notes = tuple(
        f"a note about what was found in it, number {n}, and more of it" for n in range(60)
    )
    told = text_of(Reply(Kind.RESULT, "Drawn", (*notes, FACTS[-1])))
    assert len(told) <= LONGEST_TEXT
    assert told.endswith(FACTS[-1])


def test_progress_has_room_too() -> None:
    shape = drawn(Reply(Kind.WORKING, f"Drawing: “{LONG}” …", FACTS), Progress("1", 0.5, "half"))
    assert len(shape.text) <= LONGEST_TEXT
    assert "half" in shape.text
    assert shape.text.endswith(FACTS[-1])


@in_guild
async def test_details_of_a_long_prompt_tell_all(place: Guild) -> None:
    await place.ada.slash(place.channel, "imagine", prompt=LONG)
    await place.finish()
    assert "explore · Tints" in place.last.content
    told = await place.click("Details")
    for fact in ("Words: thing0", "Model: Tints", "Licence: Apache-2.0", "seed"):
        assert fact in told.response.content


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param("[a](b) [c](d)", r"\[a\](b) \[c\](d)", id="two links"),
        pytest.param(
            "as noir [a](b) [Free](https://evil.example/x) **b** ||s|| `c` (x)",
            r"as noir \[a\](b) \[Free\](https://evil.example/x) \*\*b\*\* \|\|s\|\| \`c\` (x)",
            id="a link after a harmless one",
        ),
        pytest.param("[a] [c](<https://e.x/y>)", r"\[a\] \[c\](<https://e.x/y>)", id="quietly"),
        pytest.param("https://x.y/**b**", r"https://x.y/\*\*b\*\*", id="in the tail of a link"),
        pytest.param("<t:0:R> </go:1> <:s:1>", r"\<t\:0:R\> \</go:1\> \<\:s:1\>", id="tags"),
        pytest.param(":smile: 16:9", r"\:smile: 16:9", id="emoji, and no ratio"),
        pytest.param("a\n# b\n - c\n-# d", "a\n\\# b\n \\- c\n\\-# d", id="a line's beginning"),
        pytest.param("a - b #c 1. d", "a - b #c 1. d", id="within a line"),
        pytest.param("\\[a](b)", r"\\\[a\](b)", id="escaped by the person"),
        pytest.param(
            "see https://bfl.ai/a_b-c, x", "see https://bfl.ai/a_b-c, x", id="a bare link"
        ),
        pytest.param("@everyone", "@\u200beveryone", id="everybody"),
    ],
)
def test_words_of_people_mean_nothing_to_discord(words: str, told: str) -> None:
    assert text_of(Reply(Kind.RESULT, words)) == told
