"""A series in words: which lists are scenes, what their words are, and what each has in common."""

import pytest

from core.prompts import Prompt, parse
from core.series import MOST_SCENES, ONE_EACH, NoScenes, Told, as_series
from tests.core.words import shipped

FOX = ("a fox in the snow", "a fox at sea", "a fox, night")
SAME = ("the same fox in the snow", "the same fox at sea", "the same fox in a city")
ASKED = {
    "parted by bars": ("series: a fox: in the snow | at sea | night", FOX),
    "by semicolons": ("a fox, scenes: in the snow; at sea; night", FOX),
    "by commas": ("a fox in three scenes: in the snow, at sea, night", FOX),
    "numbered": ("a fox in 3 scenes 1. in the snow 2. at sea 3. night", FOX),
    "numbered in lines": ("a fox as a series:\n1) in the snow\n2) at sea\n3) night", FOX),
    "in lines": ("a fox in these scenes:\nin the snow\nat sea\nnight", FOX),
    "below a line without a colon": ("a fox in three scenes\nin the snow\nat sea\nnight", FOX),
    "whole in lines": ("series\na fox in the snow\na fox at sea\na fox, night", FOX),
    "in braces": ("series: a fox {in the snow|at sea}", FOX[:2]),
    "behind a dash": ("a fox in three scenes — in the snow; at sea; night", FOX),
    "of it": ("draw three scenes of a fox: in the snow; at sea; night", FOX),
    "places without a preposition": (
        "a fox in two places:\n- a cafe\n- an office", ("a fox, a cafe", "a fox, an office")),
    "the same": ("the same fox: in the snow | at sea | in a city", SAME),
    "the same, the last two joined": (
        "the same fox in three scenes: in the snow, at sea and in a city", SAME),
    "German": (
        "derselbe Fuchs in drei Szenen: im Schnee; am Meer",
        ("derselbe Fuchs im Schnee", "derselbe Fuchs am Meer")),
    "French": (
        "le même renard en trois scènes : dans la neige ; en mer",
        ("le même renard dans la neige", "le même renard en mer")),
    "Spanish": (
        "el mismo zorro en tres escenas: en la nieve | en el mar",
        ("el mismo zorro en la nieve", "el mismo zorro en el mar")),
}  # fmt: skip
NONE = {
    "a description": "the same woman: red dress, blue eyes, smiling",
    "a list of edits": "fix this: 1. remove the cup 2. make it darker",
    "choices": "a fox {in the snow|at sea}",
    "bars alone": "movie poster: dark | moody | 35mm",
    "paintings": "a series of paintings by Monet, sea, light",
    "lines": "a fox\nin the snow\nat sea",
    "quoted": 'the same sign: "open | closed"',
    "one scene": "the same fox: in the snow",
}


def taken(words: str) -> Told:
    """The prompt of `words` as a series."""
    return as_series(parse(words, shipped().asides), shipped())


@pytest.mark.parametrize(("words", "each"), ASKED.values(), ids=ASKED)
def test_scenes_with_their_subject(words: str, each: tuple[str, ...]) -> None:
    assert taken(words).prompt.permutations == each


@pytest.mark.parametrize("words", NONE.values(), ids=NONE)
def test_what_is_no_series_stays_as_it_is(words: str) -> None:
    assert taken(words) == Told(parse(words, shipped().asides))


@pytest.mark.parametrize("words", ["series", "series: a fox", "Serie:"])
def test_a_series_without_scenes_asks_for_them(words: str) -> None:
    with pytest.raises(NoScenes, match="at least two"):
        taken(words)


def test_cells_are_called_as_scenes_were_said() -> None:
    scenes = taken("series: a fox: in the\tSnow | “Open | now”").prompt.scenes
    assert scenes == ("in the Snow", "“Open | now”")


def test_cells_of_choices_are_called_by_what_differs() -> None:
    assert taken("series: a {red|blue} fox at sea").prompt.scenes == ("red", "blue")


def test_more_than_nine_are_left_out_by_name() -> None:
    scenes = "; ".join(f"at place {number}" for number in range(1, 12))
    prompt, notes = taken(f"series: a fox: {scenes}")
    assert len(prompt.scenes) == len(prompt.permutations) == MOST_SCENES
    assert notes == ("only the first 9 of 11 scenes, without “at place 10”, “at place 11”",)


def test_another_count_is_told() -> None:
    prompt, notes = taken("series: a fox: in the snow | at sea --n 4 --ar 16:9")
    assert (prompt.count, prompt.ratio is not None, notes) == (None, True, (ONE_EACH,))


def test_settings_stay() -> None:
    prompt, _ = taken("series: a fox: in the snow | at sea --seed 7")
    wanted = Prompt(
        "a fox: in the snow | at sea",
        permutations=("a fox in the snow", "a fox at sea"),
        scenes=("in the snow", "at sea"),
        seed=7,
    )
    assert prompt == wanted
