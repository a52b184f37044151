"""What text encoders make of words: each text alone and once, for all who say it again.

A text that is encoded beside others comes out with other last bits, as all that shares a pass does.
Alone it is always the same, so that a picture is the same to the bit whether its words were encoded
for it, a moment ago, or on the day when somebody first said them.
"""

import hashlib
import logging
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from inspect import signature
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load, save

from core.catalogue import ModelCard
from worker.engines.diffusion.families import Encoding, family_of
from worker.engines.diffusion.libraries import VERSIONS
from worker.engines.diffusion.machine import Machine
from worker.engines.diffusion.sharing import components_of, fingerprint

log = logging.getLogger("easel.worker")

MOST = 128 << 20  # bytes in host memory, of all models of a device

_ENCODERS = ("text_encoder", "tokenizer")  # what the names of components begin with

Encoded = Mapping[str, torch.Tensor]  # by argument of the pipeline's call; of one text, on the host


@dataclass(slots=True)
class Encodings:
    """What texts were encoded as lately, by what identifies encoder and text."""

    most: int = MOST  # bytes
    _size: int = 0  # bytes
    _known: OrderedDict[str, Encoded] = field(default_factory=OrderedDict[str, Encoded])

    def get(self, key: str) -> Encoded | None:
        """What is known under a key, which then was used last."""
        if key in self._known:
            self._known.move_to_end(key)
        return self._known.get(key)

    def put(self, key: str, encoded: Encoded) -> None:
        """Keep it in place of what was not used for longest, where it has room at all."""
        if key in self._known or _size(encoded) > self.most:
            return
        self._known[key] = encoded
        self._size += _size(encoded)
        while self._size > self.most:
            self._size -= _size(self._known.popitem(last=False)[1])


@dataclass(frozen=True, slots=True)
class Encoder:
    """The text encoder of one model; its pipelines are called with what it made of the words."""

    identity: str  # of all that its numbers depend on, beside the text
    encoding: Encoding
    known: Encodings

    @classmethod
    def of(
        cls, card: ModelCard, folder: Path, pipeline: Any, machine: Machine, known: Encodings
    ) -> "Encoder | None":
        """The encoder of a model in `folder`; None where its pipelines take nothing encoded, or
        its card has them encode in a way of its own."""
        parts = [name for name in components_of(folder) if name.startswith(_ENCODERS)]
        own, family = dict((card.extra or {}).get("call", {})), family_of(card)
        if family.encoding is None or not parts:
            return None
        if own.keys() & set(signature(pipeline.encode_prompt).parameters):
            return None
        where = f"{machine.name} {machine.precision} {' '.join(VERSIONS)}"
        # One encoder may serve several families, which take other layers of it.
        how = f"{card.family} {_as_called(pipeline)}"
        files = " ".join(f"{name} {fingerprint(folder, name)}" for name in sorted(parts))
        return cls(f"{where} {files} {how}", family.encoding, known)

    def learn(self, data: bytes) -> None:
        """Take over what `packed` gave, at another time or on another machine of the kind.

        Nothing of a file that is damaged: the words are there to be encoded again.
        """
        found: dict[str, dict[str, torch.Tensor]] = {}
        try:
            tensors = load(data) if data else {}
        except SafetensorError:
            log.warning("what words were encoded as cannot be read")
            return
        for name, tensor in tensors.items():
            key, _, argument = name.partition(".")
            found.setdefault(key, {})[argument] = tensor
        for key, encoded in found.items():
            self.known.put(key, encoded)

    def packed(self, *texts: str) -> bytes:
        """What is known of these texts as a file of safetensors, without the texts; empty where
        it is more than what may be kept."""
        keys = {self._key(text) for text in texts}
        tensors = {
            f"{key}.{argument}": tensor
            for key in keys
            for argument, tensor in (self.known.get(key) or {}).items()
        }
        size = sum(tensor.nbytes for tensor in tensors.values())
        return save(tensors) if 0 < size <= self.encoding.most else b""

    def encoded(self, pipeline: Any, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """The arguments of a call, with what its words are encoded as in place of them."""
        passed = {**arguments}
        prompts, unwanted = passed.pop("prompt"), passed.get("negative_prompt")
        passed |= self._arguments(pipeline, prompts)
        if not hasattr(type(pipeline), "do_classifier_free_guidance"):
            return passed  # what is unwanted, if it heeds that at all, is left to it
        passed.pop("negative_prompt", None)
        if not _guided(pipeline, arguments):
            return passed
        if unwanted is None and getattr(pipeline.config, "force_zeros_for_empty_prompt", False):
            return passed  # where nothing is unwanted it takes zeros, and no empty text
        against = self._arguments(pipeline, unwanted or [""] * len(prompts))
        return passed | {f"negative_{name}": value for name, value in against.items()}

    def length(self, pipeline: Any, text: str) -> int:
        """How many tokens a text is encoded as, where it is not padded."""
        return max(len(tensor) for tensor in self._one(pipeline, text).values())

    def _arguments(self, pipeline: Any, texts: Sequence[str]) -> dict[str, Any]:
        """What a call takes in place of texts."""
        device = pipeline._execution_device  # asked once: it walks through all modules
        each = [self._one(pipeline, text, device) for text in texts]
        found = {name: [one[name].to(device) for one in each] for name in each[0]}
        if self.encoding.listed:
            return dict(found)
        return {name: torch.cat(tensors) for name, tensors in found.items()}

    def _one(self, pipeline: Any, text: str, device: torch.device | None = None) -> Encoded:
        key = self._key(text)
        if (known := self.known.get(key)) is not None:
            return known
        own = {"prompt": [text], "device": device}
        returned = pipeline.encode_prompt(**_as_called(pipeline) | own)
        made = {
            name: (one[0] if isinstance(one, list) else one).cpu().contiguous()
            for name, one in zip(self.encoding.names, returned, strict=False)
            if name
        }
        self.known.put(key, made)
        return made

    def _key(self, text: str) -> str:
        return hashlib.sha256(f"{self.identity}\n{text}".encode()).hexdigest()


def _as_called(pipeline: Any) -> dict[str, Any]:
    """What a call passes to encode_prompt where nobody says more, whose own defaults may be others:
    Wan's takes 226 tokens by itself and is called for 512, which its transformer was trained with.
    """
    takes = signature(pipeline.encode_prompt).parameters
    calls = signature(pipeline.__call__).parameters
    passed = {name: one.default for name, one in calls.items() if name in takes}
    # What is unwanted is a text of its own.
    return passed | ({one: False} if (one := "do_classifier_free_guidance") in takes else {})


def _guided(pipeline: Any, arguments: Mapping[str, Any]) -> bool:
    """Whether a call will also ask what there should not be: each class has a rule of its own."""
    default = signature(pipeline.__call__).parameters["guidance_scale"].default
    pipeline._guidance_scale = arguments.get("guidance_scale", default)  # as its call does first
    return bool(pipeline.do_classifier_free_guidance)


def _size(encoded: Encoded) -> int:
    return sum(tensor.nbytes for tensor in encoded.values())
