"""A text becomes words and settings; what stands in quotes is never a setting."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import BadFlag, BadRequest, OpenChoices, TooManyChoices, TooManyWords, UnknownFlag
from core.prompts import MOST_CHARACTERS, Prompt
from core.prompts import parse as parse_with
from core.ratios import Ratio
from core.sizes import Size
from tests.core.words import shipped

FLAGS = {
    "ratio": ("a fox --ar 16:9", {"words": "a fox", "ratio": Ratio(16, 9)}),
    "ratio in lowest terms": ("a fox --ar 1920x1080", {"words": "a fox", "ratio": Ratio(16, 9)}),
    "ratio with decimals": ("a fox --ar 1.85:1", {"words": "a fox", "ratio": Ratio(37, 20)}),
    "ratio by name": ("a fox --ratio square", {"words": "a fox", "ratio": Ratio(1, 1)}),
    "aspect": ("a fox --aspect 3:2", {"words": "a fox", "ratio": Ratio(3, 2)}),
    "equals sign": ("a fox --ar=16:9", {"words": "a fox", "ratio": Ratio(16, 9)}),
    "upper case": ("a fox --AR 16:9 --Seed 7", {"ratio": Ratio(16, 9), "seed": 7}),
    "em dash": ("a fox —ar 16:9", {"words": "a fox", "ratio": Ratio(16, 9)}),
    "en dash": ("a fox –n 4", {"words": "a fox", "count": 4}),
    "before the words": ("--n 2 a fox", {"words": "a fox", "count": 2}),
    "count": ("a fox --count 9", {"count": 9}),
    "seed": ("a fox --seed 4294967295", {"seed": 2**32 - 1}),
    "negative up to the next flag": (
        "a fox --no text, watermark --seed 3",
        {"words": "a fox", "negative": "text, watermark", "seed": 3},
    ),
    "model": ("a fox --model flux-schnell", {"words": "a fox", "model": "flux-schnell"}),
    "model in quotes": ('a fox --model "FLUX.1 dev"', {"model": "FLUX.1 dev", "quoted": ()}),
    "size": ("a fox --size 768", {"words": "a fox", "size": Size(768)}),
    "size of two sides": ("a fox --size 1024x640", {"size": Size(1024, 640)}),
    "strength": ("this --strength 0.4", {"words": "this", "strength": 0.4}),
    "strength with a comma": ("this --strength 0,4", {"strength": 0.4}),
    "raw": ("a fox --raw --n 2", {"words": "a fox", "raw": True, "count": 2}),
    "the last one holds": ("a fox --n 2 --n 3", {"count": 3}),
    "a comma behind a value": ("a fox --ar 16:9, --n 2", {"ratio": Ratio(16, 9), "count": 2}),
    "only flags": ("--ar 16:9", {"words": "", "ratio": Ratio(16, 9)}),
    "nothing": ("", {"words": ""}),
}
PROSE = {
    "a dash between words": "a man — tall and dark",
    "a dash before a word": "a man —tall and dark",
    "hyphens in a word": "a state-of-the-art robot",
    "a time": "a clock that shows 10:30",
    "raw food": "a steak, raw",
    "a model who poses": "a fashion model walking, model pose",
    "a model of another kind": "a photographer with a model",
    "strength of another kind": "a statue, strength and beauty",
    "a score": "a board that says the game ended 5:7 pm",
    "a score at the end": "a scoreboard after a game lost 3:2",
    "a result at the end": "Bayern gewinnt das Spiel 2:1",
    "a verse": "an old bible open at Psalm 3:4",
    "what a sign says": "a sign that reads 16:9",
    "a portrait": "portrait of a man",
    "a square": "a square in Prague at noon",
    "an edit of text": "remove the text",
    "text as the wish": "no text",
    "a seed that grows": "a seed 7 days after planting",
    "an address": "mail me@example.com about it",
    "braces without a bar": "a {red} car",
    "a measure": 'a 7" record and a 12" record',
}
ASIDES = {
    "ratio at the end": ("a castle in 16:9", {"words": "a castle", "ratio": Ratio(16, 9)}),
    "a bare ratio at the end": ("a castle 16:9", {"ratio": Ratio(16, 9)}),
    "a bare ratio in German": ("Ein Schloss 9:16", {"ratio": Ratio(9, 16)}),
    "a bare ratio in French": ("un château 4:5 stp", {"ratio": Ratio(4, 5)}),
    "a bare ratio in Spanish": ("un castillo 21:9", {"ratio": Ratio(7, 3)}),
    "a bare ratio before flags": ("a castle 16:9 --n 1", {"ratio": Ratio(16, 9), "count": 1}),
    "a bare ratio behind a set": ("a castle for @acme 16:9", {"ratio": Ratio(16, 9)}),
    "ratio between commas": ("a castle, 9:16, fog", {"words": "a castle, fog"}),
    "ratio as the wish": ("make it 16:9", {"words": "make it 16:9", "ratio": Ratio(16, 9)}),
    "ratio alone": ("16:9", {"words": "16:9", "ratio": Ratio(16, 9)}),
    "format": ("a castle, portrait format", {"words": "a castle", "ratio": Ratio(2, 3)}),
    "German": ("ein Haus im Querformat", {"words": "ein Haus", "ratio": Ratio(3, 2)}),
    "French": ("un phare, format carré", {"words": "un phare", "ratio": Ratio(1, 1)}),
    "Spanish": ("un faro, formato vertical", {"words": "un faro", "ratio": Ratio(2, 3)}),
    "German without": ("ein Fuchs, ohne Text oder Logo", {"negative": "Text oder Logo"}),
    "German numbers": ("ein Fuchs, fünf Varianten", {"words": "ein Fuchs", "count": 5}),
    "French without": ("un phare, sans texte", {"words": "un phare", "negative": "texte"}),
    "French numbers": ("un phare, trois variantes différentes", {"count": 3}),
    "Spanish without": ("un faro, sin texto", {"words": "un faro", "negative": "texto"}),
    "Spanish numbers": ("un faro, seis imágenes por favor", {"words": "un faro", "count": 6}),
    "variants apart": ("a fox, 3 variants", {"words": "a fox", "count": 3}),
    "one of them": ("a fox, one variant", {"words": "a fox", "count": 1}),
    "of them": ("a fox, four of them", {"words": "a fox", "count": 4}),
    "variants within": ("4 variations of 2", {"words": "4 variations of 2", "count": 4}),
    "seed": ("a fox, seed 42", {"words": "a fox", "seed": 42}),
    "no text": ("a poster of a fox, no text", {"words": "a poster of a fox", "negative": "text"}),
    "French seed": ("un phare, graine 7", {"words": "un phare", "seed": 7}),
    "Spanish seed": ("un faro, semilla 7", {"words": "un faro", "seed": 7}),
    "just one": ("a watercolor, just one", {"words": "a watercolor", "count": 1}),
    "times": ("watercolor x3", {"words": "watercolor", "count": 3}),
    "strength": ("oil, strength 0.05", {"words": "oil", "strength": 0.05}),
    "strength in per cent": ("oil at strength 40 %", {"words": "oil", "strength": 0.4}),
    "strength in German": ("in Öl, Stärke 0,3", {"words": "in Öl", "strength": 0.3}),
    "model": ("oil, with model classical", {"words": "oil", "model": "classical"}),
    "model by its number": ("oil, model FLUX2-dev", {"words": "oil", "model": "FLUX2-dev"}),
    "model after using": ("a cat, using the z-image model", {"model": "z-image"}),
    "raw words": ("a fox, words as they are", {"words": "a fox", "raw": True}),
    "German all together": (
        "in Öl, quer, 3 Stück, Seed 7, kein Text",
        {"words": "in Öl", "ratio": Ratio(3, 2), "count": 3, "seed": 7, "negative": "Text"},
    ),
    "behind but": ("make it red but only two variants", {"words": "make it red", "count": 2}),
    "behind but, in German": ("nochmal, aber Seed 7", {"words": "nochmal", "seed": 7}),
    "but of a variant": ("2 but square format", {"words": "2 but square format", "ratio": None}),
    "but without": ("2 but no text", {"words": "2 but no text", "negative": ""}),
    "a flag wins": ("a fox, 3 variants --n 2", {"words": "a fox", "count": 2}),
}
QUOTES = {
    "straight": ('a sign "OPEN late"', "OPEN late"),
    "single": ("a sign 'OPEN late'", "OPEN late"),
    "curly": ("a sign “OPEN late”", "OPEN late"),
    "curly single": ("a sign ‘OPEN late’", "OPEN late"),
    "German": ("ein Schild „OPEN late“", "OPEN late"),
    "French": ("un panneau «OPEN late»", "OPEN late"),
    "flags inside": ('a sign "sale --n 4"', "sale --n 4"),
    "braces inside": ('a sign "{a|b}"', "{a|b}"),
    "double spaces inside": ('a  sign "OPEN  late"', "OPEN  late"),
    "an apostrophe inside": ("a sign 'it's late'", "it's late"),
    "a set inside": ('a sign "@mia"', "@mia"),
}
NO_QUOTES = {
    "apostrophes": "the dog's bone isn't the cats' bone",
    "decades": "the '80s look of the girls' party",
    "rock 'n' roll": "rock 'n' roll",
    "an open quote": 'a sign that says "OPEN',
}
WRONG = {
    "unknown": ("a fox --stylize 3", UnknownFlag, {"flag": "--stylize"}),
    "no value": ("a fox --ar", BadFlag, {"flag": "--ar", "given": "nothing"}),
    "a flag as value": ("a fox --seed --raw", BadFlag, {"flag": "--seed", "given": "nothing"}),
    "too many": ("a fox --n 10", BadFlag, {"flag": "--n", "given": "“10”"}),
    "none": ("a fox --n 0", BadFlag, {"flag": "--n"}),
    "no number": ("a fox --count four", BadFlag, {"flag": "--count"}),
    "other digits": ("a fox --n ²", BadFlag, {"flag": "--n"}),
    "a long seed": ("a fox --seed 4294967296", BadFlag, {"flag": "--seed"}),
    "too large": ("a fox --size 8000", BadFlag, {"flag": "--size"}),
    "too small": ("a fox --size 512x100", BadFlag, {"flag": "--size"}),
    "too strong": ("a fox --strength 1.2", BadFlag, {"flag": "--strength"}),
    "too long a side": ("a fox --ar 21:1", BadFlag, {"flag": "--ar"}),
    "no side": ("a fox --ar 0:1", BadFlag, {"flag": "--ar"}),
    "a value where none is": ("a fox --raw=yes", BadFlag, {"flag": "--raw", "given": "“yes”"}),
    "nothing to leave out": ("a fox --no --n 2", BadFlag, {"flag": "--no"}),
    "ten combinations": ("{a|b} {1|2|3|4|5}", TooManyChoices, {"count": 10, "limit": 9}),
    "not closed": ("a {red|blue car", OpenChoices, {"given": "red|blue car"}),
    "nested": ("{a|{b|c}}", BadFlag, {"needs": "choices without braces"}),
    "too long": ("x" * (MOST_CHARACTERS + 1), TooManyWords, {"length": MOST_CHARACTERS + 1}),
}


def parse(text: str) -> Prompt:
    """What a text asks for, in the languages that Easel ships."""
    return parse_with(text, shipped().asides)


def holds(prompt: Prompt, expected: dict[str, Any]) -> bool:
    return {name: getattr(prompt, name) for name in expected} == expected


@pytest.mark.parametrize(("text", "expected"), FLAGS.values(), ids=FLAGS)
def test_flags_leave_the_words(text: str, expected: dict[str, Any]) -> None:
    assert holds(parse(text), expected), parse(text)


@pytest.mark.parametrize(("text", "expected"), ASIDES.values(), ids=ASIDES)
def test_settings_in_plain_language(text: str, expected: dict[str, Any]) -> None:
    assert holds(parse(text), expected), parse(text)


@pytest.mark.parametrize("text", PROSE.values(), ids=PROSE)
def test_prose_stays_prose(text: str) -> None:
    assert parse(text) == Prompt(text)


@pytest.mark.parametrize(("text", "quoted"), QUOTES.values(), ids=QUOTES)
def test_quoted_text_is_verbatim(text: str, quoted: str) -> None:
    prompt = parse(text)
    assert prompt.quoted == (quoted,)
    assert quoted in prompt.words
    assert prompt.sets == ()


@pytest.mark.parametrize("text", NO_QUOTES.values(), ids=NO_QUOTES)
def test_an_apostrophe_is_no_quote(text: str) -> None:
    assert parse(text).quoted == ()


@pytest.mark.parametrize(("text", "error", "fields"), WRONG.values(), ids=WRONG)
def test_a_wrong_request_says_what_is_wrong(
    text: str, error: type[BadRequest], fields: dict[str, Any]
) -> None:
    with pytest.raises(error) as raised:
        parse(text)
    assert {name: raised.value.fields[name] for name in fields} == fields


def test_an_unknown_flag_lists_the_known_ones() -> None:
    with pytest.raises(UnknownFlag, match="--ar, --aspect, --ratio, --n"):
        parse("a fox --foo")


def test_permutations_multiply_and_the_last_turns_fastest() -> None:
    prompt = parse("{red|blue} car, {day|night}")
    assert prompt.words == "{red|blue} car, {day|night}"
    assert prompt.permutations == (
        "red car, day",
        "red car, night",
        "blue car, day",
        "blue car, night",
    )


def test_a_choice_may_be_empty() -> None:
    assert parse("a {|red} car").permutations == ("a car", "a red car")


def test_quoted_bars_part_no_choices() -> None:
    assert parse('{"a|b"|c} sign').permutations == ('"a|b" sign', "c sign")


def test_sets_are_named_once_and_in_order() -> None:
    prompt = parse("@mia and @brand-x, then @mia. Mail to a@b.org, <@123>")
    assert prompt.sets == ("mia", "brand-x")
    assert "@mia and @brand-x" in prompt.words


def test_lines_stay_lines() -> None:
    assert parse("a poem\n  of   two lines ").words == "a poem\nof two lines"


@given(text=st.text(max_size=200))
def test_parsing_refuses_or_answers(text: str) -> None:
    with suppress(BadRequest):
        assert len(parse(text).permutations) <= 9


pieces = st.sampled_from(
    [
        "--n 4",
        "--ar",
        "—seed 3",
        "{a|b}",
        "{",
        "|",
        '"',
        "'",
        "„",
        "“",
        "@mia",
        ",",
        "16:9",
        "no text",
    ]
)


@given(parts=st.lists(pieces, max_size=12))
def test_parsing_survives_its_own_signs(parts: list[str]) -> None:
    with suppress(BadRequest):
        words = parse(" ".join(parts)).words
        assert parse(words).words == words


@given(quoted=st.text(min_size=1, max_size=40).filter(lambda text: not set(text) & set('"„“”«»')))
def test_any_quoted_text_survives(quoted: str) -> None:
    prompt = parse(f'a sign with "{quoted}" on it, 3 variants --seed 5')
    assert f'"{quoted}"' in prompt.words
    assert quoted in prompt.quoted
    assert (prompt.count, prompt.seed) == (3, 5)


@pytest.mark.parametrize(
    ("text", "words", "sets"),
    [
        ("a city without @acme", "a city", ()),
        ("a city, not for @acme, at night", "a city, at night", ()),
        ("a city but not in the style of @acme", "a city", ()),
        ("a city without the @acme style", "a city", ()),
        ("a city without @acme's colours", "a city", ()),
        ("a city without @acme or @rex", "a city", ()),
        ("@mia in a café, but without @acme", "@mia in a café", ("mia",)),
        ("a city, don't use @acme", "a city", ()),
        ("eine Stadt ohne @acme", "eine Stadt", ()),
        ("eine Stadt, aber nicht im Stil von @acme", "eine Stadt", ()),
        ("une ville sans @acme", "une ville", ()),
        ("une ville, mais pas pour @acme", "une ville", ()),
        ("una ciudad sin @acme", "una ciudad", ()),
        ("una ciudad, pero no para @acme", "una ciudad", ()),
        ("a city without @mia's hat", "a city without @mia's hat", ("mia",)),
        ("not only @acme", "not only @acme", ("acme",)),
        ("a sign “without @acme”", "a sign “without @acme”", ()),
        ("a mug for @acme without a handle", "a mug for @acme without a handle", ("acme",)),
        ("@mia without her hat", "@mia without her hat", ("mia",)),
    ],
)
def test_a_set_that_is_unwanted(text: str, words: str, sets: tuple[str, ...]) -> None:
    prompt = parse(text)
    assert (prompt.words, prompt.sets) == (words, sets)
