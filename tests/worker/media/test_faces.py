"""Labels in letters that Pillow's own typeface lacks."""

import pytest
from PIL import ImageFont

from worker.media import faces
from worker.media.faces import drawn, written

BOX = drawn(ImageFont.load_default(20.0), "\uffff")


@pytest.mark.parametrize("label", ["im Frühling", "über dem Meer", "à la plage", "montaña"])
def test_no_letter_is_a_box(label: str) -> None:
    font, text = written(label, 20.0)
    box = drawn(font, "\uffff")
    assert not [letter for letter in text if drawn(font, letter) == box]


def test_what_pillow_can_write_stays_in_its_typeface() -> None:
    font, text = written("at sea", 20.0)
    assert (text, drawn(font, "\uffff")) == ("at sea", BOX)


def test_without_another_typeface_an_accent_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faces, "_INSTALLED", ("No such face.ttf",))
    assert written("žluťoučký kůň", 21.0).text == "zlutoucky kun"
