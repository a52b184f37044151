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
    "by commas behind a comma": ("a fox, in three scenes: in the snow, at sea, night", FOX),
    "of what has commas itself": (
        "a red, shy fox, in two scenes: in the snow, at sea",
        ("a red, shy fox in the snow", "a red, shy fox at sea")),
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
    "a series of it": ("series of a fox: in the snow | at sea | night", FOX),
    "a series of it, in German": (
        "Serie von einem Fuchs: im Schnee | am Meer",
        ("einem Fuchs im Schnee", "einem Fuchs am Meer")),
    "a series of it, in French": (
        "série d'images de renard : dans la neige | en mer",
        ("renard dans la neige", "renard en mer")),
    "a series of it, in Spanish": (
        "serie de fotos de zorro: en la nieve | en el mar",
        ("zorro en la nieve", "zorro en el mar")),
    "a story": (
        "a story in 3 pictures: a boat leaves; a storm comes; a lighthouse at dawn",
        ("a boat leaves", "a storm comes", "a lighthouse at dawn")),
    "a story in German": (
        "eine Geschichte in drei Bildern: ein Boot legt ab; ein Sturm; ein Leuchtturm",
        ("ein Boot legt ab", "ein Sturm", "ein Leuchtturm")),
    "a story in French": (
        "une histoire en trois images : un bateau part ; une tempête ; un phare",
        ("un bateau part", "une tempête", "un phare")),
    "a story in Spanish": (
        "una historia en tres imágenes: un barco sale; una tormenta; un faro",
        ("un barco sale", "una tormenta", "un faro")),
    "behind a hyphen": (
        "a fox in 3 scenes - snow, beach and city", ("a fox, snow", "a fox, beach", "a fox, city")),
    "behind a comma, as many as were said": (
        "a fox in three scenes, in the snow, at sea, night", FOX),
    "two, joined": ("a fox in two scenes: in the snow and at sea", FOX[:2]),
    "choices within a scene": (
        "series: a fox: night | {dawn|dusk} light",
        ("a fox, night", "a fox, dawn light", "a fox, dusk light")),
    "choices within the subject": (
        "series: a {red|blue} fox: in snow | at sea",
        ("a red fox in snow", "a blue fox in snow", "a red fox at sea", "a blue fox at sea")),
}  # fmt: skip
THREE = "a fox in three scenes: in the snow, at sea, in a city"
FOR_ALL = {
    "a brand": (f"{THREE}, for @acme", ", for @acme"),
    "a brand with": (f"{THREE}, with @acme", ", with @acme"),
    "in the style of a brand": (f"{THREE}, in the style of @acme", ", in the style of @acme"),
    "a brand's bare name": (f"{THREE}, @acme", ", @acme"),
    "a look": (f"{THREE}, as a linocut", ", as a linocut"),
    "a look behind and": (
        "a fox in three scenes: in the snow, at sea and in a city, in oil", ", in oil"),
    "a courtesy": (f"{THREE}, please", ""),
    "the same style": (f"{THREE}, in the same style", ""),
    "what is beyond the number": (f"{THREE}, at night", ", at night"),
    "a brand in a line": (
        "a fox in three scenes:\nin the snow\nat sea\nin a city\nfor @acme", ", for @acme"),
    "a brand behind bars": (
        "series: a fox: in the snow | at sea | in a city | for @acme", ", for @acme"),
    "a brand behind the last of them": (
        "series: a fox: in the snow | at sea | in a city, for @acme", ", for @acme"),
    "a courtesy behind bars": ("series: a fox: in the snow | at sea | in a city, please", ""),
}  # fmt: skip
OTHERS_FOR_ALL = {
    "German": ("ein Fuchs in drei Szenen: im Schnee, am Meer und in der Stadt", (
        ("für @acme", ", für @acme"), ("als Linolschnitt", ", als Linolschnitt"), ("bitte", ""),
        ("im gleichen Stil", ""))),
    "French": ("un renard en trois scènes : dans la neige, en mer et en ville", (
        ("pour @acme", ", pour @acme"), ("en aquarelle", ", en aquarelle"), ("merci", ""),
        ("dans le même style", ""))),
    "Spanish": ("un zorro en tres escenas: en la nieve, en el mar y en la ciudad", (
        ("para @acme", ", para @acme"), ("como acuarela", ", como acuarela"), ("por favor", ""),
        ("con el mismo estilo", ""))),
}  # fmt: skip
SCENES = {
    "sets, as many as were said": (
        "a fox in three scenes: with @mia, with @rex, at sea",
        ("with @mia", "with @rex", "at sea")),
    "a look, as many as were said": (
        "a fox in three scenes: in the snow, at sea, as a linocut",
        ("in the snow", "at sea", "as a linocut")),
    "a set of two": ("series: a fox: with @mia | with @rex", ("with @mia", "with @rex")),
    "a time of day": ("a fox in these scenes: at dawn, at night", ("at dawn", "at night")),
}  # fmt: skip
NONE = {
    "one picture of several scenes": "history of Rome as a mural in three scenes",
    "a play": "a play in three scenes",
    "steps": "a staircase with three steps",
    "a description": "the same woman: red dress, blue eyes, smiling",
    "a list of edits": "fix this: 1. remove the cup 2. make it darker",
    "choices": "a fox {in the snow|at sea}",
    "bars alone": "movie poster: dark | moody | 35mm",
    "paintings": "a series of paintings by Monet, sea, light",
    "pages": "a comic in 3 panels: dark; moody",
    "a book": "the story of Rome, in pictures: sea, light",
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


@pytest.mark.parametrize(("words", "behind"), FOR_ALL.values(), ids=FOR_ALL)
def test_what_stands_behind_the_last_scene_belongs_to_all(words: str, behind: str) -> None:
    places = ("in the snow", "at sea", "in a city")
    prompt = taken(words).prompt
    assert prompt.scenes == places
    assert prompt.permutations == tuple(f"a fox {place}{behind}" for place in places)


@pytest.mark.parametrize(("words", "behind"), OTHERS_FOR_ALL.values(), ids=OTHERS_FOR_ALL)
def test_what_belongs_to_all_in_other_languages(
    words: str, behind: tuple[tuple[str, str], ...]
) -> None:
    plain = taken(words).prompt.permutations
    assert len(plain) == 3
    for said, left in behind:
        assert taken(f"{words}, {said}").prompt.permutations == tuple(
            f"{one}{left}" for one in plain
        )


@pytest.mark.parametrize(("words", "scenes"), SCENES.values(), ids=SCENES)
def test_what_may_belong_to_all_can_be_a_scene(words: str, scenes: tuple[str, ...]) -> None:
    assert taken(words).prompt.scenes == scenes


@pytest.mark.parametrize(
    ("words", "note"),
    [
        (f"{THREE}, at night", "“at night” is in every scene, since you said 3"),
        ("a fox in four scenes: at sea; in snow", "2 scenes, as you named them, and not 4"),
    ],
    ids=["beyond the number", "another number"],
)
def test_a_number_that_does_not_fit_is_told(words: str, note: str) -> None:
    assert taken(words).notes == (note,)


@pytest.mark.parametrize("words", NONE.values(), ids=NONE)
def test_what_is_no_series_stays_as_it_is(words: str) -> None:
    assert taken(words) == Told(parse(words, shipped().asides))


@pytest.mark.parametrize(
    "words",
    [
        *(
            "series",
            "series: a fox",
            "Serie:",
            "a cat in three scenes",
            "a cat in 3 scenes, please",
        ),
        *("eine Katze in drei Szenen", "un chat en trois scènes", "un gato en tres escenas"),
    ],
)
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
