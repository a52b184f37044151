"""What models run on, and what they may take of it."""

import pytest
import torch

from worker.engines.diffusion.machine import Machine, NoDevice

CPU = Machine(torch.device("cpu"), torch.float32, "CPU", 8_000_000_000)


def test_a_device_tells_what_it_is() -> None:
    assert CPU.told == "cpu (CPU): float32, 8 GB for models"


def test_there_is_always_one_device() -> None:
    assert Machine.all()[0] == Machine.here()


def test_a_device_that_is_not_there_is_named() -> None:
    with pytest.raises(NoDevice, match="names number 99"):
        Machine.all([99])


def test_nothing_rests_in_host_memory_where_the_device_is_the_host() -> None:
    assert CPU.holds(resting=0.4).host == 0


def test_devices_share_the_host_memory_for_what_rests() -> None:
    apart = Machine(torch.device("cuda", 0), torch.bfloat16, "a GPU", 8_000_000_000)
    one, two = apart.holds(0.4).host, apart.holds(0.4, devices=2).host
    assert abs(one - 2 * two) <= 2
    assert apart.holds(0.0).host == 0
