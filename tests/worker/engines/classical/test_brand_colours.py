"""Pictures in the colours of a brand: posters, looks, and what stays as it is."""

from dataclasses import replace

import numpy as np
import pytest

from core.catalogue import Intent
from core.jobs import Drawn
from tests.values import spec
from tests.worker.cards import diffusion_card
from worker.engine import Pixels, Share, Step, Task
from worker.engines.classical.engine import ClassicalEngine
from worker.engines.classical.motion.filming import redrawn
from worker.engines.classical.order import Order
from worker.engines.classical.painting.pixels import to_float
from worker.engines.classical.painting.tone import to_lab
from worker.engines.classical.variant import make

PURPLE = ("#6e2a5c", "#c3b1e1")
PHOTO = np.dstack([np.tile(np.linspace(40, 220, 96, dtype=np.uint8), (64, 1))] * 3)
POSTER = Order(1, Intent.IMAGINE, "a lighthouse at sunset", 3, 1.0, (), size=(256, 144))


def hues(pixels: Pixels) -> tuple[float, float]:
    """The mean of a and b, from green to red and from blue to yellow."""
    lab = to_lab(to_float(pixels[..., :3]))
    return float(lab[..., 1].mean()), float(lab[..., 2].mean())


@pytest.mark.parametrize(
    "order",
    [
        pytest.param(POSTER, id="a poster"),
        pytest.param(
            Order(1, Intent.RESTYLE, "as a linocut", 3, 1.0, (PHOTO,)), id="a look of a photo"
        ),
        pytest.param(
            Order(
                1,
                Intent.VARY,
                "",
                4,
                1.0,
                (PHOTO,),
                drawn=Drawn("classical", "a lighthouse at sunset", 3, 256, 144),
            ),
            id="a poster drawn anew",
        ),
    ],
)
def test_what_is_made_as_a_whole_keeps_to_the_colours(order: Order) -> None:
    made = make(replace(order, palette=PURPLE))
    red, yellow = hues(made.pixels)
    assert red > 6
    assert yellow < -4
    assert made.did.endswith("in its 2 colours")
    assert "colours" not in make(order).did


def test_a_clip_of_words_moves_in_the_colours() -> None:
    order = Order(1, Intent.ANIMATE, "a lighthouse at sunset, 2 s", 3, 1.0, (), palette=PURPLE)
    made = make(order)
    red, yellow = hues(made.pixels)
    assert red > 6
    assert yellow < -4
    assert "in its 2 colours" in made.did
    assert made.clip is not None


def test_a_poster_in_the_colours_is_known_again_when_it_moves() -> None:
    drawn = Drawn("classical", POSTER.words, 3, *POSTER.size, palette=PURPLE)
    poster = make(replace(POSTER, palette=PURPLE)).pixels
    order = Order(1, Intent.ANIMATE, "animate it", 3, 1.0, (poster,), drawn=drawn)
    assert len(redrawn(order, poster)) > 1
    assert not redrawn(replace(order, drawn=replace(drawn, palette=())), poster)


def test_where_nothing_but_the_colours_is_asked_for_they_are_all_that_changes() -> None:
    made = make(Order(1, Intent.RESTYLE, "", 3, 1.0, (PHOTO,), palette=PURPLE))
    assert made.did == "the picture itself, in its 2 colours"
    assert made.pixels.shape == PHOTO.shape
    assert hues(made.pixels)[0] > 6


def test_the_scheme_of_a_poster_is_not_told_where_its_colours_are_others() -> None:
    did = make(replace(POSTER, palette=PURPLE)).did
    assert "poster, crimson sunset, high horizon" in make(POSTER).did
    assert "poster, high horizon, in its 2 colours" in did


def test_the_same_seed_gives_the_same_bytes_and_another_one_another_picture() -> None:
    order = replace(POSTER, palette=PURPLE)
    one, again, other = (make(replace(order, seed=seed)).pixels for seed in (3, 3, 4))
    assert np.array_equal(one, again)
    assert not np.array_equal(one, other)


@pytest.mark.parametrize("intent", [Intent.UPSCALE, Intent.REFRAME], ids=str)
def test_what_changes_no_colours_changes_none(intent: Intent) -> None:
    order = Order(1, intent, "2x 1:1", 3, 1.0, (PHOTO,))
    assert np.array_equal(make(order).pixels, make(replace(order, palette=PURPLE)).pixels)


def test_what_is_transparent_stays_so() -> None:
    alpha = np.where(np.arange(96) < 48, 0, 255).astype(np.uint8)
    pixels = np.dstack([PHOTO, np.tile(alpha, (64, 1))])
    order = Order(1, Intent.RESTYLE, "as a linocut", 3, 1.0, (pixels,), palette=PURPLE)
    assert np.array_equal(
        make(order).pixels[..., 3], make(replace(order, palette=())).pixels[..., 3]
    )


@pytest.mark.parametrize(
    ("more", "purple"),
    [
        pytest.param({"palette": PURPLE}, True, id="of the request"),
        pytest.param({}, False, id="none"),
    ],
)
def test_the_engine_hands_the_colours_on(more: dict[str, object], purple: bool) -> None:
    wanted = spec(intent=Intent.IMAGINE, inputs=(), count=1, width=128, height=128, **more)
    task = Task(
        replace(wanted, prompt=replace(wanted.prompt, words="a castle")),
        diffusion_card("classical"),
        (),
    )
    share = Share(task, (1,), _ignore)
    (piece,) = ClassicalEngine(inline=True).render([share], 1)
    assert ("in its 2 colours" in piece.rendered.did) is purple


def _ignore(step: Step) -> None:
    pass
