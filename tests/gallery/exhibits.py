"""What there is to show: every look, mood, change, sky and scene, and what exhibits.toml lists."""

import tomllib
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

import core
from core.catalogue import Intent
from core.formats import FORMATS
from worker.engines.classical.painting.grading import CHANGES
from worker.engines.classical.posters.lexicon import scenes
from worker.engines.classical.styles.looks import looks
from worker.engines.classical.words.vocabulary import vocabulary

_LIGHTS = ("dusk", "sunset", "dawn", "night")
PHOTOS = ("astronaut", "cat", "coffee")


class Exhibit(NamedTuple):
    """One grid of the gallery."""

    section: str
    words: str
    pictures: tuple[str, ...]  # of pictures.SOURCES; none where words are all
    intent: Intent
    variants: int = 4
    contenders: tuple[str, ...] = ()  # looks that are compared

    @property
    def file(self) -> str:
        """A name for the grid's file, without its ending."""
        kept = "".join(letter if letter.isalnum() else "-" for letter in self.words.lower())
        return "-".join(part for part in (self.section, *self.pictures, *kept.split("-")) if part)


def exhibits() -> tuple[Exhibit, ...]:
    """All of them, section by section; posters only where the classical engine serves them."""
    shown = (*_looks(), *_changes(), *_skies(), *_formats(), *_listed(), *_posters())
    return tuple(exhibit for exhibit in shown if exhibit.intent in served())


def served() -> frozenset[Intent]:
    """The intents of the classical card."""
    text = (Path(core.__file__).parent / "models.toml").read_text(encoding="utf-8")
    cards = {card["name"]: card for card in tomllib.loads(text)["model"]}
    return frozenset(Intent(name) for name in cards["classical"]["intents"])


def _looks() -> Iterator[Exhibit]:
    for kind, section in (("style", "looks"), ("mood", "moods")):
        for look in (look for look in looks() if look.kind == kind):
            for photo in PHOTOS:
                yield Exhibit(section, look.name, (photo,), Intent.RESTYLE)


def _changes() -> Iterator[Exhibit]:
    for name in CHANGES:
        yield Exhibit("changes", f"make it {name}", ("coffee",), Intent.EDIT)


def _skies() -> Iterator[Exhibit]:
    for name in dict.fromkeys(vocabulary().skies.values()):
        yield Exhibit("skies", f"replace the sky with a {name} sky", ("rocket",), Intent.EDIT)


def _formats() -> Iterator[Exhibit]:
    for photo in PHOTOS:
        yield Exhibit("formats", "all formats", (photo,), Intent.FORMATS, len(FORMATS))


def _posters() -> Iterator[Exhibit]:
    """Each scene, the lights taking turns where it stands under a sky."""
    for scene, light in zip(scenes().values(), cycle(_LIGHTS), strict=False):
        words = scene.name if scene.part == "whole" else f"{scene.name} at {light}"
        yield Exhibit("scenes", words, (), Intent.IMAGINE)


def _listed() -> Iterator[Exhibit]:
    text = Path(__file__).with_name("exhibits.toml").read_text(encoding="utf-8")
    for entry in tomllib.loads(text)["exhibit"]:
        intent = Intent(entry.get("intent", "edit"))
        yield Exhibit(
            entry["section"],
            entry["words"],
            tuple(entry.get("pictures", ())),
            intent,
            entry.get("count", 4),
            tuple(entry.get("contenders", ())),
        )
