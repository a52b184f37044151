"""The subject of a picture in another place: cut out, and put into a scene that is drawn."""

import re
from typing import NamedTuple

from worker.engines.classical.asking import small_words
from worker.engines.classical.compositing.pasting import Ground, stood, subject_of
from worker.engines.classical.painting.chance import Draw
from worker.engines.classical.painting.harmony import DRAWN
from worker.engines.classical.painting.pixels import Layers, Picture
from worker.engines.classical.posters.scenery import scene_named, scenery
from worker.engines.classical.words.phrases import folded

_TALLEST = 0.44  # of the height: what stands in a wide scene
_MARGIN = 0.07  # of the width


class Placing(NamedTuple):
    """What is put where."""

    thing: str  # the words that name the subject
    scene: str  # the words that name the scene
    put: bool  # whether a verb says so
    sure: bool  # whether it is not there already, as “the boat on the lake” may be


class Placed(NamedTuple):
    """The subject in its new place."""

    picture: Picture
    title: str  # what differs between variants
    place: str  # what all variants share
    doubt: str = ""  # what a person should look at


def placing(words: str) -> Placing | None:
    """Where `words` want what a picture shows (“put the cup on a beach”); None where nowhere.

    Only for a subject that is there: “a dragon on a beach” is another thing.
    """
    small = small_words()
    for match in re.finditer(r"\w+", words):
        if folded(match[0]) not in small["place"]:
            continue
        thing, scene = words[: match.start()], words[match.start() :]
        spoken = folded(thing).split()
        begun = len(spoken)
        while spoken and spoken[0] in small["put"]:
            spoken.pop(0)
        there = bool(spoken) and (spoken[0] in small["definite"] or spoken[0] in small["pronoun"])
        if there and not small["indefinite"].intersection(spoken) and scene_named(scene):
            article = [*folded(scene).split(), "", ""][1]
            put = len(spoken) < begun
            return Placing(thing, scene, put, put or article not in small["definite"])
    return None


def placed(source: Layers, wish: Placing, draw: Draw) -> Placed:
    """The subject of `source` in the scene of `wish`.

    Raises Beyond when the source has no subject with a clear edge.
    """
    height, width = source.colour.shape[:2]
    subject = subject_of(source, wish.thing)
    scene = scenery(wish.scene, (width, height), draw)
    ground = Ground(scene.horizon, _TALLEST, _MARGIN, DRAWN)
    standing = stood(scene.seen, subject, ground, draw)
    return Placed(
        scene.finished(standing.picture, standing.alpha),
        f"{standing.title}, {scene.variant}",
        f"subject cut out and put into a scene that is drawn, not photographed: {scene.title}",
        subject.doubt,
    )
