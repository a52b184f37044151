"""What is kept of a picture is of use or is left alone; it never stops who goes on from there."""

import pytest
import torch

from worker.engines.diffusion.keeping import packed, unpacked

KEPT = packed(torch.ones(4, 8, 6), "1a2b")


def test_latents_come_back_as_they_were() -> None:
    latents = unpacked(KEPT, "1a2b", 4, 8, 6)
    assert latents is not None
    assert torch.equal(latents, torch.ones(4, 8, 6))


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (b"", (8, 6)),
        (KEPT, (6, 8)),
        (KEPT[:40], (8, 6)),
        (KEPT[:-9], (8, 6)),
        (b"x" * 99, (8, 6)),
        (KEPT.replace(b"latents", b"anothr1"), (8, 6)),
        (packed(torch.ones(4, 8, 6), "3c4d"), (8, 6)),
    ],
    ids=[
        "none",
        "another size",
        "cut",
        "too short",
        "something else",
        "no latents in it",
        "of another autoencoder",
    ],
)
def test_what_is_of_no_use_is_left_alone(data: bytes, size: tuple[int, int]) -> None:
    assert unpacked(data, "1a2b", 4, *size) is None
