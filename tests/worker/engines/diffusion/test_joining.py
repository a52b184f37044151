"""What a process of a group does of a pass, seen from inside of one that has no others."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest
import torch
import torch.distributed as dist
from torch.testing._internal.distributed.fake_pg import FakeStore

from tests.worker.engines.diffusion.tiny import BUILDERS
from worker.engines.diffusion.joining import divide, stay_within
from worker.engines.diffusion.machine import Machine

LOOPBACK = socket.if_indextoname(1)  # the first interface of every Unix


@pytest.fixture
def two() -> Iterator[None]:
    """A group of two whose other one never answers."""
    dist.init_process_group("fake", rank=0, world_size=2, store=FakeStore())
    yield
    dist.destroy_process_group()


@pytest.mark.usefixtures("two")
def test_a_process_computes_its_part_of_the_tokens() -> None:
    torch.manual_seed(0)
    pipeline, seen = BUILDERS["flux2-klein"](), list[int]()
    divide(pipeline.transformer, 2, Machine.cpu())

    def look(module: Any, given: Any, named: dict[str, Any]) -> None:
        seen.append(named["hidden_states"].shape[1])

    pipeline.transformer.transformer_blocks[0].register_forward_pre_hook(look, with_kwargs=True)
    with torch.inference_mode():
        pipeline(prompt="a fox", height=64, width=64, num_inference_steps=1, output_type="latent")
    assert set(seen) == {(64 // 16) ** 2 // 2}


def test_processes_talk_within_the_machine() -> None:
    environment: dict[str, str] = {}
    stay_within(environment)
    assert environment == {"GLOO_SOCKET_IFNAME": LOOPBACK, "NCCL_SOCKET_IFNAME": LOOPBACK}


def test_an_interface_that_is_named_is_taken() -> None:
    environment = {"GLOO_SOCKET_IFNAME": "eth7"}
    stay_within(environment)
    assert environment == {"GLOO_SOCKET_IFNAME": "eth7", "NCCL_SOCKET_IFNAME": LOOPBACK}
