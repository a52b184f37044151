"""What libraries say of a model, as people read it."""

from pathlib import Path

import pytest

from tests.worker.cards import diffusion_card
from worker.engines.diffusion.faults import told_of, unusable


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "\nA requires B but it was not\nfound. Check\nthe page.",
            "A requires B but it was not found",
        ),
        ("Cannot load x:\n\tsize mismatch for y.", "Cannot load x: size mismatch for y"),
        ("", "ValueError"),
        ("so " * 200, "so " * 79 + "so …"),
    ],
    ids=["a sentence", "broken lines", "nothing", "without an end"],
)
def test_what_a_library_says_is_told_as_far_as_it_is_a_sentence(said: str, told: str) -> None:
    assert told_of(ValueError(said)) == told.replace(" …", "…")


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            ImportError("X requires the Torchvision library.\nSee the page."),
            "Tiny needs a package that is not installed here: pip install 'easel[vision]'.",
        ),
        (
            ImportError("Wan requires\nftfy. See the page."),
            "Tiny needs a package that is not installed here: Wan requires ftfy.",
        ),
        (
            ValueError("no tensor x."),
            "The weights of Tiny cannot be used (no tensor x);"
            " `easel models pull tiny` mends them.",
        ),
    ],
    ids=["of the extra", "of none", "no package"],
)
def test_other_files_are_advised_where_they_would_help(error: Exception, sentence: str) -> None:
    assert unusable(diffusion_card("tiny"), Path("/srv/tiny"), error).sentence == sentence
