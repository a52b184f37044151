"""Clips of posters: from words alone, in layers of their own, and other posters of one brief."""

from typing import Any

import numpy as np
import pytest

from core.catalogue import Intent
from core.jobs import Drawn
from tests.pictures.scenes import landscape
from tests.worker.engines.classical.requests import difference, made
from worker.engine import Pixels
from worker.engines.classical.motion.direction import directed
from worker.engines.classical.motion.filming import filmed, redrawn, script
from worker.engines.classical.motion.parallax import footage_of
from worker.engines.classical.order import Made, Order
from worker.engines.classical.painting.chance import Draw
from worker.engines.classical.variant import make
from worker.engines.classical.words.beyond import Beyond

WORDS = "a lighthouse on a rock at dusk"
SIZE = 192, 128
DRAWN = Drawn("classical", WORDS, 5, *SIZE)


def _order(words: str, intent: Intent, *pictures: Pixels, **more: Any) -> Order:
    values: dict[str, Any] = {"seed": 5, "strength": 0.6, "size": SIZE, **more}
    return Order(index=1, intent=intent, words=words, pictures=pictures, **values)


@pytest.fixture(scope="module")
def poster() -> Pixels:
    """The poster of the words."""
    return make(_order(WORDS, Intent.IMAGINE)).pixels


@pytest.mark.parametrize(
    ("words", "scene", "camera"),
    [
        ("a clip of a lighthouse at dusk, waves", "lighthouse at dusk, waves", "clip"),
        ("slow push in on mountains in snow, 4 s", "mountains in snow", "4 s, slow, push in"),
        ("a cabin on the right, pan left", "a cabin on the right", "pan left"),
        ("ein Video von einem Wald, nach links", "von einem wald", "video, nach links"),
    ],
    ids=["clip", "push", "right and left", "German"],
)
def test_words_are_shared_between_scene_and_camera(words: str, scene: str, camera: str) -> None:
    plot = script(words)
    assert " ".join(plot.scene.split()).endswith(scene)
    assert plot.camera == camera


@pytest.fixture(scope="module")
def clip() -> Made:
    """A clip of words alone."""
    return make(_order("a clip of a lighthouse at dusk, waves, in rain, 3 s", Intent.ANIMATE))


def test_words_alone_give_a_clip_of_a_poster(clip: Made) -> None:
    assert clip.clip is not None
    assert (clip.clip.seconds, clip.clip.width > 1.5 * clip.clip.height) == (3.0, True)
    assert clip.did.startswith("drew: lighthouse, waves, sea, dusk, rain; poster, ")
    assert clip.did.endswith("push in, rain; 3 s")


def test_what_cannot_be_drawn_or_filmed_is_said() -> None:
    did = make(_order("a clip of a fox by a lake, the camera somersaults", Intent.ANIMATE)).did
    assert "could not draw: fox" in did
    with pytest.raises(Beyond, match="cannot draw “wizard”"):
        filmed(_order("a clip of a wizard", Intent.ANIMATE))


def test_a_poster_that_is_drawn_again_moves_in_its_own_layers(poster: Pixels) -> None:
    order = _order("pan right", Intent.ANIMATE, poster, drawn=DRAWN)
    layers = redrawn(order, poster)
    assert len(layers) >= 3
    depths = [depth for _, depth in layers]
    footage = footage_of(poster, directed("pan right"), Draw(0), layers)
    assert max(depths) - min(depths) > 0.3
    assert len(footage.scenery.flats) == len(layers)
    assert difference(footage.frame(0.0), footage.frame(1.0)) > 2


@pytest.mark.parametrize(
    ("drawn", "picture"),
    [
        pytest.param(None, None, id="no words known"),
        pytest.param(Drawn("classical", WORDS, 6, *SIZE), None, id="another seed"),
        pytest.param(DRAWN, landscape(*SIZE), id="a photograph"),
    ],
)
def test_only_the_very_same_poster_is_taken_apart(
    poster: Pixels, drawn: Drawn | None, picture: Pixels | None
) -> None:
    shown = poster if picture is None else picture
    assert redrawn(_order("pan right", Intent.ANIMATE, shown, drawn=drawn), shown) == ()


def test_varying_a_poster_draws_others_of_its_words(poster: Pixels) -> None:
    others = [
        make(_order(WORDS, Intent.VARY, poster, drawn=DRAWN, seed=seed)) for seed in range(40, 44)
    ]
    assert all(one.did.startswith("drew: lighthouse") for one in others)
    pictures = [poster, *(one.pixels for one in others)]
    apart = [
        difference(first, second)
        for index, first in enumerate(pictures)
        for second in pictures[:index]
    ]
    assert min(apart) > 3
    assert np.mean(apart) > 11


def test_varying_a_photograph_still_grades_it() -> None:
    assert made(landscape(), "more like this", Intent.VARY).did.startswith("graded")


def test_a_look_that_is_added_goes_on_the_poster(poster: Pixels) -> None:
    did = make(_order("as a linocut", Intent.VARY, poster, drawn=DRAWN)).did
    assert did.startswith("linocut")
