"""Which files of a repository a pipeline needs: safetensors and settings, each once."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from core.errors import Broken
from worker.engines.diffusion.indexes import INDEXES, Component, components

# What names the weights that are loaded: diffusers' models, and those of transformers.
_DIFFUSERS, _TRANSFORMERS = "diffusion_pytorch_model", "model"
_SETTINGS = (".json", ".txt", ".model", ".jinja")
_PICKLES = (".bin", ".pt", ".pth", ".ckpt")
_SHARD = re.compile(r"-\d{5}-of-\d{5}")
_WEIGHTS = ".safetensors"


class NoPipeline(Broken):
    """{source} is not in the format of diffusers (it has no model_index.json), so that no worker
    can load it; look for a repository of the same model whose name ends in Diffusers, and put it
    into the card."""


class OnlyPickles(Broken):
    """{source} has {component} only as pickles, which can run code when they are loaded; Easel
    fetches safetensors alone. Look for a repository that has them, and put it into the card."""


class OnlyVariants(Broken):
    """{source} has {component} only as {variants}; name one in the card:
    extra = {{ variant = "{first}" }}."""


class NoVariant(Broken):
    """{source} has no files of the variant {variant} that its card names; take it out of the card,
    or name one that is there."""


class Named(NamedTuple):
    """A file of weights by what its name says."""

    path: str
    base: str  # "model"
    variant: str  # "fp16"; empty where it has none
    sharded: bool


@dataclass(frozen=True, slots=True)
class Chooser:
    """Chooses among the files of one repository."""

    source: str
    paths: Collection[str]
    variant: str = ""  # taken where a component has it

    @property
    def index(self) -> str:
        """The file that says how the rest belongs together; raises NoPipeline."""
        for name in INDEXES:
            if name in self.paths:
                return name
        raise NoPipeline(source=self.source)

    def needed(self, index: Mapping[str, Any]) -> tuple[str, ...]:
        """The files to fetch, as `index` (the content of that file) says; the index is the last.

        So what is not complete has none, and no worker takes it for a model.
        Raises OnlyPickles, OnlyVariants and NoVariant.
        """
        own = (f"{one.folder}/" for one in self._parts(index) if not self._elsewhere(one))
        folders = [""] if self.index == INDEXES[-1] else [*dict.fromkeys(own)]
        if self.variant and not any(variant_of(path) == self.variant for path in self.paths):
            raise NoVariant(source=self.source, variant=self.variant)
        legal = [path for path in self.paths if path.upper().startswith(("LICENSE", "NOTICE"))]
        found = [path for folder in folders for path in self._of(folder)] + legal
        return (*sorted({path for path in found if path != self.index}), self.index)

    def elsewhere(self, index: Mapping[str, Any]) -> tuple[Component, ...]:
        """The parts that lie in other repositories, as blocks may have them."""
        return tuple(one for one in self._parts(index) if self._elsewhere(one))

    def part(self, folder: str) -> tuple[str, ...]:
        """The files to fetch of one folder, where a part of another model lies here."""
        return tuple(sorted({*self._of(f"{folder}/" if folder else "")}))

    def _parts(self, index: Mapping[str, Any]) -> tuple[Component, ...]:
        return () if self.index == INDEXES[-1] else components(index, self.source)

    def _elsewhere(self, one: Component) -> bool:
        """Whether a part is to be fetched from another repository; some have a copy of it here."""
        here = one.name == one.folder and any(
            path.startswith(f"{one.folder}/") for path in self.paths
        )
        return bool(one.source) and not here

    def _of(self, folder: str) -> Iterator[str]:
        """What is needed of one folder: "unet/", or "" for the root."""
        direct = [
            path
            for path in self.paths
            if path.startswith(folder) and "/" not in path.removeprefix(folder)
        ]
        for path in direct:
            if path.endswith(_SETTINGS) and ".index." not in path:
                yield path
        weights = self._weights(folder, direct)
        yield from (one.path for one in weights)
        for one in {(one.base, one.variant) for one in weights if one.sharded}:
            yield from (path for path in direct if path in _shard_lists(folder, *one))

    def _weights(self, folder: str, direct: Collection[str]) -> list[Named]:
        named = [_named(path) for path in direct if path.endswith(_WEIGHTS)]
        known = [one for one in named if one.base in (_DIFFUSERS, _TRANSFORMERS)] or named
        if not known:
            if any(path.endswith(_PICKLES) for path in direct):
                raise OnlyPickles(source=self.source, component=folder.rstrip("/") or "its weights")
            return []
        variants = {one.variant for one in known}
        wanted = self.variant if self.variant in variants else ""
        chosen = [one for one in known if one.variant == wanted]
        if not chosen:
            names = sorted(variants)
            raise OnlyVariants(
                source=self.source,
                component=folder.rstrip("/") or "its weights",
                variants=", ".join(names),
                first=names[0],
            )
        # Whole and in shards are the same twice: diffusers loads the shards, transformers the
        # whole file.
        sharded = {one.base for one in chosen if one.sharded}
        whole = {one.base for one in chosen if not one.sharded}
        twice = sharded & whole
        return [
            one
            for one in chosen
            if one.base not in twice or one.sharded == (one.base == _DIFFUSERS)
        ]


def variant_of(path: str) -> str:
    """The variant of a file of weights: "fp16"; empty where its name says none."""
    return _named(path).variant


def _named(path: str) -> Named:
    stem = path.rpartition("/")[2].removesuffix(_WEIGHTS)
    base, _, variant = _SHARD.sub("", stem).partition(".")
    return Named(path, base, variant, _SHARD.search(stem) is not None)


def _shard_lists(folder: str, base: str, variant: str) -> tuple[str, ...]:
    """What the list of shards may be called: diffusers and transformers differ."""
    middle = f".{variant}" if variant else ""
    return (
        f"{folder}{base}{_WEIGHTS}.index{middle}.json",
        f"{folder}{base}{middle}{_WEIGHTS}.index.json",
    )
