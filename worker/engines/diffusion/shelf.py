"""The components that models are made of: each there once, on the device or in host memory."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import torch

log = logging.getLogger("easel.worker")


@dataclass(slots=True)
class _Shelved:
    component: Any  # a module, a tokenizer
    size: int  # bytes
    users: set[str] = field(default_factory=set[str])  # names of cards
    awake: set[str] = field(default_factory=set[str])  # those of them that are on the device


class Shelf:
    """Components by what they are; one leaves the device with the last card that uses it there,
    and is gone with the last one at all."""

    def __init__(self, device: torch.device) -> None:
        self._device = device
        self._shelved: dict[str, _Shelved] = {}

    def known(self, keys: Mapping[str, str]) -> dict[str, Any]:
        """Those of a model's components that are there, by their names; `keys` by name too."""
        return {
            name: self._shelved[key].component for name, key in keys.items() if key in self._shelved
        }

    def put(self, card: str, components: Mapping[str, Any]) -> None:
        """What a card's model is made of, on the device; by key."""
        for key, component in components.items():
            one = self._shelved.setdefault(key, _Shelved(component, size_of(component)))
            one.users.add(card)
            one.awake.add(card)

    def parts(self, card: str) -> dict[str, int]:
        """Bytes of what a card uses, by key."""
        return {key: one.size for key, one in self._used(card).items() if one.size}

    def rest(self, card: str) -> None:
        """Move what no other card uses on the device to host memory."""
        for one in self._used(card).values():
            one.awake.discard(card)
        self.settle()

    def wake(self, card: str) -> None:
        """Bring what a card uses back to the device."""
        for one in self._used(card).values():
            if not one.awake and isinstance(one.component, torch.nn.Module):
                one.component.to(self._device, non_blocking=True)
            one.awake.add(card)
        if self._device.type == "cuda":
            torch.cuda.synchronize(self._device)  # what follows is timed, and reads it

    def drop(self, card: str) -> None:
        """A card uses nothing any more; what it alone kept on the device leaves that."""
        for key, one in self._used(card).items():
            one.users.discard(card)
            one.awake.discard(card)
            if not one.users:
                del self._shelved[key]
        self.settle()

    def settle(self) -> None:
        """What nobody uses on the device goes to host memory, as where a model did not fit."""
        for one in self._shelved.values():
            if not one.awake:
                _to_host(one.component)

    def _used(self, card: str) -> dict[str, _Shelved]:
        return {key: one for key, one in self._shelved.items() if card in one.users}


def size_of(component: Any) -> int:
    """Bytes of a component's weights, each counted once."""
    if not isinstance(component, torch.nn.Module):
        return 0
    whole = (*component.parameters(), *component.buffers())
    plain = [one for tensor in whole for one in _plain(tensor)]
    return sum({one.data_ptr(): one.nbytes for one in plain}.values())


def _plain(tensor: Any) -> list[torch.Tensor]:
    """What a tensor is stored in: a quantised one is numbers and their scales."""
    if not hasattr(tensor, "__tensor_flatten__"):
        return [tensor]
    return [getattr(tensor, name) for name in tensor.__tensor_flatten__()[0]]


def _to_host(component: Any) -> None:
    """To page-locked memory, from where the device reads by itself, several times as fast."""
    if not isinstance(component, torch.nn.Module) or _on_host(component):
        return
    component.to("cpu")
    if not torch.cuda.is_available():
        return
    for one in (*component.parameters(), *component.buffers()):
        if type(one.data) is not torch.Tensor:
            continue  # quantised: it is several tensors, and keeps them to itself
        try:
            one.data = one.data.pin_memory()
        except RuntimeError as error:
            log.warning("no more memory can be page-locked, models return slower: %s", error)
            return


def _on_host(module: torch.nn.Module) -> bool:
    return all(one.device.type == "cpu" for one in (*module.parameters(), *module.buffers()))
