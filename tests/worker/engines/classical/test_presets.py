"""A part that a button names gets a look of its own, and keeps to plain changes and colours."""

import numpy as np
import pytest

from core.catalogue import Intent
from core.regions import confined
from tests.pictures.scenes import portrait
from tests.worker.engines.classical.requests import made
from worker.engines.classical.presets import preset


@pytest.mark.parametrize(
    ("said", "region", "look"),
    [
        ("as a comic", "face", "comic"),
        ("vintage", "sky", "vintage"),
        ("noir", "face", "noir"),
        ("als Aquarell", "face", "aquarell"),
        ("en aquarelle", "background", "aquarelle"),
        ("como acuarela", "subject", "acuarela"),
        ("im Stil eines Ölgemäldes", "face", "olgemalde"),
        ("darker", "face", None),
        ("black and white", "face", None),
        ("as a comic, and darker", "face", None),
        ("blue", "face", None),
    ],
)
def test_only_a_look_by_its_name_is_one(said: str, region: str, look: str | None) -> None:
    wish = preset(confined(said, region))
    assert (wish and wish.look) == look


def test_a_face_alone_becomes_a_comic() -> None:
    before, result = portrait(), made(portrait(), "the face, as a comic", Intent.EDIT)
    share = (result.pixels != before).any(axis=2).mean()
    assert result.did.startswith("comic")
    assert "the face" in result.did
    assert 0.005 < share < 0.3
    assert np.array_equal(result.pixels[-20:], before[-20:])
