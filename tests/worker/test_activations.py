"""What is known of the memory that passes take."""

import pytest

from tests.values import spec
from tests.worker.cards import diffusion_card
from worker.activations import Activations, Unmeasured
from worker.batching import Shape, shapes_of

CARD = diffusion_card()
WEIGHTS, CAPACITY = 1000, 5000  # bytes


def shape(width: int = 64, job: str = "") -> Shape:
    """The shape of a pass."""
    (found,) = shapes_of("key", spec(inputs=(), width=width), CARD)
    return Shape(found.card, found.width, found.height, found.craft, found.steps, job=job)


def known(**sizes: int) -> Activations:
    """What passes of one shape took, by their number of samples: `_4=800`."""
    activations = Activations()
    for samples, size in sizes.items():
        activations.measured(shape(), int(samples[1:]), size)
    return activations


@pytest.mark.parametrize(
    ("measured", "samples", "expected"),
    [
        ({}, 1, 150),
        ({"_1": 90}, 1, 90),
        ({"_1": 90}, 4, 360),
        ({"_8": 800}, 1, 800),
        ({"_1": 90, "_4": 300}, 8, 600),
    ],
    ids=["never", "as it is", "a larger pass", "a smaller pass", "from the nearest"],
)
def test_a_pass_takes_what_was_measured(
    measured: dict[str, int], samples: int, expected: int
) -> None:
    assert known(**measured).of(shape(), samples, WEIGHTS, CAPACITY) == expected


def test_the_most_of_all_runs_counts() -> None:
    activations = known(_1=90)
    activations.measured(shape(), 1, 70)
    assert activations.of(shape(), 1, WEIGHTS, CAPACITY) == 90


def test_other_sizes_are_other_passes() -> None:
    assert known(_1=90).of(shape(width=128), 1, WEIGHTS, CAPACITY) == 150


def test_whose_pass_it_is_makes_no_difference() -> None:
    assert known(_1=90).of(shape(job="mine"), 1, WEIGHTS, CAPACITY) == 90


def test_a_device_that_cannot_tell_changes_nothing() -> None:
    activations = Activations()
    activations.measured(shape(), 1, Unmeasured().beyond())
    assert activations.of(shape(), 1, WEIGHTS, CAPACITY) == 150


def test_what_ran_out_of_memory_gets_the_device_for_itself_until_it_is_measured() -> None:
    activations = known(_1=90)
    assert activations.crowded(shape(), 1)
    assert not activations.crowded(shape(), 1)
    assert activations.of(shape(), 1, WEIGHTS, CAPACITY) == CAPACITY
    activations.measured(shape(), 1, 700)
    assert activations.of(shape(), 1, WEIGHTS, CAPACITY) == 700
