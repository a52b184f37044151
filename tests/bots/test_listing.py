"""What `easel models` says of each model's weights."""

import json
from pathlib import Path
from typing import Any

import pytest

from bots.listing import table
from tests.bots.command_line import easel

CARD: dict[str, Any] = {
    "name": "klein",
    "roles": ["edit"],
    "licence": "Apache-2.0",
    "licence_note": "Free.",
    "price": "",
    "privacy": "",
    "memory": 16_000_000_000,
    "strength": "Fast.",
    "limitation": "Small.",
    "running": False,
}
GB = 1_000_000_000


@pytest.mark.parametrize(
    ("download", "here", "told"),
    [
        (32_800_000_000, 0, ", weights not here, 32.8 GB to fetch"),
        (48_000_000, 0, ", weights not here, 48 MB to fetch"),
        (0, 0, ", weights not here"),
        (33 * GB, 32_650_000_000, ", weights here: 32.6 GB"),
        (16 * GB, None, ", 16.0 GB to fetch"),
        (0, None, ""),
    ],
    ids=[
        "not here",
        "small",
        "of unknown size",
        "here",
        "no worker is installed",
        "has no weights",
    ],
)
def test_the_list_tells_the_device_and_the_weights(
    download: int, here: int | None, told: str
) -> None:
    line = table([CARD | {"download": download, "here": here}]).splitlines()[0]
    assert line == f"klein (not running, for a device of 16 GB{told}): edit"


def test_the_list_tells_of_small_devices_too() -> None:
    (line, *_) = table([CARD | {"memory": 600_000_000, "download": 0, "here": None}]).splitlines()
    assert "for a device of 600 MB" in line


def test_what_lies_on_the_disk_is_weighed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = "black-forest-labs/FLUX.2-klein-4B"
    (tmp_path / source / "vae").mkdir(parents=True)
    (tmp_path / source / "vae" / "model.safetensors").write_bytes(bytes(1234))
    monkeypatch.setenv("EASEL_MODELS", str(tmp_path))
    cards = {card["name"]: card["here"] for card in json.loads(easel("models", "--json").stdout)}
    assert cards["flux2-klein-4b"] == 1234
    assert cards["z-image-turbo"] == 0
    assert cards["classical"] is None
