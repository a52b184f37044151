"""Fixing one line of text: read again, tried again, and admitted where it does not come out."""

import pickle

import numpy as np
import pytest

from core.catalogue import Intent
from core.jobs import Retext
from tests.pictures.scenes import photograph
from tests.pictures.screens import screen
from tests.pictures.signs import ASLANT, FRONT, signed
from tests.worker.engines.classical.requests import made
from worker.engine import Pixels
from worker.engines.classical.editing.mending import mended, read_lines
from worker.engines.classical.lettering.proofreading import Misread
from worker.engines.classical.lettering.reading import plain
from worker.engines.classical.words.beyond import Beyond

SALE = signed("coffee", FRONT)
LONG = "Unpaid and late since March of the year before last"


def fixed(picture: Pixels, old: str, new: str, nth: int = 0, seed: int = 5) -> str:
    result, did = mended(picture, Retext(old, new, nth), seed)
    assert result.shape == picture.shape
    return did


def test_lines_are_read_from_the_top() -> None:
    found = read_lines(screen())
    assert {"Dashboard", "Invoices", "Status"} <= set(found.lines)
    assert found.lines.index("Dashboard") < found.lines.index("Invoices")


def test_words_of_a_row_are_one_line() -> None:
    assert read_lines(signed("cat", ASLANT)).lines == ("GRAND HOTEL",)


def test_a_picture_without_text_says_so() -> None:
    found = read_lines(photograph("cat"))
    assert (found.lines, found.said) == ((), "It finds no text in this picture that it can read.")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("SALE", "SOLD OUT", id="other words"),
        pytest.param("SALE", "Sale", id="its own capitals"),
        pytest.param("SALE", "30 % --n 2", id="signs"),
    ],
)
def test_the_reply_says_what_it_reads_now(old: str, new: str) -> None:
    assert f"it now reads “{new}”" in fixed(SALE, old, new)


@pytest.mark.parametrize("new", ["???", "$", "—", "!", "...", "- - -"])
def test_signs_alone_are_set_and_read_as_far_as_they_can_be(new: str) -> None:
    did = fixed(SALE, "SALE", new)
    assert f"it now reads “{new}”" in did or f"it should read “{new}”, which cannot" in did


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param("SALE!", "sale", True, id="signs beside letters"),
        pytest.param("???", "???", True, id="signs alone"),
        pytest.param("？ ？", "??", True, id="wide ones"),
        pytest.param("★", "—", False, id="two signs"),
        pytest.param("★", "", False, id="a sign and nothing"),
        pytest.param("U\u0308BER", "über", True, id="an accent apart"),
    ],
)
def test_what_is_compared_of_two_lines(one: str, other: str, same: bool) -> None:
    assert (plain(one) == plain(other)) is same


def test_a_picture_reads_so_when_it_is_read_anew() -> None:
    result, _ = mended(SALE, Retext("SALE", "SOLD OUT"), seed=5)
    assert read_lines(result).lines == ("SOLD OUT",)


def test_all_else_stays_to_the_bit() -> None:
    result, did = mended(SALE, Retext("SALE", "SOLD"), seed=5)
    changed = (result != SALE).any(axis=2)
    share = f"{100 * changed.mean():.1f} %"
    assert f"{share} of the picture changed, the rest is identical" in did
    rows, columns = np.nonzero(changed)
    assert (rows.max() < 140, columns.min() > 100, columns.max() < 440) == (True, True, True)


def test_of_equal_lines_the_one_that_is_meant() -> None:
    source = screen()
    result, _ = mended(source, Retext("Paid", "Late", 2), seed=5)
    rows, _ = np.nonzero((result != source).any(axis=2))
    assert rows.min() > 180


def test_another_seed_is_tried_where_it_misreads() -> None:
    did = fixed(SALE, "SALE", "lIl1 IlI", seed=1)
    assert "at the second try, it now reads “lIl1 IlI”" in did


def test_what_nearly_reads_is_shown_and_admitted() -> None:
    did = fixed(SALE, "SALE", "lIl1 IlI", seed=3)
    assert "three tries; it reads “" in did
    assert "which is not what you asked" in did


def test_three_tries_are_admitted() -> None:
    with pytest.raises(Beyond, match="three tries; it reads"):
        fixed(screen(), "Paid", LONG, 2)


def test_what_no_reader_can_check_is_not_tried_again() -> None:
    did = fixed(SALE, "SALE", "Продано")
    assert "which cannot be read again here" in did
    assert "tries" not in did


def test_what_was_misread_crosses_processes() -> None:
    again = pickle.loads(pickle.dumps(Misread("it is wrong", "SUMER")))
    assert (again.reason, again.read) == ("it is wrong", "SUMER")


def test_the_engine_takes_the_words_from_the_choice() -> None:
    one = made(SALE, "anything else", Intent.EDIT, retext=Retext("SALE", "SOLD"))
    assert "it now reads “SOLD”" in one.did
