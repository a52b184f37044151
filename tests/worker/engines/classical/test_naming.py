"""A name takes the line that says just that, and others only where none does."""

import numpy as np
import pytest

from core.catalogue import Intent
from tests.pictures.screens import screen
from tests.worker.engines.classical.requests import made
from worker.engines.classical.lettering.naming import named_lines
from worker.engines.classical.lettering.reading import Line, lines
from worker.engines.classical.words.beyond import Beyond


def _texts(*texts: str) -> tuple[Line, ...]:
    """Lines of a list, one below the other; of a text with a bar in it the pieces side by side."""
    found = list[Line]()
    for number, text in enumerate(texts):
        for across, piece in enumerate(text.split("|")):
            left, top, right, low = 70 * across, 60 * number, 70 * across + 62, 60 * number + 20
            corners = np.array([[left, top], [right, top], [right, low], [left, low]], np.float32)
            found.append(Line(piece, corners, 1.0))
    return tuple(found)


@pytest.mark.parametrize(
    ("texts", "name", "meant"),
    [
        (("Invoices", "New invoice"), "new invoice", ["New invoice"]),
        (("Customers", "Customer"), "customer", ["Customer"]),
        (("Paid", "Open", "Paid"), "paid", ["Paid", "Paid"]),
        (("New|invoice", "Invoices"), "new invoice", ["New", "invoice"]),
        (("Café", "Cafés"), "cafe", ["Café"]),
        (("Grand Hotel", "Hotels"), "hotel", ["Grand Hotel"]),
        (("Sommer-Café", "Cafeteria"), "cafe", ["Sommer-Café"]),
        (("Invoices", "Dashboard"), "invoces", ["Invoices"]),
        (("Reports", "Settings"), "dashboard", []),
        (("Settings",), "greetings", ["Settings"]),
        (("Summer", "Open", "Sale"), "summer sale", ["Summer", "Sale"]),
        (("Invoices", "New invoice"), "invoces", ["Invoices"]),
        (("Amount",), "discount", []),
        (("Settings", "Customers"), "services", []),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_lines_that_a_name_means(texts: tuple[str, ...], name: str, meant: list[str]) -> None:
    assert [line.text for line in named_lines(_texts(*texts), name)] == meant


@pytest.mark.parametrize(
    "name", ["New invoice", "Customer", "Invoices", "Greenleef"], ids=lambda name: name
)
def test_a_named_line_goes_and_every_other_stays(name: str) -> None:
    source = screen()
    after = made(source, f"remove the text {name}", Intent.EDIT).pixels
    said = "Greenleaf" if name == "Greenleef" else name
    assert [one.text for one in lines(source) if one.text != said] == [
        one.text for one in lines(after)
    ]


@pytest.mark.parametrize(
    ("words", "changed"),
    [("change the second Paid to Late", 205), ("ändere das erste Paid zu Late", 85)],
)
def test_an_ordinal_says_which_of_two_equal_lines(words: str, changed: int) -> None:
    source = screen()
    rows = np.flatnonzero((made(source, words, Intent.EDIT).pixels != source).any(axis=(1, 2)))
    assert changed - 5 < rows.min() <= rows.max() < changed + 25


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("change Paid to Late", "“Paid” stands there 2 times. Say which.* the second Paid to Late"),
        ("change the third Paid to Late", "“Paid” stands there 2 times only"),
        ("change the second car to Late", "cannot find"),
        ("change Gate 12 to Gate 7B", "finds no “Gate 12” in this picture. It reads: “Dashboard”"),
    ],
)
def test_equal_lines_are_asked_about(words: str, says: str) -> None:
    with pytest.raises(Beyond, match=says):
        made(screen(), words, Intent.EDIT)


@pytest.mark.parametrize("name", ["discount", "northern lights", "reading"])
def test_a_name_that_is_hardly_like_any_line_takes_none(name: str) -> None:
    with pytest.raises(Beyond, match=r"no such text .* It reads: “Dashboard”"):
        made(screen(), f"remove the text {name}", Intent.EDIT)
