"""Several pictures in one request: whose palette goes where, and what is pasted into what."""

from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from core.catalogue import Intent
from core.ratios import Ratio
from tests.pictures.scenes import carried, landscape, photograph, portrait
from tests.worker.engines.classical.requests import difference
from worker.engine import Pixels
from worker.engines.classical.compositing.references import Use, wished
from worker.engines.classical.finding.faces import faces_of
from worker.engines.classical.finding.outdoors import sky_mask
from worker.engines.classical.order import Made, Order
from worker.engines.classical.painting.pixels import to_float
from worker.engines.classical.variant import make
from worker.engines.classical.words.beyond import Beyond

MEADOW = landscape()
COFFEE = np.asarray(cv2.resize(photograph("coffee"), (300, 200)), np.uint8)
CAT = np.asarray(cv2.resize(photograph("cat"), (300, 200)), np.uint8)


def _made(words: str, pictures: Sequence[Pixels], seed: int = 0, **more: object) -> Made:
    values: dict[str, object] = {"strength": 0.6, **more}
    return make(Order(1, Intent.REFINE, words, seed, pictures=tuple(pictures), **values))  # pyright: ignore[reportArgumentType]


def _mean(pixels: Pixels) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    lab = cv2.cvtColor(pixels.astype(np.float32) / 255, cv2.COLOR_RGB2Lab)
    return np.asarray(lab.reshape(-1, 3).mean(axis=0))


@pytest.mark.parametrize(
    ("words", "count", "kept", "givers"),
    [
        ("in the colours of the second picture", 2, 0, (1,)),
        ("like the mood of this one", 2, 0, (1,)),
        ("use the palette of the second one for the first", 2, 0, (1,)),
        ("give the second picture the mood of the first", 2, 1, (0,)),
        ("color grade the first like the second", 2, 0, (1,)),
        ("match the colours of picture 2", 3, 0, (1,)),
        ("in the colours of the others", 3, 0, (1, 2)),
        ("in den Farben des zweiten Bildes", 2, 0, (1,)),
        ("dans les couleurs de la deuxième image", 2, 0, (1,)),
        ("con los colores de la segunda", 2, 0, (1,)),
    ],
)
def test_words_say_whose_palette_is_taken(
    words: str, count: int, kept: int, givers: tuple[int, ...]
) -> None:
    assert wished(words, count) == (Use.PALETTE, kept, givers, "", "")


@pytest.mark.parametrize(
    ("words", "count", "scene", "giver"),
    [
        ("put the cup from the first picture on the beach of the second", 2, 1, 0),
        ("put in the second picture the cat of the first", 2, 1, 0),
        ("the cup from the second on the table of the first", 2, 0, 1),
        ("put her in the first picture", 2, 0, 1),
        ("put the cat on the beach", 2, 1, 0),
        ("put her on the beach of the second picture", 2, 1, 0),
        ("put a cup of the second on the table", 2, 0, 1),
        ("put the cup of picture 3 into picture 1", 3, 0, 2),
        ("setze die Tasse aus dem ersten Bild auf den Tisch im zweiten", 2, 1, 0),
        ("mets la tasse de la première image sur la plage de la deuxième", 2, 1, 0),
    ],
)
def test_words_say_what_is_pasted_where(words: str, count: int, scene: int, giver: int) -> None:
    wish = wished(words, count)
    assert wish is not None
    assert wish[:3] == (Use.PASTE, scene, (giver,))


@pytest.mark.parametrize(
    ("words", "thing"),
    [
        ("put the red cup of the first on the blue sea of the second", "put the red cup"),
        ("put from the second picture the red cup into the first", "put the red cup"),
        ("setze die rote Tasse aus dem ersten Bild auf den Tisch", "setze die rote tasse"),
        ("mets la tasse de la première image sur la plage", "mets la tasse"),
        ("pon la taza de la primera imagen en la playa", "pon la taza"),
    ],
)
def test_the_subject_stands_before_its_picture_and_the_scene(words: str, thing: str) -> None:
    wish = wished(words, 2)
    assert wish is not None
    assert wish.thing == thing


@pytest.mark.parametrize(
    ("words", "count"), [("more colour", 1), ("keep her face", 2), ("put on a hat", 1)]
)
def test_other_words_speak_of_no_other_picture(words: str, count: int) -> None:
    assert wished(words, count) is None


@pytest.mark.parametrize(
    ("words", "count", "says"),
    [
        ("in the colours of the second picture", 1, "no picture 2: only one picture came"),
        ("in the colours of the first picture", 1, "only one picture came with this request"),
        ("make this in the style of picture 1", 1, "only one picture came with this request"),
        ("in den Farben des ersten Bildes", 1, "only one picture came with this request"),
        ("put the cup of the third on the table of the first", 2, "no picture 3: 2 pictures came"),
        ("put the first into the first", 2, "pasted into itself: name two"),
    ],
)
def test_what_is_not_there_is_said(words: str, count: int, says: str) -> None:
    with pytest.raises(Beyond, match=says):
        wished(words, count)


@pytest.mark.parametrize("seed", [0, 1, 3])
def test_a_palette_moves_and_the_structure_stays(seed: int) -> None:
    variant = _made("in the colours of the second picture", (MEADOW, COFFEE), seed)
    wanted = np.linalg.norm(_mean(variant.pixels)[1:] - _mean(COFFEE)[1:])
    assert wanted < 0.5 * np.linalg.norm(_mean(MEADOW)[1:] - _mean(COFFEE)[1:])
    edges = [
        cv2.Laplacian(
            cv2.GaussianBlur(cv2.cvtColor(one, cv2.COLOR_RGB2GRAY), (0, 0), 2), cv2.CV_32F
        )
        for one in (MEADOW, variant.pixels)
    ]
    assert np.corrcoef(edges[0].ravel(), edges[1].ravel())[0, 1] > 0.6
    assert variant.did.startswith("palette of picture 2, ")


def test_grey_stays_without_glowing_colours() -> None:
    grey = np.full((60, 80, 3), 128, np.uint8)
    vivid = np.full((60, 80, 3), (255, 0, 0), np.uint8)
    result = _made("in the colours of the second", (grey, vivid)).pixels
    chroma = np.linalg.norm(_mean(result)[1:])
    assert 10 < chroma < 40


def test_four_palettes_differ_visibly() -> None:
    made = [
        _made("in the colours of the second", (MEADOW, COFFEE), seed).pixels for seed in range(4)
    ]
    apart = [difference(made[one], made[two]) for one in range(4) for two in range(one)]
    assert min(apart) >= 11


def test_a_palette_is_the_seeds() -> None:
    first, again = (_made("in the colours of the second", (MEADOW, CAT), 6) for _ in range(2))
    assert np.array_equal(first.pixels, again.pixels)


def test_strength_scales_a_palette() -> None:
    full, weak = (
        _made("in the colours of the second", (MEADOW, COFFEE), strength=strength)
        for strength in (0.6, 0.2)
    )
    assert difference(weak.pixels, MEADOW) < 0.5 * difference(full.pixels, MEADOW)
    assert "at strength 0.2" in weak.did


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("in the style of the second picture", "of its style only the colours: the rest needs"),
        ("as a pencil drawing in the colours of the second", "pencil, "),
    ],
)
def test_what_a_palette_is_not_is_said(words: str, says: str) -> None:
    assert says in _made(words, (COFFEE, MEADOW)).did


def _cut_out() -> Pixels:
    """A red ball, cut out before."""
    ball = np.zeros((120, 120, 4), np.uint8)
    cv2.circle(ball, (60, 60), 40, (220, 30, 30, 255), -1)
    return ball


@pytest.mark.parametrize("seed", range(4))
def test_a_pasted_subject_leaves_the_rest_to_the_bit(seed: int) -> None:
    variant = _made(
        "put the ball of the first on the beach of the second", (_cut_out(), MEADOW), seed
    )
    changed = (variant.pixels != MEADOW).any(axis=2)
    rows, columns = np.nonzero(changed)
    assert 0.02 < changed.mean() < 0.5
    assert np.ptp(columns) < 0.75 * MEADOW.shape[1]
    inside = variant.pixels[int(rows.mean()), int(columns.mean())].astype(int)
    assert inside[0] > 1.5 * inside[1]
    assert "subject of picture 1 pasted into picture 2, not redrawn" in variant.did
    assert "% of the picture changed, the rest is identical" in variant.did


def test_a_subject_takes_on_the_light_of_its_scene() -> None:
    words = "put the ball of the first into the second"
    night = (MEADOW * 0.25).astype(np.uint8)
    lights = list[float]()
    for scene in (MEADOW, night):
        result = _made(words, (_cut_out(), scene)).pixels
        red = result[..., 0].astype(int) - result[..., 1]
        lights.append(float(result[red > 0.6 * red.max()].mean()))
    assert lights[1] < 0.8 * lights[0]


def test_a_photograph_is_cut_out_by_itself() -> None:
    variant = _made("put the cup of the first on the beach of the second", (COFFEE, MEADOW))
    assert variant.pixels.shape == MEADOW.shape
    assert difference(variant.pixels, MEADOW) > 4


@pytest.mark.parametrize(
    ("picture", "says"),
    [
        (CAT, "by colour and contrast it finds"),
        (np.full((90, 120, 3), 90, np.uint8), "name the subject's colour"),
    ],
    ids=["cat", "flat"],
)
def test_a_doubtful_subject_is_not_pasted(picture: Pixels, says: str) -> None:
    with pytest.raises(Beyond, match=says):
        _made("put her on the beach of the second picture", (picture, MEADOW))


def test_a_subject_in_pieces_is_not_pasted() -> None:
    pieces = _cut_out()
    pieces[55:65] = 0
    with pytest.raises(Beyond, match="only pieces of the subject"):
        _made("put the ball on the beach", (pieces, MEADOW))


def test_what_is_left_of_the_request_is_done_or_said() -> None:
    pictures = (MEADOW, COFFEE, CAT)
    variant = _made("in the colours of the second picture", pictures, ratio=Ratio(1, 1))
    assert variant.pixels.shape[0] == variant.pixels.shape[1]
    assert variant.did.endswith("cropped to 1:1, picture 3 not used")


@pytest.mark.parametrize(
    ("count", "said"), [(1, ""), (2, ", picture 2 not used"), (4, ", pictures 2, 3 and 4 not used")]
)
def test_what_is_made_of_the_first_picture_alone_says_so(count: int, said: str) -> None:
    _, *spare = _made("a single watercolour of these", [CAT] * count).did.partition(", pictur")
    assert "".join(spare) == said


def test_a_new_scene_is_declined_with_what_can_be_asked() -> None:
    with pytest.raises(Beyond, match="in the colours of the second picture"):
        _made("keep her face", (MEADOW, COFFEE))


@pytest.mark.parametrize("seed", range(3))
def test_nothing_is_pasted_onto_the_sky(seed: int) -> None:
    scene = carried("rocket")
    result = _made("put the cup of the first picture in the second", (COFFEE, scene), seed).pixels
    changed = (result != scene).any(axis=2)
    rows, columns = np.flatnonzero(changed.any(axis=1)), np.flatnonzero(changed.any(axis=0))
    sky = sky_mask(scene)[:, columns[0] : columns[-1]] > 0.5
    foot = int(rows[-1]) + 1
    assert foot == len(scene) or sky[foot:].mean() < 0.1
    assert not changed[: len(scene) // 2].any()


CLOSE = cv2.resize(portrait()[5:205, 120:320], (300, 300), interpolation=cv2.INTER_AREA)


@pytest.mark.parametrize(
    "scene", [portrait(), CLOSE.astype(np.uint8)], ids=["half length", "close"]
)
@pytest.mark.parametrize("seed", range(4))
def test_a_pasted_subject_hides_no_face(scene: Pixels, seed: int) -> None:
    words = "put the cup from the first picture in the second"
    result = _made(words, [photograph("coffee"), scene], seed).pixels
    face = faces_of(to_float(scene)).mask > 0.9
    assert float((result != scene).any(axis=2)[face].mean()) < 0.1
    assert (result != scene).any(axis=2).mean() > 0.05


@pytest.mark.parametrize("seed", range(4))
def test_what_catches_the_eye_is_not_hidden(seed: int) -> None:
    pasted = _made("put the cup from the first picture into the second", (COFFEE, CAT), seed)
    for eye in ((slice(60, 94), slice(102, 134)), (slice(72, 106), slice(200, 226))):
        assert np.array_equal(pasted.pixels[eye], CAT[eye])
