"""Which model would do where one cannot be had: said by `easel models pull` and `verify`."""

import json

import pytest

from tests.worker.models.conftest import Home
from tests.worker.models.publisher import SOURCE, UNET, card, pipeline

pytestmark = pytest.mark.timeout(120)

OTHER = "maker/other"
VAST = "need = {{ memory = 4000000000000 }}\n"  # bytes that no machine has


@pytest.fixture
def two(home: Home) -> Home:
    """A home that knows two models of the same role."""
    home.hub.repositories[OTHER] = pipeline()
    home.cards(card(), card("other", source=OTHER))
    return home


def test_of_a_gated_model_the_next_that_would_work_is_named(two: Home) -> None:
    two.hub.gated[SOURCE] = "right"
    said = two.said("pull", "tiny")
    fetched = "`easel models pull other` fetches it, and nobody has to agree to anything."
    assert said.endswith(f"The next that would work is Other: {fetched}")


def test_what_is_here_already_is_named_first(two: Home) -> None:
    two.cards(card(), card("third", source="maker/third"), card("other", source=OTHER))
    assert two.models("pull", "other").returncode == 0
    two.hub.gated[SOURCE] = "right"
    said = two.said("pull", "tiny")
    assert said.endswith("The next that would work is Other, which is here.")


def test_what_diffusers_cannot_run_is_not_named_as_here(two: Home) -> None:
    index = json.loads(pipeline()["model_index.json"]) | {"_class_name": "NoSuchPipeline"}
    two.hub.repositories[OTHER]["model_index.json"] = json.dumps(index).encode()
    assert two.models("pull", "other").returncode == 0
    two.hub.gated[SOURCE] = "right"
    assert "would work is Other" not in two.said("pull", "tiny")


def test_what_needs_an_agreement_itself_is_not_named(two: Home) -> None:
    two.cards(card(free=False), card("other", free=False, source=OTHER))
    assert "would work is Other" not in two.said("pull", "tiny")


def test_beside_a_licence_with_conditions_one_without_is_named(two: Home) -> None:
    two.cards(card(free=False), card("other", source=OTHER))
    assert "would work is Other" in two.said("pull", "tiny")


def test_what_stands_in_the_way_of_all_names_none(two: Home) -> None:
    assert "would work" not in two.said("pull", "tiny", HF_HUB_OFFLINE="1")


def test_what_no_device_holds_is_said_before_it_is_fetched(two: Home) -> None:
    two.cards(card(extra="").replace("extra =", VAST.format() + "extra ="), card("other"))
    done = two.models("pull", "tiny")
    first, *_ = done.stdout.splitlines()
    assert first.startswith("Tiny asks for a device of 4.0 TB, and the one here (")
    assert "a worker here may leave it out. The next that would work is Other" in first
    assert done.returncode == 0  # it may be for another machine


def test_of_damaged_weights_the_next_that_would_work_is_named(two: Home) -> None:
    assert two.models("pull", "tiny", "other").returncode == 0
    (two.tiny / UNET).write_bytes(b"cut")
    lines = two.models("verify").stdout.splitlines()
    assert lines[0].endswith("mends it. The next that would work is Other, which is here.")
    assert "would work" not in lines[1]
