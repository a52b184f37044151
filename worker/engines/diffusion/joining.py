"""What makes several processes one: they join, agree on who is still wanted, and divide a model.

Each has the whole model, and of every picture's tokens a part: only attention needs the others'
(Ulysses, https://arxiv.org/abs/2309.14509). Tokens and heads of any number are divided.
"""

import os
import socket
from collections.abc import MutableMapping
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

import torch
import torch.distributed as dist
from diffusers.hooks.context_parallel import apply_context_parallel
from diffusers.models._modeling_parallel import ContextParallelConfig, ParallelConfig
from torch.distributed.device_mesh import init_device_mesh

from worker.engines.diffusion.machine import Machine

_TALK = ("GLOO_SOCKET_IFNAME", "NCCL_SOCKET_IFNAME")  # the interfaces that libraries talk over
# Both on CUDA: what is divided goes from device to device, small numbers over the processor.
_BACKENDS = {"cuda": "cpu:gloo,cuda:nccl"}


class Seat(NamedTuple):
    """The place of a process in its group."""

    machine: Machine
    models: Path
    rank: int  # 0 is the one whose results count
    group: int  # processes of it
    meeting: Path  # a file that is not there yet, where they find each other
    patience: float  # s that one waits for another

    @property
    def first(self) -> bool:
        """Whether this is the one that speaks for all."""
        return self.rank == 0


def join(seat: Seat) -> None:
    """Meet the others; returns once all of them are there."""
    machine = seat.machine
    stay_within(os.environ)  # noqa: TID251  # settings of gloo and nccl, none of ours
    if machine.kind == "cuda":
        torch.cuda.set_device(machine.device)
    else:  # they are one processor, and would wait for each other's threads
        torch.set_num_threads(max(1, torch.get_num_threads() // seat.group))
    dist.init_process_group(
        _BACKENDS.get(machine.kind, "gloo"),
        init_method=seat.meeting.as_uri(),
        rank=seat.rank,
        world_size=seat.group,
        timeout=timedelta(seconds=seat.patience),
    )


def stay_within(environment: MutableMapping[str, str]) -> None:
    """Have the processes talk over the loopback, which no other machine reaches, unless an
    interface is named."""
    names = (name for _, name in socket.if_nameindex())
    if loopback := next((name for name in names if name.startswith("lo")), ""):
        for setting in _TALK:
            environment.setdefault(setting, loopback)


def leave() -> None:
    """The group is over for this process."""
    if dist.is_initialized():
        dist.destroy_process_group()


def agreed(wanted: bool) -> bool:
    """What the first of the group says, whatever the others think."""
    said = torch.tensor([wanted], dtype=torch.uint8)
    dist.broadcast(said, 0)
    return bool(said.item())


def divide(model: Any, degree: int, machine: Machine) -> None:
    """Give each process of the group its part of a denoiser's tokens.

    As `enable_parallelism` of diffusers does, which cannot be called here: it takes the rank
    modulo the number of accelerators for the device (models/modeling_utils.py), which divides by
    zero on a processor, and is another device where a worker does not have all of them.
    """
    tokens = ContextParallelConfig(ulysses_degree=degree, ulysses_anything=True)
    mesh = init_device_mesh(machine.kind, tokens.mesh_shape, mesh_dim_names=tokens.mesh_dim_names)
    config = ParallelConfig(context_parallel_config=tokens)
    config.setup(dist.get_rank(), degree, machine.device, mesh=mesh)
    for module in model.modules():
        processor: Any = getattr(module, "processor", None)
        if hasattr(processor, "_parallel_config"):
            processor._parallel_config = config
    model._parallel_config = config
    apply_context_parallel(model, tokens, model._cp_plan)
