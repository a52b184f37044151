"""Lettering: what words ask for, what is read, what is set in its place and read again."""

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from core.catalogue import Intent
from tests.pictures.scenes import carried, landscape, photograph
from tests.pictures.signs import ASLANT, FACE, FRONT, ROUGH, Sign, signed
from tests.worker.engines.classical.requests import made
from worker.engine import Pixels
from worker.engines.classical.editing.request import Verb, understood
from worker.engines.classical.lettering.line import lettering
from worker.engines.classical.lettering.proofreading import surroundings
from worker.engines.classical.lettering.reading import lines
from worker.engines.classical.lettering.typefaces import Typeface, typefaces
from worker.engines.classical.lettering.typesetting import Setting, matches
from worker.engines.classical.words.beyond import Beyond
from worker.engines.classical.words.pointing import pointer
from worker.engines.classical.words.wording import rewording


@pytest.mark.parametrize(
    ("words", "old", "new"),
    [
        ("change the text SALE to OPEN", "SALE", "OPEN"),
        ("replace “HELLO” with “GOODBYE”", "HELLO", "GOODBYE"),
        ('replace "HELLO" with "GOODBYE"', "HELLO", "GOODBYE"),
        ("change 'Tom's Bar' to 'Ann's Bar'", "Tom's Bar", "Ann's Bar"),
        ("fix the text: OPEN", "", "OPEN"),
        ("make the sign say OPEN", "", "OPEN"),
        ("change the sign to OPEN please", "", "OPEN"),
        ("turn SALE into OPEN", "SALE", "OPEN"),
        ("correct the spelling: RESTURANT should be RESTAURANT", "RESTURANT", "RESTAURANT"),
        ("change the text in the picture to OPEN", "", "OPEN"),
        ("change the word Sale on the sign to Open", "Sale", "Open"),
        ("“OPEN” instead of “SALE”", "SALE", "OPEN"),
        ("change the caption from hello world to good bye, please", "hello world", "good bye"),
        ("ersetze den Text SALE durch OPEN", "SALE", "OPEN"),
        ("remplace le texte SALE par OPEN", "SALE", "OPEN"),
        ("cambia el texto SALE por OPEN", "SALE", "OPEN"),
        ('cambia el texto "Paid" a "Pagado"', "Paid", "Pagado"),
        ("cambia el texto Paid a Pagado, por favor", "Paid", "Pagado"),
        ("cambia el título a REBAJAS", "", "REBAJAS"),
        ("change le texte « Paid » à « Payé »", "Paid", "Payé"),
        ("SUMMER FESTIVAL should say SOMMERFEST", "SUMMER FESTIVAL", "SOMMERFEST"),
        ("SUMMER FESTIVAL soll SOMMERFEST heißen", "SUMMER FESTIVAL", "SOMMERFEST"),
        ("SUMMER FESTIVAL devrait dire FÊTE", "SUMMER FESTIVAL", "FÊTE"),
        ("the text should read SUMMER SALE", "", "SUMMER SALE"),
        ("change it to say OPEN", "", "OPEN"),
        ("it should say Open", "", "Open"),
        ("da soll OFFEN stehen", "", "OFFEN"),
        ("ça devrait dire OUVERT", "", "OUVERT"),
        ("debería decir ABIERTO", "", "ABIERTO"),
        ("haz que diga ABIERTO", "", "ABIERTO"),
        ("change STOP to GO!", "STOP", "GO!"),
        ("“OPEN” instead of “SALE”!", "SALE", "OPEN"),
        ("make the sign say OPEN, please!", "", "OPEN"),
        ("change the sign to say Pizza", "", "Pizza"),
        ("change the sign to Pizza", "", "Pizza"),
        ("change the label so it reads fresh milk", "", "fresh milk"),
        ("change the date to Friday 12 June", "", "Friday 12 June"),
        ("change the price from 2.50 to 3.00", "2.50", "3.00"),
        ("change the text SALE to ???", "SALE", "???"),
        ("replace ??? with SALE", "???", "SALE"),
        ("change the sign to →", "", "→"),
        ("change the text", "", ""),
        ("please edit the headline", "", ""),
        ("Change the sign!", "", ""),
        ("change the writing on the board", "", ""),
        ("change the text on the laptop to SUMMER SALE", "", "SUMMER SALE"),
        ("change the text on the laptop's screen to SUMMER SALE", "", "SUMMER SALE"),
        ("change the text on the sign to laptop", "", "laptop"),
        ("the text on the laptop should be SUMMER SALE", "", "SUMMER SALE"),
        ("the date should say Sunday 15 July", "", "Sunday 15 July"),
        ("der Text auf dem Laptop soll SUMMER SALE heißen", "", "SUMMER SALE"),
        ("ersetze den Text auf dem Laptopbildschirm durch OPEN", "", "OPEN"),
        ("remplace le texte de l'écran par SOLDES", "", "SOLDES"),
        ("el texto de la pantalla debe decir REBAJAS", "", "REBAJAS"),
    ],
    ids=lambda value: value,
)
def test_words_name_old_and_new(words: str, old: str, new: str) -> None:
    wish = rewording(words)
    assert wish is not None
    assert (wish.old, wish.new) == (old, new)


@pytest.mark.parametrize(
    ("words", "beside", "new"),
    [
        ("change the price of Espresso to 3.00", "Espresso", "3.00"),
        ("ändere den Preis von Espresso zu 3,00", "Espresso", "3,00"),
        ("change the price for the “Hot Dog” to 3.00", "Hot Dog", "3.00"),
    ],
)
def test_words_name_what_a_price_belongs_to(words: str, beside: str, new: str) -> None:
    wish = rewording(words)
    assert wish is not None
    assert (wish.old, wish.beside, wish.new, wish.number) == ("", beside, new, True)


@pytest.mark.parametrize(
    "words",
    [
        "replace the sign with a tree",
        "change the text to red",
        "change the sky to blue",
        "make the red car blue",
        "blue instead of red",
        "the sky should be blue",
        "replace the cup with “a glass”",
        "replace HELLO with a flower",
        "make it show more",
        "change the shirt",
        "change the label to red",
        "change the sign to a tree",
        "change the sky to ???",
        "change the text a bit",
        "cambia el texto a la izquierda",
        "cambia el texto a rojo",
        "change le texte à gauche",
        "es soll Nacht sein",
        "it should be night",
        "the dog should say hello",
        "the text should be larger",
        "the text should be red",
        "the price should be lower",
        "replace the cup with ★",
    ],
)
def test_other_changes_are_not_taken_for_lettering(words: str) -> None:
    assert rewording(words) is None


@pytest.mark.parametrize(
    ("words", "which"),
    [
        ("the text", ""),
        ("all the lettering", ""),
        ("the text sale", "sale"),
        ("the writing on the sign", ""),
    ],
)
def test_words_point_at_lettering(words: str, which: str) -> None:
    found = pointer(words)
    assert (found.text, found.words) == (True, which)


@pytest.mark.parametrize("text", ["SALE", "Qg ÄÉ", "9:30"])
@pytest.mark.parametrize("face", [typefaces()[0], FACE], ids=lambda face: face.title)
def test_ink_is_cut_to_what_is_black_and_stands_on_its_baseline(text: str, face: Typeface) -> None:
    small, large = face.ink(text, 60), face.ink(text, 120)
    for ink in (small, large):
        assert all(ink.alpha[edge].max() > 0 for edge in (0, -1))
        assert ink.top < 0 < ink.top + ink.alpha.shape[0] + 3
    assert large.alpha.shape[0] == pytest.approx(2 * small.alpha.shape[0], abs=3)


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        ("SALE", ""),
        ("हिन्दी", "हिन्दी"),
        ("Menu हिन्दी 中文", "हिन्दी 中文"),
        ("Pizza🔥!", "🔥"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
    ],
    ids=["nothing", "marks", "two words", "a sign", "one that is joined"],
)
def test_what_a_face_lacks_is_quoted_as_it_was_written(text: str, lacking: str) -> None:
    assert FACE.lacking(text) == lacking


def test_a_space_prints_nothing() -> None:
    assert FACE.ink(" ", 40).alpha.size == 0


_SIGNS = [
    pytest.param("coffee", FRONT, "OPEN", id="light on dark, from the front"),
    pytest.param("cat", ASLANT, "CENTRAL PARK", id="dark on light, aslant"),
    pytest.param("cat", ROUGH, "Goodbye", id="light on a rough ground"),
]


@pytest.mark.parametrize(("photo", "sign", "new"), _SIGNS)
def test_new_words_are_set_and_read_again(photo: str, sign: Sign, new: str) -> None:
    source = signed(photo, sign)
    variant = made(source, f"replace “{sign.text}” with “{new}”", Intent.EDIT, seed=2)
    assert [line.text for line in lines(variant.pixels)] == [new]
    assert f"“{sign.text}” replaced, it now reads “{new}”, " in variant.did
    changed = (variant.pixels != source).any(axis=2)
    share = f"{100 * changed.mean():.1f} %"
    assert f"{share} of the picture changed, the rest is identical" in variant.did
    assert not (changed & ~_board(source, sign)).any()


def _board(picture: Pixels, sign: Sign) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    import cv2

    board = np.zeros(picture.shape[:2], np.uint8)
    cv2.fillPoly(board, [np.array(sign.corners, np.int32)], 1)
    return board > 0


@pytest.mark.parametrize(("photo", "sign", "new"), _SIGNS)
def test_the_face_that_a_sign_was_set_in_is_near_the_top(photo: str, sign: Sign, new: str) -> None:
    picture = signed(photo, sign)
    seen = lettering(picture, lines(picture)[0])
    assert seen is not None
    found = matches(seen, sign.text)
    assert FACE.title in [match.face.title for match in found[:4]]
    assert found[0].likeness > 0.6


def test_words_that_need_more_room_stay_on_their_board() -> None:
    source = signed("coffee", FRONT)
    variant = made(source, "change the text SALE to RESTAURANT DELUXE", Intent.EDIT)
    assert not ((variant.pixels != source).any(axis=2) & ~_board(source, FRONT)).any()
    assert "it now reads “RESTAURANT DELUXE”" in variant.did


def test_one_word_of_a_line_is_changed_and_the_others_stay() -> None:
    source = signed("cat", ASLANT)
    variant = made(source, "change the word HOTEL to MOTEL", Intent.EDIT)
    assert "it now reads “GRAND MOTEL”" in variant.did
    assert np.array_equal(variant.pixels[:, :250], source[:, :250])


def test_capitals_follow_the_sign_unless_they_are_quoted() -> None:
    source = signed("coffee", FRONT)
    for new, read in (("open", "OPEN"), ("“Open”", "Open")):
        did = made(source, f"change the text sale to {new}", Intent.EDIT).did
        assert f"it now reads “{read}”" in did


def test_variants_differ_in_fit_and_keep_to_the_best_faces() -> None:
    source, words = signed("coffee", FRONT), "change the text SALE to OPEN"
    variants = [made(source, words, Intent.EDIT, seed=seed) for seed in range(4)]
    ways = [variant.did.partition(", “")[0] for variant in variants]
    faces = [way.partition(", ")[0] for way in ways]
    assert {*faces[:2], *faces[3:]} == {f"set in {FACE.title}"}
    assert len(set(ways)) == 4
    for number, variant in enumerate(variants):
        assert not any(np.array_equal(variant.pixels, other.pixels) for other in variants[:number])


@pytest.mark.parametrize("seed", [0, 3])
def test_a_line_that_lies_half_in_shadow_is_replaced_whole(seed: int) -> None:
    source = carried("page")
    variant = made(source, "change the text “Region” to “Area”", Intent.EDIT, seed=seed)
    assert "it now reads “Area-based segmentation”" in variant.did
    first, second, *_ = lines(variant.pixels)
    assert (first.text, second.text[:12]) == ("Area-based segmentation", "Let us first")
    assert np.array_equal(variant.pixels[60:], source[60:])


def test_what_is_left_of_the_old_line_is_read_again() -> None:
    source = signed("cat", ASLANT)
    line = lines(source)[0]
    seen = lettering(source, line)
    assert seen is not None
    there = cv2.perspectiveTransform(line.corners[None], seen.upright.there)[0]
    narrow = Setting(FACE.ink("A", 20), np.eye(3), seen.box._replace(left=300, width=40))
    around = surroundings(line, seen, narrow)
    back = cv2.perspectiveTransform(around.corners[None], seen.upright.there)[0]
    assert back[:, 0].min() <= max(there[:, 0].min(), seen.box.left)
    assert back[:, 0].max() >= min(there[:, 0].max(), seen.box.left + seen.box.width)


def test_a_face_says_which_letters_it_lacks() -> None:
    assert typefaces()[0].lacks("GRÜSSE 中") == ""
    assert FACE.lacks("GRÜSSE AÜ") == "Ü"


@pytest.mark.parametrize("seed", range(4))
def test_no_face_is_taken_that_lacks_a_letter(seed: int) -> None:
    source = signed("coffee", FRONT)
    did = made(source, "change the text SALE to “GRÜSSE”", Intent.EDIT, seed=seed).did
    assert not did.startswith(f"set in {FACE.title}")
    assert "it now reads “GRÜSSE”" in did


def test_letters_that_no_face_has_are_declined() -> None:
    with pytest.raises(Beyond, match="no typeface here has “\U0010fffe”"):
        made(signed("coffee", FRONT), "replace “SALE” with “A\U0010fffe”", Intent.EDIT)


def test_words_that_do_not_come_out_legible_are_declined() -> None:
    with pytest.raises(Beyond, match="“IlIl1lI” does not come out legible here: it would read “"):
        made(signed("coffee", FRONT), "replace “SALE” with “IlIl1lI”", Intent.EDIT)


@pytest.mark.parametrize(
    ("picture", "words", "says"),
    [
        (signed("coffee", FRONT), "change the text SOUP to OPEN", "no “SOUP” .* reads: “SALE”"),
        (photograph("cat"), "change the text SALE to OPEN", "no text in this picture"),
        (signed("coffee", FRONT), "remove the text soup", "no such text .* reads: “SALE”"),
        (landscape(), "remove the text", "no text in this picture"),
    ],
    ids=["another line", "no text", "no such text", "nothing to remove"],
)
def test_what_is_not_written_is_declined_with_what_is(
    picture: Pixels, words: str, says: str
) -> None:
    with pytest.raises(Beyond, match=says):
        made(picture, words, Intent.EDIT)


@pytest.mark.parametrize(("photo", "sign", "new"), _SIGNS[1:])
def test_lettering_is_taken_off(photo: str, sign: Sign, new: str) -> None:
    source = signed(photo, sign)
    variant = made(source, "remove the text", Intent.EDIT, seed=1)
    assert lines(variant.pixels) == ()
    assert f"“{sign.text}” removed" in variant.did
    assert not ((variant.pixels != source).any(axis=2) & ~_board(source, sign)).any()


def _title(shadow: int) -> tuple[Pixels, Pixels]:
    """SUMMER in white on a gradient of two directions, with a shadow or none; and bare."""
    down, across = np.mgrid[0:1:240j, 0:1:420j]
    bare = np.stack([30 + 190 * across, 90 - 60 * down, 190 - 170 * down + 40 * across], axis=2)
    ink = FACE.ink("SUMMER", 90).alpha[..., None]
    titled = bare.copy()
    for away, tone in ((shadow, 0), (0, 255)) if shadow else ((0, 255),):
        place = slice(80 + away, 80 + away + len(ink)), slice(30 + away, 30 + away + ink.shape[1])
        titled[place] += (tone - titled[place]) * ink
    return titled.round().astype(np.uint8), bare.round().astype(np.uint8)


@pytest.mark.parametrize("shadow", [0, 4], ids=["plain", "with a shadow"])
@pytest.mark.parametrize("seed", range(4))
def test_what_is_taken_off_a_gradient_leaves_the_gradient(seed: int, shadow: int) -> None:
    titled, bare = _title(shadow)
    result = made(titled, "remove the text", Intent.EDIT, seed=seed).pixels
    away = np.abs(cv2.GaussianBlur(result, (0, 0), 1.5).astype(int) - bare)
    assert away.max() < 6
    assert away.mean() < 1


@pytest.mark.parametrize(("shadow", "said"), [(0, False), (4, True)], ids=["plain", "shadowed"])
def test_white_letters_stay_white_along_a_gradient(shadow: int, said: bool) -> None:
    titled, _ = _title(shadow)
    variant = made(titled, "change the text SUMMER to WINTER", Intent.EDIT)
    white = (variant.pixels.min(axis=2) > 245).any(axis=0)
    columns = np.nonzero(white)[0]
    assert columns[0] < 60
    assert columns[-1] > 300
    letters = cv2.erode((variant.pixels.min(axis=2) > 180).astype(np.uint8), np.ones((3, 3))) > 0
    assert (variant.pixels[letters].min(axis=1) > 240).mean() > 0.98
    assert ("the shadow of the old letters is not set again" in variant.did) == said


def _written(*words: str, face: Typeface = FACE, gap: int = 70) -> Pixels:
    """Words in one row on a plain ground, `gap` px apart."""
    picture, left = np.full((160, 620, 3), (236, 232, 220), np.float32), 30
    for word in words:
        ink = face.ink(word, 60)
        place = slice(100 + ink.top, 100 + ink.top + len(ink.alpha))
        part = picture[place, left : left + ink.alpha.shape[1]]
        part += (30 - part) * ink.alpha[..., None]
        left += ink.alpha.shape[1] + gap
    return picture.round().astype(np.uint8)


@pytest.mark.parametrize("seed", range(4))
def test_the_space_before_a_longer_word_stays(seed: int) -> None:
    source = _written("nach", "Bonn")
    assert len(lines(source)) == 2
    new = made(source, "change the text Bonn to Frankfurt", Intent.EDIT, seed=seed).pixels
    empty = ~(new[40:120].max(axis=2) < 150).any(axis=0)
    spaces = "".join("." if column else "x" for column in empty).strip(".").split("x")
    assert max(map(len, spaces)) > 45


@pytest.mark.parametrize("face", ["Rubik Italic 700", "Rubik 700", "Rubik 400"])
def test_the_slant_and_the_weight_of_the_old_words_are_kept(face: str) -> None:
    cut = next((one for one in typefaces() if one.title == face), FACE)
    did = made(_written("Saturday", face=cut), "replace “Saturday” with “Monday”", Intent.EDIT).did
    assert did.startswith(f"set in {cut.title}, ")


def test_a_face_is_known_in_perspective() -> None:
    cut = next((one for one in typefaces() if one.title == "Rubik 700"), FACE)
    flat = _written("BAKERY", face=cut)
    corners = np.array([(0, 0), (620, 0), (620, 160), (0, 160)], np.float32)
    aslant = np.array([(30, 60), (560, 15), (565, 215), (40, 170)], np.float32)
    there = cv2.getPerspectiveTransform(corners, aslant)
    edge = (236, 232, 220)
    source = np.asarray(cv2.warpPerspective(flat, there, (600, 240), borderValue=edge), np.uint8)
    did = made(source, "change the text BAKERY to BREWERY", Intent.EDIT).did
    assert did.startswith(f"set in {cut.title.split()[0]} ")


@pytest.mark.parametrize(
    ("words", "reads"),
    [
        ("change Grand Hotel to Central Park", "CENTRAL PARK"),
        ("ersetze Hotel durch Motel", "GRAND MOTEL"),
    ],
)
def test_what_stands_in_the_picture_need_not_be_called_a_text(words: str, reads: str) -> None:
    assert f"it now reads “{reads}”" in made(signed("cat", ASLANT), words, Intent.EDIT).did


def test_a_thing_is_no_lettering() -> None:
    with pytest.raises(Beyond):
        made(signed("cat", ASLANT), "change the hotel to a lake", Intent.EDIT)


def test_a_question_about_text_is_answered_with_the_lines() -> None:
    asked = made(signed("cat", ASLANT), "what does the sign say", Intent.DESCRIBE)
    assert asked.text == "It reads: “GRAND HOTEL”."
    assert made(photograph("cat"), "read the text", Intent.DESCRIBE).text.startswith("It finds no")
    assert "Palette" in made(photograph("cat"), "what is this", Intent.DESCRIBE).text


def test_lettering_and_other_wishes_go_together() -> None:
    wishes = understood("replace “SALE” with “OPEN” and make it warmer").requests
    assert [wish.verb for wish in wishes] == [Verb.REWORD, Verb.CHANGE]


def _hours() -> Pixels:
    """A white board of opening hours whose lines stand as close as a printer sets them."""
    board = Image.new("RGB", (760, 330), (246, 246, 242))
    pen, face = ImageDraw.Draw(board), ImageFont.load_default(66)
    for number, text in enumerate(("Montag: Ruhetag", "Dienstag: 9-17 Uhr", "Mittwoch: 9-13 Uhr")):
        pen.text((60, 40 + 74 * number), text, fill=(24, 26, 30), font=face)
    return np.asarray(board)


@pytest.mark.parametrize("seed", range(4))
def test_the_line_below_stays_whole(seed: int) -> None:
    hours = _hours()
    variant = made(hours, "change Montag: Ruhetag to Montag: 10-16 Uhr", Intent.EDIT, seed=seed)
    below = slice(128, None)
    assert (variant.pixels[:128] != hours[:128]).any()
    assert (variant.pixels[below] != hours[below]).any(axis=2).mean() < 0.004
    assert "shadow" not in variant.did


@pytest.mark.parametrize("seed", range(4))
def test_lettering_goes_and_the_edge_of_its_board_stays(seed: int) -> None:
    picture = signed("coffee", FRONT)
    removed = made(picture, "remove the text", Intent.EDIT, seed=seed).pixels
    changed = (removed != picture).any(axis=2)
    left, top, right, bottom = 110, 40, 430, 130
    assert changed[top:bottom, left:right].mean() > 0.1
    changed[top:bottom, left:right] = False
    assert not changed.any()
