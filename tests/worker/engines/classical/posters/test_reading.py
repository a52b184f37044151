"""Words to a brief: what is drawn, how many, in which colour and light, and what is not known."""

import pytest

from worker.engines.classical.posters.brief import Brief
from worker.engines.classical.posters.lexicon import numbers, props, scene_of_kind, scenes, term
from worker.engines.classical.posters.reading import read
from worker.engines.classical.posters.saying import refusal, said
from worker.engines.classical.posters.scenes.planning import planned
from worker.engines.classical.words.phrases import folded


def _names(brief: Brief) -> list[str]:
    return [item.name for item in (*brief.props, *brief.scenes)]


@pytest.mark.parametrize(
    ("words", "names", "light"),
    [
        ("a lighthouse at dusk", ["lighthouse"], "dusk"),
        ("mountains under a full moon", ["moon", "mountains"], ""),
        ("a sailing boat on a calm sea, minimal poster", ["sailing boat", "sea"], ""),
        ("city skyline at night in the rain", ["city"], "night"),
        ("draw me a beautiful old castle, highly detailed, 4k", ["castle"], ""),
        ("ein einsamer Leuchtturm am Meer bei Sonnenuntergang", ["lighthouse", "sea"], "sunset"),
        ("un phare au bord de la mer, la nuit", ["lighthouse", "sea"], "night"),
        ("una casa en la montaña al amanecer", ["cabin", "mountains"], "dawn"),
        ("a neon city at night", ["city"], "neon"),
    ],
)
def test_what_is_known_is_read_in_any_language(words: str, names: list[str], light: str) -> None:
    brief = read(words)
    assert (_names(brief), brief.light, brief.unknown) == (names, light, ())


@pytest.mark.parametrize(
    ("words", "unknown"),
    [
        ("a red fox in a snowy forest", ("red fox",)),
        ("wizard riding a dragon", ("wizard", "dragon")),
        ("a cat removing its hat", ("hat",)),
        ("a cat dancing", ("dancing",)),
        ("a horseshoe on a beach", ("horseshoe",)),
        ("seven castles", ("more than 1 × castle",)),
        ('a poster that says "KING" with mountains', ("the text “KING”",)),
        ("the sea, slowly, in a t shirt", ("shirt",)),
        ("a butterfly over a meadow", ("butterfly",)),
        ("a family on a beach", ("family",)),
        ("a lily on a lake, Italy", ("lily", "italy")),
        ("a homely on the lake", ("homely",)),
        ("bowling on a beach", ("bowling",)),
        ("kids at a bowling alley by the sea", ("kids", "bowling alley")),
        ("an astronaut on the moon", ("astronaut", "on the moon")),
        ("a boat on the moon", ("on the moon",)),
        ("an old woman in a forest", ("old woman (only a small figure)",)),
        ("eine Frau am Strand", ("frau (only a small figure)",)),
        ("a man on a beach", ()),
        ("a rainbow after rain", ()),
        ("a cherry tree in full bloom", ()),
        ("House on fire", ("on fire",)),
        ("ein Haus in Flammen", ("in flammen",)),
        ("two variants of a lake", ()),
        ("three images of a castle, vier Varianten", ()),
        ("an incredibly peaceful castle, finely drawn", ()),
    ],
)
def test_what_is_not_known_is_named(words: str, unknown: tuple[str, ...]) -> None:
    assert read(words).unknown == unknown


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("portrait of a woman", "a portrait"),
        ("portrait of a woman on a beach", "a portrait"),
        ("Porträt einer alten Frau", "a portrait"),
        ("an old man with a beard", "“old man” up close"),
        ("a woman", "“woman” up close"),
    ],
)
def test_a_person_as_the_whole_subject_is_declined(words: str, what: str) -> None:
    brief = read(words)
    assert not brief.known
    assert refusal(brief).startswith(f"it cannot draw {what}: that needs a diffusion model.")


@pytest.mark.parametrize(
    "words", ["a hiker", "a woman on a beach", "a couple at sunset", "portrait of a cat"]
)
def test_a_figure_in_its_surroundings_is_drawn(words: str) -> None:
    assert read(words).known


@pytest.mark.parametrize("words", ["cherry blossom tree", "a blossoming cherry tree"])
def test_a_cherry_tree_is_one_tree(words: str) -> None:
    assert [item.name for item in read(words).props] == ["cherry tree"]


def test_two_hues_are_the_colours_of_a_poster_and_no_look() -> None:
    brief = read("abstract geometric composition in teal and orange")
    assert ([name for name, _ in brief.colours], brief.look) == (["teal", "orange"], "")
    assert read("black and white mountains").look == "noir"


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("a cat", 1), ("cats", 3), ("two small cats", 2), ("2 cats", 2), ("zwei Katzen", 2),
        ("eight cats", 3),
    ],
)  # fmt: skip
def test_numbers_and_plurals_count(words: str, count: int) -> None:
    assert [item.count for item in read(words).props] == [count]


@pytest.mark.parametrize(
    ("words", "titles", "unknown"),
    [
        ("a black cat and a white cat", ["black cat", "white cat"], ()),
        ("a cat and another cat", ["2 × cat"], ()),
        ("un chat noir et un autre chat", ["2 × black cat"], ()),
        ("a cat, a black cat", ["black cat"], ()),
        ("a red moon and a blue moon", ["red moon"], ("a second moon (blue)",)),
        ("a red castle and a blue castle", ["red castle"], ("a second castle (blue)",)),
        ("a blue lake and a green lake", ["blue lake"], ("a second lake (green)",)),
        ("two black cats and two white cats", ["2 × black cat"], ("a second cat (white)",)),
    ],
)
def test_a_thing_in_another_colour_is_another_thing(
    words: str, titles: list[str], unknown: tuple[str, ...]
) -> None:
    brief = read(words)
    assert [item.title for item in (*brief.props, *brief.scenes)] == titles
    assert brief.unknown == unknown


@pytest.mark.parametrize(
    ("words", "shades", "whole"),
    [
        ("red mountains", ["red"], []),
        ("teal sea with a white lighthouse", ["white", "teal"], []),
        ("un chat noir", ["black"], []),
        ("montañas rojas", ["red"], []),
        ("rote Berge", ["red"], []),
        ("a pink sky over the sea", [""], ["pink"]),
        ("mountains in red and gold", [""], ["red", "gold"]),
        ("a red fox and a cat", [""], []),
    ],
)
def test_colours_go_to_what_they_stand_with(
    words: str, shades: list[str], whole: list[str]
) -> None:
    brief = read(words)
    assert [item.shade for item in (*brief.props, *brief.scenes)] == shades
    assert [name for name, _ in brief.colours] == whole


@pytest.mark.parametrize(
    ("words", "look", "called"),
    [
        ("a lighthouse at dusk as a linocut", "linocut", ""),
        ("watercolour of a castle", "watercolour", ""),
        ("a castle in the style of Van Gogh", "oil", "van gogh"),
        ("ghibli style castle", "soft cel", "ghibli"),
        ("a castle, minimal poster", "", ""),
        ("a castle and a robot", "", ""),
        ("a castle at night in the snow", "", ""),
    ],
)
def test_a_look_is_a_style_that_is_named_as_one(words: str, look: str, called: str) -> None:
    brief = read(words)
    assert (brief.look, brief.look_words) == (look, called)


@pytest.mark.parametrize(
    ("words", "negative"),
    [("the sea without birds", ""), ("the sea", "birds"), ("das Meer ohne Vögel", ""),
     ("birds over the sea", "birds, text")],
)  # fmt: skip
def test_what_must_not_appear_is_left_out(words: str, negative: str) -> None:
    brief = read(words, negative)
    assert _names(brief) == ["sea"]
    assert brief.without == {"birds"}
    assert not brief.may_add("birds")


@pytest.mark.parametrize(
    ("words", "fixed"),
    [
        ("a forest without trees", ("trees",)),
        ("ein Wald ohne Bäume", ("baume",)),
        ("a city without buildings", ("buildings",)),
        ("a city without skyscrapers, at night", ("skyscrapers",)),
        ("a sea without water", ("water",)),
        ("a meadow without grass", ("grass",)),
        ("a lake without trees", ()),
    ],
)
def test_what_belongs_to_a_scene_cannot_be_left_out(words: str, fixed: tuple[str, ...]) -> None:
    brief = read(words)
    assert brief.fixed == fixed
    assert _names(brief)
    assert ("could not leave out" in said(brief, planned(brief))) == bool(fixed)


def test_whoever_wants_no_trees_gets_no_woods() -> None:
    assert not read("a lake without trees").may_add("forest")


def test_what_is_left_out_ends_where_a_time_or_a_place_is_told() -> None:
    brief = read("a city without birds at night in the rain")
    assert (brief.without, brief.light, brief.weather) == ({"birds"}, "night", ("rain",))


def test_a_stormy_night_is_both() -> None:
    brief = read("a stormy night")
    assert (brief.light, brief.weather, brief.known) == ("night", ("storm",), True)


def test_light_alone_is_enough_but_not_beside_what_is_missed() -> None:
    assert read("golden hour").known
    assert not read("a wizard at golden hour").known


def test_things_that_are_named_twice_are_drawn_once() -> None:
    brief = read("a boat, two boats, a red ship")
    assert [(item.count, item.shade) for item in brief.props] == [(2, "red")]


@pytest.mark.parametrize("name", [*scenes(), *props(), *scene_of_kind()])
def test_every_title_is_a_word_for_itself(name: str) -> None:
    found = term(tuple(folded(name).split()))
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("word", numbers())
def test_numbers_are_of_use(word: str) -> None:
    assert read(f"{word} birds").props[0].count == min(numbers()[word], 9)


@pytest.mark.parametrize(
    "words",
    [
        "hauntingly beautiful, breathtaking lighthouse, an incredible masterpiece",
        "photorealistic lighthouse, ultra realistic, 35mm, shallow depth of field, bokeh, 8k",
        "concept art of a lighthouse, digital painting, matte painting, 3d render",
        "a dramatic, epic wide shot of a lighthouse, film grain, kodak portra, golden ratio",
        "ein wunderschönes, stimmungsvolles Bild von einem Leuchtturm, fotorealistisch",
        "une photo superbe et féerique d'un phare",
        "una fotografía preciosa y espectacular de un faro",
    ],
    ids=lambda words: words[:32],
)
def test_praise_and_media_are_no_things(words: str) -> None:
    brief = read(words)
    assert ([item.name for item in brief.props], brief.unknown) == (["lighthouse"], ())


@pytest.mark.parametrize(
    "words", ["cute fox", "ein wunderschöner Fuchs", "a photorealistic wizard"]
)
def test_praise_does_not_hide_what_is_not_known(words: str) -> None:
    assert read(words).unknown == (words.split()[-1].casefold(),)


def test_a_look_among_praise_is_still_a_look() -> None:
    assert read("a beautiful cinematic shot of a lighthouse").look == "cinematic"
