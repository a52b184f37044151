"""What a contact sheet says below each picture."""

from dataclasses import replace

import pytest

from core.catalogue import Catalogue
from core.prompts import Prompt
from core.thread_cells import cells_of
from tests.core.results import variants
from tests.values import job


@pytest.mark.parametrize(
    ("words", "label", "did", "told"),
    [
        pytest.param("compare looks", "oil", "", "oil: compare looks", id="looks that compete"),
        pytest.param(
            "make it a comic", "", "comic, bold", "make it a comic · comic, bold", id="did"
        ),
        pytest.param("a fox", "", "", "a fox", id="words alone"),
        pytest.param("", "", "noir", "noir", id="no words"),
        pytest.param("oil and noir", "oil", "oil", "oil and noir", id="nothing twice"),
        pytest.param("", "", "", "restyle", id="neither"),
    ],
)
def test_each_picture_says_what_it_is(words: str, label: str, did: str, told: str) -> None:
    made = replace(variants(1)[0], label=label, did=did)
    done = replace(job("j1", prompt=Prompt(words)), variants=(made,))
    (cell,) = cells_of(1, done, Catalogue(()))
    assert cell.words == told.replace("restyle", str(done.spec.intent))
