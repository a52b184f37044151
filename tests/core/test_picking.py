"""Of several attached pictures, the one that the words name alone is worked on."""

import pytest

from core.contexts import Context, Replied
from core.intents import understand
from tests.core.words import shipped

TWO = Context(images=2)
PICKED = {
    "a number": ("turn image 1 into a watercolor", (1,), "turn it into a watercolor"),
    "an ordinal": ("turn the second picture into oil", (2,), "turn it into oil"),
    "at the beginning": ("image 2 as a watercolour", (2,), "as a watercolour"),
    "in which something changes": ("in image 2 remove the hat", (2,), "remove the hat"),
    "from which something goes": ("remove the dog from image 2", (2,), "remove the dog from it"),
    "what is larger": ("upscale the first one", (1,), "upscale it"),
    "what is asked": ("what is in photo 2", (2,), "what is in it"),
    "the last": ("animate the last picture", (2,), "animate it"),
    "German": ("mach Bild 2 dunkler", (2,), "mach es dunkler"),
    "French": ("transforme l'image 2 en aquarelle", (2,), "transforme la en aquarelle"),
    "Spanish": ("convierte la imagen 2 en acuarela", (2,), "convierte la en acuarela"),
}
NOT_PICKED = {
    "two names": "use image 1's style on image 2",
    "two names, one of them short": "give the first picture the mood of the second",
    "what belongs to a picture": "make it image 2's colour",
    "a source for another": "add the hat from image 2",
    "a model for another": "make it look like image 2",
    "the other one": "put the dog from image 2 on the other one",
    "one among things": "replace his face with the one in image 2",
    "bare numbers": "the hat from 1 on 2",
    "something counted": "2 dogs on a beach",
    "a picture that is not there": "make image 3 darker",
    "all": "turn both into watercolours",
}


@pytest.mark.parametrize(("text", "selection", "words"), PICKED.values(), ids=PICKED)
def test_one_picture_is_meant(text: str, selection: tuple[int, ...], words: str) -> None:
    got = understand(text, TWO, shipped())
    assert (got.selection, got.words) == (selection, words)


@pytest.mark.parametrize("text", NOT_PICKED.values(), ids=NOT_PICKED)
def test_all_pictures_are_meant(text: str) -> None:
    got = understand(text, TWO, shipped())
    assert (got.selection, got.words) == ((), text)


@pytest.mark.parametrize(
    "context",
    [
        pytest.param(Context(images=1), id="one picture"),
        pytest.param(Context(images=2, reply=Replied.GRID), id="a result beside them"),
        pytest.param(Context(images=2, mask=True), id="a mask"),
    ],
)
def test_elsewhere_no_attached_picture_is_picked(context: Context) -> None:
    assert understand("make image 1 darker", context, shipped()).selection == ()
