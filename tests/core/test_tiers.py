"""What may be used commercially, for each role and each size of device that people have.

The classical engine runs everywhere and is Easel's own; here it is about models.
"""

from collections.abc import Mapping

import pytest

from core.catalogue import ModelCard, Role
from storage.opening import read_catalogue
from storage.settings import StorageSettings

GB = 1_000_000_000
TIERS = (8, 16, 24, 48, 80)  # GB of device memory
ROLES = tuple(role for role in Role if role is not Role.NONE)
CARDS = tuple(card for card in read_catalogue(StorageSettings()) if card.engine == "diffusion")

_NOT_IN_8 = (
    "FLUX.2 Klein and Z-Image take 16 GB in bf16; of what fits, Sana's sources state two licences, "
    "and SDXL's allows commercial work under conditions"
)
_NO_CLIPS = (
    "the text encoder of Wan's smallest alone takes 11 GB; no smaller model is known whose licence "
    "allows commercial work without conditions"
)
# Where no model is known whose licence allows commercial work without conditions, and why.
NONE: Mapping[tuple[Role, int], str] = {
    (Role.EXPLORE, 8): _NOT_IN_8,
    (Role.CONSISTENT, 8): _NOT_IN_8,
    (Role.EDIT, 8): _NOT_IN_8,
    (Role.ANIMATE, 8): _NO_CLIPS,
    (Role.CINEMATIC, 8): _NO_CLIPS,
}


def safe(role: Role, tier: int) -> list[ModelCard]:
    """Models for a role that fit a device of so many GB, and may be used commercially."""
    fitting = (card for card in CARDS if card.need.memory <= tier * GB)
    return [card for card in fitting if role in card.roles and card.commercial]


@pytest.mark.parametrize("tier", TIERS, ids=lambda tier: f"{tier} GB")
@pytest.mark.parametrize("role", ROLES, ids=str)
def test_each_role_has_a_model_for_commercial_work(role: Role, tier: int) -> None:
    """The list of exceptions is held against the catalogue, too: what comes leaves it."""
    assert bool(safe(role, tier)) != ((role, tier) in NONE)


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.name)
def test_a_card_names_a_device_that_people_have(card: ModelCard) -> None:
    assert card.need.memory in {0, *(tier * GB for tier in TIERS)}


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.name)
def test_what_is_not_confirmed_is_not_for_commercial_work(card: ModelCard) -> None:
    assert not (card.commercial and card.licence == "unconfirmed")
    assert ("commercial work included" in card.licence_note) == card.commercial
