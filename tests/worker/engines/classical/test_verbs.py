"""Edits are asked for with a verb in four languages, and come to the same."""

import numpy as np
import pytest

from core.catalogue import Intent
from tests.pictures.scenes import landscape
from tests.worker.engines.classical.requests import made
from worker.engines.classical.words.beyond import Beyond

SAME = {
    "darken the sky": ("verdunkle den Himmel", "assombris le ciel", "oscurece el cielo"),
    "brighten the picture": (
        "helle das Bild auf",
        "éclaircissez la photo",
        "aclara la imagen",
    ),
    "blur the bottom right corner": (
        "verwische die untere rechte Ecke",
        "floute le coin inférieur droit",
        "difumina la esquina inferior derecha",
    ),
    "recolour the grass purple": (
        "färbe das Gras lila",
        "colore l'herbe en violet",
        "tiñe la hierba de morado",
    ),
    "replace the sky with a sunset": (
        "ersetze den Himmel durch einen Sonnenuntergang",
        "remplace le ciel par un coucher de soleil",
        "reemplaza el cielo por un atardecer",
    ),
    "make the colours warmer": (
        "erwärme die Farben",
        "réchauffe les couleurs",
        "calienta los colores",
    ),
    "desaturate the picture": ("entsättige das Bild", "désature l'image", "desatura la foto"),
    "sharpen the picture": ("schärfe das Bild", "rends la photo plus nette", "enfoca la imagen"),
    "reduce the contrast": (
        "verringere den Kontrast",
        "réduis le contraste",
        "reduce el contraste",
    ),
    "remove the red house": (
        "beseitige das rote Haus",
        "supprime la maison rouge",
        "quite la casa roja",
    ),
}
SMALL = landscape(240, 180)


@pytest.mark.parametrize(
    ("english", "said"),
    [pytest.param(english, said, id=said) for english, every in SAME.items() for said in every],
)
def test_the_same_is_made_in_every_language(english: str, said: str) -> None:
    expected = made(SMALL, english, Intent.EDIT).pixels
    assert np.array_equal(made(SMALL, said, Intent.EDIT).pixels, expected)


@pytest.mark.parametrize("english", SAME)
def test_and_it_is_more_than_nothing(english: str) -> None:
    assert not np.array_equal(made(SMALL, english, Intent.EDIT).pixels, SMALL)


@pytest.mark.parametrize(
    "words",
    [
        "ersetze die Tasse durch eine Vase",
        "remplacez la tasse par un vase",
        "sustituye la taza por un jarrón",
    ],
)
def test_what_is_beyond_it_is_so_in_every_language(words: str) -> None:
    with pytest.raises(Beyond, match="adding and replacing things"):
        made(SMALL, words, Intent.EDIT)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("it's too dark", "brighten the picture"),
        ("make it half as bright", "darken the picture"),
        ("der Himmel ist zu hell", "darken the sky"),
        ("zu dunkel", "brighten the picture"),
        ("c'est trop sombre", "brighten the picture"),
        ("la foto es demasiado oscura", "brighten the picture"),
        ("it is too warm", "make the colours cooler"),
        ("not so colourful", "desaturate the picture"),
        ("it's too yellow", "make the colours cooler"),
        ("too blurry", "sharpen the picture"),
        ("too much contrast", "reduce the contrast"),
        ("make it warmer, but not too dark", "make the colours warmer"),
    ],
)
def test_what_is_too_much_becomes_its_opposite(said: str, meant: str) -> None:
    expected = made(SMALL, meant, Intent.EDIT).pixels
    assert np.array_equal(made(SMALL, said, Intent.EDIT).pixels, expected)


@pytest.mark.parametrize(
    "words",
    [
        "make the sky on the left pink",
        "the left half of the sky darker",
        "färbe den Himmel links rosa",
    ],
)
def test_a_part_of_the_sky_is_no_more_than_that(words: str) -> None:
    variant = made(SMALL, words, Intent.EDIT)
    changed = (variant.pixels != SMALL).any(axis=2)
    middle = SMALL.shape[1] // 2
    assert changed[:60, : middle - 12].mean() > 0.5
    assert not changed[:, middle + 12 :].any()
    assert not changed[-20:].any()
    assert "the left half of the sky" in variant.did


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("increase brightness", "brighten the picture"),
        ("turn the brightness down", "darken the picture"),
        ("add more light", "brighten the picture"),
        ("reduce the brightness of the sky", "darken the sky"),
        ("lower the saturation", "desaturate the picture"),
        ("crank up the colours", "saturate the picture"),
        ("add warmth", "make the colours warmer"),
        ("remove the blur", "sharpen the picture"),
        ("undo the blur", "sharpen the picture"),
        ("remove the noise", "denoise the picture"),
        ("lift shadows", "lift the shadows"),
        ("add a slight vignette", "vignetted"),
        ("füge eine Vignette hinzu", "vignetted"),
        ("add film grain", "grainier"),
        ("ajoute du grain", "grainier"),
        ("remove the colour", "make it black and white"),
        ("erhöhe die Helligkeit", "brighten the picture"),
        ("weniger Sättigung", "desaturate the picture"),
        ("augmente la luminosité", "brighten the picture"),
        ("enlève le bruit", "denoise the picture"),
        ("baja la saturación", "desaturate the picture"),
        ("más luz", "brighten the picture"),
    ],
)
def test_quantities_are_turned_up_and_down(said: str, meant: str) -> None:
    expected = made(SMALL, meant, Intent.EDIT).pixels
    assert np.array_equal(made(SMALL, said, Intent.EDIT).pixels, expected)


def test_a_vignette_darkens_the_corners_and_grain_roughens() -> None:
    pale = np.full((120, 160, 3), 150, np.uint8)
    corners = made(pale, "add a vignette", Intent.EDIT).pixels[..., 0]
    assert corners[:8, :8].mean() < corners[50:70, 70:90].mean() - 20
    grain = made(pale, "add film grain", Intent.EDIT).pixels[..., 0]
    assert 2 < grain.std() < 15
    assert abs(float(grain.mean()) - 150) < 2


def test_a_figure_is_said_not_to_be_counted() -> None:
    variant = made(SMALL, "increase the brightness of the sky by 20%", Intent.EDIT)
    assert "“by 20%” is not counted: the variants differ in how much" in variant.did
    assert np.array_equal(variant.pixels, made(SMALL, "brighten the sky", Intent.EDIT).pixels)


@pytest.mark.parametrize(
    "words", ["dim the light on the left", "less light from the left", "weniger Licht von links"]
)
def test_less_light_is_no_lamp(words: str) -> None:
    assert made(SMALL, words, Intent.EDIT).pixels.mean() < SMALL.mean() - 3


def test_more_light_from_a_side_is_a_lamp() -> None:
    lit = made(SMALL, "light from the left", Intent.EDIT).pixels
    assert np.array_equal(made(SMALL, "more light from the left", Intent.EDIT).pixels, lit)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(
    ("words", "less"),
    [("a bit brighter please", True), ("etwas heller", True), ("much brighter", False)],
)
def test_how_much_is_wished_is_heeded(words: str, less: bool, seed: int) -> None:
    pale = np.full((60, 80, 3), 90, np.uint8)
    usual = made(pale, "brighter", Intent.EDIT, seed=0).pixels.mean()
    found = made(pale, words, Intent.EDIT, seed=seed).pixels.mean()
    assert bool(found < usual) is less
    assert found > 90


@pytest.mark.parametrize(
    "words", ["fix the white balance", "remove the colour cast", "Weißabgleich"]
)
def test_a_cast_of_colour_goes(words: str) -> None:
    rng = np.random.default_rng(1)
    grey = rng.integers(60, 190, (60, 80, 1)).repeat(3, axis=2)
    yellow = (grey * np.array((1.1, 1.0, 0.7))).clip(0, 255).astype(np.uint8)
    balanced = made(yellow, words, Intent.EDIT).pixels.reshape(-1, 3).mean(axis=0)
    assert np.ptp(balanced) < 0.15 * np.ptp(yellow.reshape(-1, 3).mean(axis=0))
