"""Colours as people write them, and what they are called."""

import pytest

from core.colour_names import NAMED, BadColour, called, read_colours, told


@pytest.mark.parametrize(
    ("text", "colours"),
    [
        ("#B5462A", ("#b5462a",)),
        ("b5462a, #fff", ("#b5462a", "#ffffff")),
        ("#b5462a #fffff0", ("#b5462a", "#fffff0")),
        ("Brick Red; navy", ("#b5462a", "#16244f")),
        ("gray, grey", ("#808080",)),
    ],
)
def test_what_is_written(text: str, colours: tuple[str, ...]) -> None:
    assert read_colours(text) == colours


@pytest.mark.parametrize("text", ["blurple", "#12345", "red blue", "<b>"])
def test_what_is_no_colour(text: str) -> None:
    with pytest.raises(BadColour, match="is no colour"):
        read_colours(text)


@pytest.mark.parametrize("name", list(NAMED))
def test_every_name_is_its_own_nearest(name: str) -> None:
    assert called(NAMED[name]) == name


@pytest.mark.parametrize(
    ("colour", "name"), [("#000000", "black"), ("#14255a", "navy"), ("#fefefe", "white")]
)
def test_the_nearest_name(colour: str, name: str) -> None:
    assert called(colour) == name


def test_a_palette_in_words() -> None:
    assert told(("#b5462a", "#fffff0")) == "brick red #b5462a, ivory #fffff0"


@pytest.mark.parametrize(
    ("palette", "names"),
    [
        pytest.param(
            ("#b82f12", "#b15a29"), "dark brick red #b82f12, light brick red #b15a29", id="two"
        ),
        pytest.param(
            ("#c19a6b", "#d3a277", "#c78656"),
            "tan #c19a6b, light tan #d3a277, dark tan #c78656",
            id="three",
        ),
    ],
)
def test_no_two_colours_of_a_palette_have_one_name(palette: tuple[str, ...], names: str) -> None:
    assert told(palette) == names
