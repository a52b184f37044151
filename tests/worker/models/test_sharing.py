"""Cards of one repository in one folder: what one needs is not taken away for another."""

import pytest

from tests.worker.models.conftest import Home
from tests.worker.models.publisher import NEEDED, SOURCE, UNET, card, pipeline, weights

pytestmark = pytest.mark.timeout(120)

INDEX = "model_index.json"
HALVED = "unet/diffusion_pytorch_model.fp16.safetensors"
OLD = "01d" + "0" * 37  # a commit


@pytest.fixture
def two(home: Home) -> Home:
    """A home with two cards of one repository, one of which names a variant."""
    home.cards(card(), card("fp", extra='variant = "fp16"'))
    return home


@pytest.fixture
def pinned(home: Home) -> Home:
    """A home with two cards of one repository, one of which names a revision."""
    home.hub.older[OLD] = pipeline(weights(seed=7))
    home.cards(card(), card("pinned", extra=f'revision = "{OLD}"'))
    return home


def there(home: Home) -> set[str]:
    """The weights that lie here."""
    return {f"{one.relative_to(home.tiny)}" for one in home.tiny.rglob("*.safetensors")}


@pytest.mark.parametrize(
    "pulls",
    [[("fp",), ("tiny",)], [("tiny",), ("fp",)], [("tiny", "fp")], [("fp", "tiny")]],
    ids=["fp first", "tiny first", "together", "together, fp first"],
)
def test_two_variants_lie_beside_each_other(two: Home, pulls: list[tuple[str, ...]]) -> None:
    for names in pulls:
        done = two.models("pull", *names)
        assert done.returncode == 0, done.stderr
    assert there(two) == {UNET, HALVED}
    assert two.hub.fetched().count(UNET) == two.hub.fetched().count(HALVED) == 1
    assert two.models("verify").returncode == 0
    two.hub.asked.clear()
    assert two.models("pull", "tiny", "fp").returncode == 0
    assert {*two.hub.fetched()} == {INDEX}


def test_a_variant_that_nobody_pulled_is_not_fetched(two: Home) -> None:
    assert two.models("pull", "tiny").returncode == 0
    assert there(two) == {UNET}
    tiny, fp = two.models("verify").stdout.splitlines()
    assert tiny.startswith("tiny: complete in")
    mended = "without *.fp16.safetensors; `easel models pull fp` mends it"
    assert fp.startswith(f"fp: incomplete: {mended}")


def test_a_new_version_brings_both_variants_up_to_it(two: Home) -> None:
    assert two.models("pull", "tiny", "fp").returncode == 0
    new = pipeline(weights(seed=8)) | {HALVED: weights(seed=9)}
    two.hub.repositories[SOURCE] = new
    assert two.models("pull", "tiny").returncode == 0
    assert all((two.tiny / path).read_bytes() == new[path] for path in NEEDED | {HALVED})


def test_a_card_whose_variant_nobody_has_is_in_nobodys_way(two: Home) -> None:
    two.cards(card(), card("odd", extra='variant = "fp8"'))
    assert two.models("pull", "tiny").returncode == 0


@pytest.mark.parametrize(
    ("first", "second"), [("tiny", "pinned"), ("pinned", "tiny")], ids=["pinned", "newest"]
)
def test_another_revision_does_not_take_the_place_of_what_is_here(
    pinned: Home, first: str, second: str
) -> None:
    assert pinned.models("pull", first).returncode == 0
    before = (pinned.tiny / UNET).read_bytes()
    said = pinned.said("pull", second)
    assert f"are different revisions of {SOURCE}, and {pinned.tiny} holds one alone" in said
    assert (pinned.tiny / UNET).read_bytes() == before
    assert (pinned.tiny / INDEX).is_file()


def test_two_revisions_are_not_fetched_together(pinned: Home) -> None:
    assert "Tiny and Pinned are different revisions" in pinned.said("pull", "tiny", "pinned")
    assert not pinned.tiny.exists()


def test_a_new_version_comes_where_the_revision_of_another_card_is_not_here(pinned: Home) -> None:
    assert pinned.models("pull", "tiny").returncode == 0
    pinned.hub.repositories[SOURCE] = pipeline(weights(seed=8))
    assert pinned.models("pull", "tiny").returncode == 0
    assert (pinned.tiny / UNET).read_bytes() == weights(seed=8)
