"""Components on the shelf: who uses them, where they lie, and what they take."""

import gc
import weakref

import pytest
import torch

from worker.engines.diffusion.shelf import Shelf, size_of

CPU = torch.device("cpu")
CUDA = pytest.mark.skipif(not torch.cuda.is_available(), reason="no CUDA device is here")


def module(numbers: int = 10) -> torch.nn.Linear:
    """A component of so many numbers."""
    return torch.nn.Linear(numbers, 1, bias=False)


def test_weights_are_counted_once() -> None:
    one, other = module(), module()
    other.weight = one.weight
    tied = torch.nn.ModuleList([one, other])
    assert (size_of(module()), size_of(tied), size_of("a tokenizer")) == (40, 40, 0)


def test_what_is_there_is_offered_by_what_it_is() -> None:
    shelf, encoder = Shelf(CPU), module()
    shelf.put("a", {"encoder 1": encoder})
    assert shelf.known({"text_encoder": "encoder 1", "vae": "other"}) == {"text_encoder": encoder}


def test_what_rests_is_still_there_and_counted() -> None:
    shelf = Shelf(CPU)
    shelf.put("a", {"encoder": module()})
    shelf.rest("a")
    assert shelf.parts("a") == {"encoder": 40}
    shelf.wake("a")
    assert shelf.parts("a") == {"encoder": 40}


@pytest.mark.parametrize("order", ["ab", "ba"])
def test_the_last_user_takes_it_along_even_from_rest(order: str) -> None:
    shelf, encoder = Shelf(CPU), module()
    for card in "ab":
        shelf.put(card, {"encoder": encoder})
    gone = weakref.ref(encoder)
    del encoder
    shelf.rest("a")
    first, second = order
    shelf.drop(first)
    gc.collect()
    assert gone() is not None
    shelf.drop(second)
    gc.collect()
    assert gone() is None


@pytest.mark.gpu
@CUDA
def test_what_rests_lies_in_page_locked_host_memory_and_comes_back_as_it_was() -> None:
    shelf, encoder = Shelf(torch.device("cuda", 0)), module().cuda()
    before = encoder.weight.detach().clone()
    shelf.put("a", {"encoder": encoder})
    shelf.rest("a")
    assert encoder.weight.is_pinned()
    shelf.wake("a")
    assert torch.equal(encoder.weight, before)


@pytest.mark.gpu
@CUDA
def test_what_another_card_uses_on_the_device_stays_there() -> None:
    shelf, encoder = Shelf(torch.device("cuda", 0)), module().cuda()
    for card in "ab":
        shelf.put(card, {"encoder": encoder})
    shelf.rest("a")
    assert encoder.weight.is_cuda
    shelf.drop("b")
    assert encoder.weight.is_pinned()
