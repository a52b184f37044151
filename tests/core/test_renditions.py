"""Which small version of a file is shown, and where the file is shown itself."""

import pytest

from core.errors import ForgedLink
from core.jobs import Asset
from core.renditions import Fit, named, rendition_of


def asset(media_type: str, side: int, size: int = 5_000_000, alpha: bool = False) -> Asset:
    return Asset("a" * 64, f"image/{media_type}", size, side, side // 2, alpha=alpha)


@pytest.mark.parametrize(
    ("file", "fit", "name"),
    [
        pytest.param(asset("png", 4096), Fit.CHAT, "chat-1600.jpg", id="a large picture"),
        pytest.param(asset("png", 4096), Fit.THUMB, "thumb-208.jpg", id="its thumbnail"),
        pytest.param(asset("png", 4096, alpha=True), Fit.CHAT, "chat-1600.webp", id="transparent"),
        pytest.param(asset("jpeg", 2056), Fit.CHAT, "chat-1600.jpg", id="a large grid"),
        pytest.param(asset("png", 1024, 1_500_000), Fit.CHAT, "chat-1600.jpg", id="heavy"),
        pytest.param(asset("jpeg", 1600, 800_000), Fit.CHAT, "", id="a grid that fits"),
        pytest.param(asset("png", 512, 90_000), Fit.CHAT, "", id="light"),
        pytest.param(asset("jpeg", 200, 20_000), Fit.THUMB, "", id="a small thumbnail"),
        pytest.param(asset("jpeg", 512, 50_000), Fit.THUMB, "thumb-208.jpg", id="a small picture"),
        pytest.param(
            Asset("a" * 64, "video/mp4", 5_000_000, 4096, 2048, seconds=3.0),
            Fit.CHAT,
            "",
            id="clip",
        ),
    ],
)
def test_what_is_shown(file: Asset, fit: Fit, name: str) -> None:
    rendition = rendition_of(file, fit)
    assert (rendition.name if rendition else "") == name


@pytest.mark.parametrize("fit", list(Fit))
@pytest.mark.parametrize("alpha", [False, True], ids=["opaque", "transparent"])
def test_a_rendition_is_found_by_its_name(fit: Fit, alpha: bool) -> None:
    rendition = rendition_of(asset("png", 9_000, alpha=alpha), fit)
    assert rendition is not None
    assert named(rendition.name) == rendition


@pytest.mark.parametrize("name", ["", "chat", "chat-9999.jpg", "thumb-208.png", "../x"])
def test_a_rendition_that_nobody_makes_is_refused(name: str) -> None:
    with pytest.raises(ForgedLink):
        named(name)
