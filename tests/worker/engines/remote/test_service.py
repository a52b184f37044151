"""What a card says of its service, and what would make no sense."""

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.catalogue import Catalogue, Intent
from core.prompts import Prompt
from tests.pictures_made import landscape
from tests.worker.engines.remote.cards import KEYS, remote_card, task
from worker.engine import Marks, Pixels
from worker.engines.remote.asking import own_fields
from worker.engines.remote.examining import examine
from worker.engines.remote.service import Size, service_of

PICTURE = landscape(96, 64)
ADDRESS = "https://api.example.org/v1"


def keys(name: str) -> str:
    return KEYS.get(name, "")


def test_a_service_is_called_by_its_host() -> None:
    assert service_of(remote_card(f"{ADDRESS}/")).host == "api.example.org"


@pytest.mark.parametrize(
    ("extra", "more", "against"),
    [
        ({}, {}, ""),
        ({"key": ""}, {}, ""),
        ({"key": "OTHER_KEY"}, {}, "set OTHER_KEY in the environment"),
        ({"key": "sk-pasted"}, {}, "its key is not the NAME_OF_A_VARIABLE"),
        ({"base_url": "example.org"}, {}, "no http or https address"),
        ({"base_url": "ftp://example.org"}, {}, "no http or https address"),
        ({"base_url": "https://ada:secret@example.org"}, {}, "a name and a password"),
        ({"sizes": ["1K"]}, {}, "a size is written 1024x1536, not '1K'"),
        ({"sizes": ["0x64"]}, {}, "a size is written"),
        ({"takes": ["colour"]}, {}, "it takes colour"),
        ({"mask": "black"}, {}, "its mask is none of"),
        ({"most": 0}, {}, "above 0"),
        ({"colour": 1}, {}, "unknown field 'colour'"),
        ({}, {"intents": (Intent.DESCRIBE,)}, "an API of this shape cannot describe"),
    ],
    ids=[
        "fine",
        "no key needed",
        "no key there",
        "the key itself",
        "no scheme",
        "another scheme",
        "a password",
        "no size",
        "an empty size",
        "unknown to us",
        "mask",
        "none at all",
        "unknown field",
        "describe",
    ],
)
def test_a_card_is_examined(extra: dict[str, Any], more: dict[str, Any], against: str) -> None:
    found = examine(remote_card(ADDRESS, extra, **more), keys)
    assert found == "" if not against else against in found


def test_a_card_that_says_nothing_of_its_service() -> None:
    bare = replace(remote_card(ADDRESS), extra=None)
    assert "missing field 'base_url'" in examine(bare, keys)


@pytest.mark.parametrize("secret", ["sk-pasted", "gsk_pasted", "ada:secret"])
def test_a_secret_in_the_wrong_place_is_not_said(secret: str) -> None:
    address = f"https://{secret}@example.org" if ":" in secret else ADDRESS
    extra = {} if ":" in secret else {"key": secret}
    assert secret not in examine(remote_card(address, extra), keys)


def test_the_card_in_the_manual_is_fine() -> None:
    manual = Path("docs/operators.md").read_text(encoding="utf-8")
    text = manual.split("## Models behind an API")[1].split("```toml\n")[1].split("```")[0]
    (card,) = Catalogue.from_data(tomllib.loads(text))
    assert examine(card, lambda name: {"STUDIO_KEY": "sk-1"}[name]) == ""
    assert service_of(card).seeded


def test_a_size_is_written_as_the_api_has_it() -> None:
    assert str(Size.of("1024x1536")) == "1024x1536"


MARKS = np.full((64, 96), 255, np.uint8)


@pytest.mark.parametrize(
    ("pictures", "marks", "named", "asked"),
    [
        ((), None, None, None),
        ((PICTURE,), None, None, 0.6),
        ((PICTURE,), MARKS, None, None),
        ((PICTURE,), MARKS, 0.3, 0.3),
    ],
    ids=["no picture", "all of it", "what is marked", "as somebody says"],
)
def test_how_far_a_marked_place_changes_is_left_to_the_model(
    pictures: tuple[Pixels, ...], marks: Marks | None, named: float | None, asked: float | None
) -> None:
    card = remote_card(ADDRESS, {"takes": ["strength"]})
    values = {"prompt": Prompt("a boat", strength=named), "strength": named or 0.6}
    fields = own_fields(task(card, *pictures, marks=marks, **values), service_of(card), 1)
    assert fields.get("strength") == asked
