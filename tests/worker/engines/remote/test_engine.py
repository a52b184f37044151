"""The remote engine, asking a strict server."""

from collections.abc import Generator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from core.catalogue import ModelCard
from core.errors import AgainstRules
from core.prompts import Prompt
from core.recipes import Recipe
from tests.pictures_made import as_png, landscape
from tests.worker.engines.remote.api import BLOCKED, Api, api, drawn
from tests.worker.engines.remote.cards import engine, made, remote_card, service, task
from tests.worker.engines.remote.certificates import self_signed
from tests.worker.engines.remote.faults import says
from worker.engines.remote.service import BadService, NoKey
from worker.engines.remote.trouble import ServiceRefused

PICTURE = landscape(96, 64)
PAIR = (PICTURE, landscape(64, 96))
BARE = {"host", "accept", "content-type", "content-length", "user-agent", "accept-encoding"}


@pytest.fixture
def server() -> Generator[Api]:
    with api() as running:
        yield running


def within(rows: slice, columns: slice) -> np.ndarray:
    marks = np.zeros(PICTURE.shape[:2], np.uint8)
    marks[rows, columns] = 255
    return marks


def test_words_become_pictures(server: Api) -> None:
    first, second = made(task(service(server, most=4)))
    assert np.array_equal(first.pixels, drawn("a boat", "", 0, "64x64"))
    assert np.array_equal(second.pixels, drawn("a boat", "", 1, "64x64"))
    assert server.paths() == ["POST /v1/images/generations"]


@pytest.mark.parametrize(
    ("count", "most", "asked"),
    [(4, 4, ["4"]), (3, 2, ["2", "1"]), (2, 1, ["1", "1"])],
    ids=["at once", "in two", "one by one"],
)
def test_a_request_is_for_no_more_than_a_service_makes(
    server: Api, count: int, most: int, asked: list[str]
) -> None:
    found = made(task(service(server, most=most), count=count))
    assert [one.index for one in found] == list(range(1, count + 1))
    assert sorted(one.fields["n"] for one in server.asked) == sorted(asked)


def test_where_seeds_are_known_each_variant_has_its_own(server: Api) -> None:
    server.fields = ("seed",)
    found = made(task(service(server, most=4, takes=["seed"]), seed=7))
    assert [one.fields["n"] for one in server.asked] == ["1", "1"]
    for one, seed in zip(found, ("7", "8"), strict=True):
        assert np.array_equal(one.pixels, drawn("a boat", seed, 0, "64x64"))


def test_permutations_are_asked_for_apart(server: Api) -> None:
    words = Prompt("a {red|blue} boat", permutations=("a red boat", "a blue boat"))
    red, blue = made(task(service(server, most=4), prompt=words))
    assert np.array_equal(red.pixels, drawn("a red boat", "", 0, "64x64"))
    assert np.array_equal(blue.pixels, drawn("a blue boat", "", 0, "64x64"))


def test_what_one_request_is_declined_leaves_the_others(server: Api) -> None:
    words = Prompt("a boat", permutations=("a red boat", f"a {BLOCKED} boat", "a blue boat"))
    found = made(task(service(server, most=4), prompt=words, count=3))
    assert [bool(one.left_out) for one in found] == [False, True, False]
    assert "declined this because of its rules" in found[1].left_out
    assert np.array_equal(found[2].pixels, drawn("a blue boat", "", 0, "64x64"))


def test_where_all_are_declined_there_is_no_result(server: Api) -> None:
    with pytest.raises(AgainstRules):
        made(task(service(server, most=1), prompt=Prompt(f"a {BLOCKED} boat"), count=2))


def test_what_a_card_adds_is_sent_along(server: Api) -> None:
    server.fields = ("quality", "num_inference_steps", "negative_prompt")
    extra: dict[str, Any] = {"body": {"quality": "high"}}
    extra["takes"] = ["num_inference_steps", "negative_prompt"]
    card = remote_card(server.address, extra, steps=9, size=64)
    made(task(card, count=1, prompt=Prompt("a boat", negative="fog")))
    (asked,) = server.asked
    assert {name: asked.fields[name] for name in server.fields} == {
        "quality": "high",
        "num_inference_steps": "9",
        "negative_prompt": "fog",
    }


@pytest.mark.parametrize(
    ("wanted", "size", "said"),
    [
        ((0, 0), "64x64", ""),
        ((1536, 1024), "96x64", ""),
        ((1024, 1536), "64x96", ""),
        ((1920, 1080), "96x64", "in the nearest ratio that its service makes"),
    ],
    ids=["none", "wide", "tall", "wider than it makes"],
)
def test_the_nearest_size_is_asked_for(
    server: Api, wanted: tuple[int, int], size: str, said: str
) -> None:
    width, height = wanted
    (found,) = made(task(service(server), count=1, width=width, height=height))
    assert server.asked[0].fields["size"] == size
    assert found.did == said


def test_pictures_are_sent_with_the_words(server: Api) -> None:
    (found,) = made(task(service(server), *PAIR, count=1))
    (asked,) = server.asked
    assert asked.path == "POST /v1/images/edits"
    assert [one.shape for one in asked.named("image[]")] == [(48, 80, 3), (80, 48, 3)]
    assert found.pixels.shape == (64, 96, 3)


def test_what_is_transparent_is_sent_on_white(server: Api) -> None:
    clear = np.zeros((*PICTURE.shape[:2], 4), np.uint8)
    made(task(service(server), clear, count=1))
    (sent,) = server.asked[0].named("image")
    assert sent.shape[2] == 3
    assert (sent == 255).all()


def test_each_of_several_pictures_is_sent_alone(server: Api) -> None:
    first, second = made(task(service(server, most=4), *PAIR, each=True))
    assert [len(one.named("image")) for one in server.asked] == [1, 1]
    assert (first.pixels.shape, second.pixels.shape) == ((64, 96, 3), (96, 64, 3))


def test_what_is_not_marked_stays_to_the_bit(server: Api) -> None:
    marks = within(slice(20, 40), slice(30, 60))
    (found,) = made(task(service(server), PICTURE, count=1, marks=marks))
    assert np.array_equal(found.pixels[marks == 0], PICTURE[marks == 0])
    assert not np.array_equal(found.pixels[marks > 0], PICTURE[marks > 0])
    assert found.did.endswith(" % of the picture changed within your mask, the rest is identical")


def test_a_mask_is_transparent_where_something_may_change(server: Api) -> None:
    marks = within(slice(0, 64), slice(48, 96))
    made(task(service(server, sizes=["96x64"]), PICTURE, count=1, marks=marks))
    (mask,), (picture,) = server.asked[0].named("mask"), server.asked[0].named("image")
    assert mask.shape == (*picture.shape[:2], 4)
    assert mask[32, -1, 3] == 0
    assert mask[32, 0, 3] == 255


def test_a_small_region_is_sent_as_large_as_the_model_paints(server: Api) -> None:
    marks = within(slice(30, 34), slice(40, 44))
    made(task(service(server), PICTURE, count=1, marks=marks))
    clear = server.asked[0].named("mask")[0][..., 3] == 0
    assert clear.mean() > 0.01 > (marks > 0).mean()


def test_a_service_may_want_its_mask_white(server: Api) -> None:
    """Which the strict one refuses, so that this one only looks at what it was asked."""
    marks = within(slice(0, 64), slice(48, 96))
    one = task(service(server, mask="white", sizes=["96x64"]), PICTURE, count=1, marks=marks)
    with pytest.raises(ServiceRefused):
        made(one)
    (mask,) = server.asked[0].named("mask")
    assert mask.shape == (64, 96, 3)
    assert (mask[32, -1] == 255).all()
    assert (mask[32, 0] == 0).all()


def test_without_a_mask_there_the_rest_stays_all_the_same(server: Api) -> None:
    marks = within(slice(20, 40), slice(30, 60))
    (found,) = made(task(service(server, mask=""), PICTURE, count=1, marks=marks))
    assert not server.asked[0].named("mask")
    assert np.array_equal(found.pixels[marks == 0], PICTURE[marks == 0])


@pytest.mark.parametrize("by_url", [False, True], ids=["in the answer", "at an address"])
def test_pictures_come_either_way(server: Api, by_url: bool) -> None:
    server.by_url = by_url
    (found,) = made(task(service(server), count=1))
    assert np.array_equal(found.pixels, drawn("a boat", "", 0, "64x64"))


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        ({}, "which takes no seed"),
        ({"takes": ["seed"]}, "with the seed"),
    ],
    ids=["no seeds", "seeds"],
)
def test_a_recipe_says_what_is_known(server: Api, extra: dict[str, Any], said: str) -> None:
    server.fields = ("seed",)
    (found,) = made(task(service(server, **extra), count=1))
    assert isinstance(found.recipe, Recipe)
    assert found.recipe.said == (
        f"painter-1 at 127.0.0.1, images/generations, asked for 64x64, {said}; "
        "whether it makes the same again is up to the service"
    )


def test_nothing_but_what_is_needed_goes_out(server: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_ORG_ID", "org-of-somebody")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "X-Secret: 1")
    made(task(service(server), count=1))
    assert set(server.asked[0].headers) - {"connection"} == BARE | {"authorization"}


def test_a_service_without_a_key_gets_none(server: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-somebody")
    server.key = ""
    made(task(service(server, key=""), count=1))
    assert set(server.asked[0].headers) - {"connection"} == BARE


def test_the_key_goes_to_no_other_server(
    server: Api, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where pictures lie at another one, which even is trusted."""
    certificate = self_signed(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with api(key="", certificate=certificate) as other:
        other.pictures["1.png"] = as_png(PICTURE)
        url = other.address.replace("/v1", "/files/1.png")
        server.faults.append(says(f'{{"data": [{{"url": "{url}"}}]}}'.encode()))
        (found,) = made(task(service(server), count=1))
    assert np.array_equal(found.pixels, PICTURE)
    assert "authorization" in server.asked[0].headers
    assert set(other.asked[0].headers) - {"connection"} <= BARE


def card(**more: Any) -> ModelCard:
    return remote_card("http://127.0.0.1:9/v1", **more)


@pytest.mark.parametrize(
    ("given", "error"),
    [
        (card(extra={"key": "ANOTHER_KEY"}), NoKey),
        (card(extra={"base_url": "here"}), BadService),
    ],
    ids=["no key", "no address"],
)
def test_a_card_that_cannot_be_used_says_so(given: ModelCard, error: type[Exception]) -> None:
    with pytest.raises(error):
        engine().load(given)
