"""What libraries say of a model, as people read it."""

import json
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.worker.cards import diffusion_card
from tests.worker.engines.diffusion.tiny import saved
from worker.engines.diffusion.faults import told_of, unusable
from worker.engines.diffusion.loading import load
from worker.engines.diffusion.machine import Machine
from worker.engines.diffusion.weights import BadWeights


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
    ("error", "told"),
    [
        (KeyError("added_tokens"), "KeyError: 'added_tokens'"),
        (
            ValueError("not enough values to unpack (expected 2, got 1)"),
            "ValueError: not enough values to unpack (expected 2, got 1)",
        ),
        (AttributeError("no attribute 'x'"), "AttributeError: no attribute 'x'"),
    ],
    ids=["a key", "values", "an attribute"],
)
def test_a_slip_of_a_library_is_told_as_one(error: Exception, told: str) -> None:
    assert told_of(error) == f"its files cannot be read: {told}"


def test_the_library_that_slipped_is_named(tmp_path: Path) -> None:
    config = saved("sdxl", tmp_path / "odd") / "vae/config.json"
    config.write_text(json.dumps(json.loads(config.read_text()) | {"block_out_channels": 3}))
    with pytest.raises(BadWeights) as met:
        load(diffusion_card("odd", family="sdxl"), tmp_path / "odd", Machine.here())
    detail = f"its files cannot be read by diffusers {version('diffusers')}: TypeError: "
    assert f"cannot be used ({detail}" in met.value.sentence


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
