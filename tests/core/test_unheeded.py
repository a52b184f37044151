"""Settings of which nothing is made are told in a few words, and those that are used are not."""

from dataclasses import replace

import pytest

from core.catalogue import Catalogue, Intent, ModelCard, Role
from core.prompts import Prompt, parse
from tests.core.cards import CLASSICAL, POSTERIST, card
from tests.core.requests import pictures, request, routed
from tests.core.talk import lexicon
from tests.values import asset

_ALL = tuple(intent for intent in Intent if intent is not Intent.RECALL)
# Changes pictures that it is shown; redraws one by degrees; is behind an API.
FREE = card("free", "Free", tuple(Role), _ALL, engine="diffusion", avoids=False, references=3)
BOUND = replace(FREE, name="bound", title="Bound", degrees=True, avoids=True)
AFAR = replace(FREE, name="afar", title="Afar", engine="remote", extra={"takes": ["strength"]})
ENLARGER = card("larger", "Larger", (Role.HIRES,), (Intent.UPSCALE,), engine="diffusion")
CLASSIC = replace(CLASSICAL, stopgap=(), intents=_ALL)

DRAWN = "it says how far a picture that is there may change"
FRAME = "{} keeps the frame of the picture here"
DECIDES = "{} decides itself how far a picture changes here"
UNTOLD = "{} cannot be told what must not appear"


def told(card: ModelCard, intent: Intent, words: str, count: int = 1, mask: bool = False) -> str:
    """What is said of the settings in `words`, on so many pictures."""
    prompt: Prompt = parse(words, lexicon().asides)
    asked = request(intent, inputs=pictures(count) if count else (), prompt=prompt)
    asked = replace(asked, mask=asset("mask") if mask else None)
    made = routed(asked, frozenset({card.name}), Catalogue((card,)))
    return " | ".join(made.notes)


UNUSED = {
    "a length of a still": (FREE, Intent.IMAGINE, "a fox --seconds 5", 0,
                            "only clips have a length"),
    "a strength of words": (FREE, Intent.IMAGINE, "a fox --strength 0.4", 0, DRAWN),
    "a strength of a clip": (CLASSIC, Intent.ANIMATE, "pan left --strength 0.4", 1,
                             "only looks, edits and variations have one"),
    "variations without degrees": (CLASSIC, Intent.VARY, "more --strength 0.4", 1,
                                   DECIDES.format("Easel Classical")),
    "references without degrees": (FREE, Intent.RESTYLE, "as a comic --strength 0.4", 1,
                                   DECIDES.format("Free")),
    "what only enlarges": (ENLARGER, Intent.UPSCALE, "2x --strength 0.4", 1,
                           DECIDES.format("Larger")),
    "words against something": (FREE, Intent.IMAGINE, "a fox --no birds", 0,
                                UNTOLD.format("Free")),
    "in passing": (FREE, Intent.IMAGINE, "a fox, no text", 0, UNTOLD.format("Free")),
    "a service": (AFAR, Intent.IMAGINE, "a fox --no birds", 0, UNTOLD.format("Afar")),
    "nothing is added": (BOUND, Intent.CUTOUT, "the fox --no birds", 1,
                         "nothing is added to the picture"),
    "the frame of a clip": (BOUND, Intent.ANIMATE, "pan --ar 9:16", 1, FRAME.format("Bound")),
    "the frame of what is redrawn": (BOUND, Intent.VARY, "more --ar 9:16", 1,
                                     FRAME.format("Bound")),
    "one of each": (CLASSIC, Intent.RESTYLE, "as a comic --n 4", 2,
                    "there is one of each picture"),
    "formats": (CLASSIC, Intent.FORMATS, "all formats --n 4", 1,
                "there is one picture of each format"),
    "an answer": (CLASSIC, Intent.DESCRIBE, "what is it --n 4 --seed 3", 1,
                  "the answer is in words"),
}  # fmt: skip


@pytest.mark.parametrize(("card", "intent", "words", "count", "why"), UNUSED.values(), ids=UNUSED)
def test_what_nothing_is_made_of_is_told(
    card: ModelCard, intent: Intent, words: str, count: int, why: str
) -> None:
    said = told(card, intent, words, count)
    assert said.startswith("“--")
    assert said.endswith(f"” was not used: {why}")


USED = {
    "a clip": (FREE, Intent.ANIMATE, "pan left --seconds 5", 1),
    "a seed and a number": (FREE, Intent.IMAGINE, "a fox --seed 3 --n 2 --ar 16:9 --size 512", 0),
    "a look": (CLASSIC, Intent.RESTYLE, "as a comic --strength 0.4 --ar 1:1", 1),
    "a variation in a look": (CLASSIC, Intent.VARY, "more as a comic --strength 0.4", 1),
    "a redrawing": (BOUND, Intent.VARY, "more --strength 0.4 --no birds", 1),
    "another frame": (BOUND, Intent.REFRAME, "--ar 9:16", 1),
    "posters": (POSTERIST, Intent.IMAGINE, "a fox --no birds", 0),
    "a service": (AFAR, Intent.VARY, "more --strength 0.4 --ar 16:9", 1),
}


@pytest.mark.parametrize(("card", "intent", "words", "count"), USED.values(), ids=USED)
def test_what_is_used_is_not_mentioned(
    card: ModelCard, intent: Intent, words: str, count: int
) -> None:
    assert told(card, intent, words, count) == ""


def test_a_marked_place_has_a_strength_and_no_frame_of_its_own() -> None:
    words = "a red hat --strength 0.4 --ar 1:1"
    said = f"“--ar 1:1” was not used: {FRAME.format('Free')}"
    assert told(FREE, Intent.EDIT, words, mask=True) == said


def test_of_several_models_each_that_cannot_is_named() -> None:
    prompt = parse("compare models: a fox --no birds", lexicon().asides)
    asked = request(Intent.COMPARE, prompt=prompt)
    both = Catalogue((FREE, BOUND, replace(FREE, name="third", title="Third")))
    made = routed(asked, frozenset(one.name for one in both), both)
    assert list(made.notes) == [
        f"“--no birds” was not used: {UNTOLD.format(name)}" for name in ("Free", "Third")
    ]


def test_an_answer_in_words_is_given_once() -> None:
    prompt = parse("what is it --n 4", lexicon().asides)
    asked = request(Intent.DESCRIBE, inputs=pictures(1), prompt=prompt)
    assert routed(asked, frozenset({CLASSIC.name}), Catalogue((CLASSIC,))).count == 1
