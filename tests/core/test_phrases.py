"""The notation of phrases, and the folding of what they are looked for in."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.phrases import Lists, entries, fold, pattern

LISTS = Lists({"thing": ("{colour} car", "hat")}, Lists({"colour": ("red", "dark blue")}))
FITS = {
    "words": ("make it red", "make  it red"),
    "an optional word that is there": ("upscale [it] please", "upscale it please"),
    "an optional word that is not": ("upscale [it] please", "upscale please"),
    "an optional beginning": ("[please] [now] go", "now go"),
    "one of several": ("(can|could you) go", "could you go"),
    "an optional one of several": ("go [(in|out)]", "go out"),
    "a list": ("make it {colour}", "make it dark blue"),
    "a list in a list": ("a {thing}", "a red car"),
    "an ending": ("water-", "watering"),
    "no ending": ("water-", "water"),
    "a beginning": ("*ing", "watering"),
    "any word": ("* it", "embellish it"),
    "a number": ("# more", "12 more"),
    "a gap": ("make … red", "make all of it red"),
    "no gap": ("make … red", "make red"),
    "a gap at the beginning": ("… red", "all of it red"),
    "accents": ("arrière-plan", "arriere plan"),
    "a hyphen that is missing": ("low-poly", "low poly"),
    "another apostrophe": ("l'image", "l’image"),
}
FITS_NOT = {
    "a word too many": ("make it red", "make it very red"),
    "part of a word": ("water", "waters"),
    "a gap of eleven words": ("make … red", f"make {'so ' * 11}red"),
    "a missing part": ("make it {colour}", "make it"),
}
BROKEN = {
    "an unknown list": ("make it {size}", "unknown list 'size'"),
    "a bracket that stays open": ("make [it", "missing ']'"),
    "a bracket that nothing opened": ("make it]", "unexpected ']'"),
}


def fits(phrase: str, text: str) -> bool:
    return re.fullmatch(pattern([phrase], LISTS), fold(text)) is not None


@pytest.mark.parametrize(("phrase", "text"), FITS.values(), ids=FITS)
def test_a_phrase_fits(phrase: str, text: str) -> None:
    assert fits(phrase, text)


@pytest.mark.parametrize(("phrase", "text"), FITS_NOT.values(), ids=FITS_NOT)
def test_a_phrase_does_not_fit(phrase: str, text: str) -> None:
    assert not fits(phrase, text)


@pytest.mark.parametrize(("phrase", "message"), BROKEN.values(), ids=BROKEN)
def test_a_broken_phrase_is_named(phrase: str, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        pattern([phrase], LISTS)


def test_commas_and_lines_part_phrases() -> None:
    assert entries("a b, c\n\n d,") == ("a b", "c", "d")


@given(text=st.text())
def test_folding_keeps_positions(text: str) -> None:
    assert len(fold(text)) == len(text)
