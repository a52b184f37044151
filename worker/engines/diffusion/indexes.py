"""What a folder of weights says that it is made of, and what of that is not there."""

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

# What says how a folder is put together: of a pipeline, of one in blocks, of a single model.
INDEXES = ("model_index.json", "modular_model_index.json", "config.json")

# What comes of a file that is no JSON; the last where lists are nested without end.
NO_JSON = (OSError, ValueError, RecursionError)

_WEIGHTS = (".safetensors", ".bin")
_REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+")  # "organisation/name", no path of somebody's machine

_Taken = TypeVar("_Taken")


class Component(NamedTuple):
    """A part of a pipeline."""

    name: str
    folder: str  # within its repository
    source: str = ""  # the repository, where it is another one
    revision: str = ""  # of that
    variant: str = ""  # "fp16", where the index names one


def components(index: Mapping[str, Any], source: str = "") -> tuple[Component, ...]:
    """The parts that the index of `source` names: {"unet": ["diffusers", "UNet2DConditionModel"]}.

    That of blocks also says where each comes from; library and class may be left out then.
    """
    entries = ((name, value) for name, value in index.items() if not name.startswith("_"))
    found = (_component(name, value, source) for name, value in entries if isinstance(value, list))
    return tuple(one for one in found if one is not None)


def _component(name: str, entry: Sequence[Any], source: str) -> Component | None:
    where: Mapping[str, Any] = entry[2] if len(entry) > 2 and isinstance(entry[2], dict) else {}
    repository = str(where.get("pretrained_model_name_or_path") or "")
    if len(entry) < 2 or not (entry[0] or repository):
        return None
    folder, revision, variant = (
        str(where.get(key) or "") for key in ("subfolder", "revision", "variant")
    )
    if repository == source or not _REPOSITORY.fullmatch(repository):
        return Component(name, folder or name, variant=variant)
    return Component(name, folder, repository, revision, variant)


def lacking(folder: Path, known: Collection[str] = ()) -> tuple[str, ...]:
    """What the index of a folder, and its lists of shards, name and is not there.

    Parts of which files are `known` to be missing are told by those. Raises ValueError for an index
    or a list that cannot be read.
    """
    index = next((name for name in INDEXES if (folder / name).is_file()), INDEXES[-1])
    parts = () if index == INDEXES[-1] else _read(folder / index, components)
    told = {one.name for one in parts if any(path.startswith(f"{one.name}/") for path in known)}
    missing = [_wants(folder, one) for one in parts if one.name not in told]
    return (*filter(None, missing), *_shards(folder))


def index_of(folder: Path) -> str:
    """The index that a folder has; of one without, the name of that which it should have: a single
    model has its weights beside it, a pipeline in folders."""
    if found := next((name for name in INDEXES if (folder / name).is_file()), ""):
        return found
    alone = any(file.suffix in _WEIGHTS for file in folder.iterdir())
    apart = any(file.suffix in _WEIGHTS for file in folder.glob("[!.]*/*"))
    return INDEXES[-1] if alone and not apart else INDEXES[0]


def _wants(folder: Path, one: Component) -> str:
    """What a component lacks; empty where it is whole, in its own folder or in one of its name.

    What came from another repository lies in a folder of its name.
    """
    places = (one.name,) if not one.folder else (one.name, one.folder)
    found = [_lacks(folder, place) for place in places]
    return "" if "" in found else found[0]


def _lacks(folder: Path, component: str) -> str:
    place = folder / component
    if not place.is_dir() or not any(place.iterdir()):
        return f"{component}/"
    weightless = not any(file.suffix in _WEIGHTS for file in place.iterdir())
    # What has a config has weights; a tokenizer has neither.
    return f"{component}/*.safetensors" if (place / "config.json").is_file() and weightless else ""


def _shards(folder: Path) -> Iterator[str]:
    for shards in files_of(folder, "*.safetensors.index*.json"):
        for name in sorted(_read(shards, _named)):
            if not shards.with_name(name).is_file():
                yield shards.with_name(name).relative_to(folder).as_posix()


def _named(listed: Mapping[str, Mapping[str, str]]) -> set[str]:
    return {*listed["weight_map"].values()}


def _read(file: Path, taken: Callable[[Any], _Taken]) -> _Taken:
    """What is taken of a file; raises ValueError where it is not of that form."""
    try:
        return taken(json.loads(file.read_text(encoding="utf-8")))
    except (*NO_JSON, LookupError, AttributeError, TypeError) as error:
        raise ValueError(f"its {file.name} cannot be read") from error


def files_of(folder: Path, pattern: str) -> list[Path]:
    """Files of a model; hidden folders hold notes, and what is still coming."""
    found = folder.rglob(pattern)
    return sorted(one for one in found if ".cache" not in one.relative_to(folder).parts)


def few(names: Sequence[str]) -> str:
    """Some names, and how many more there are."""
    shown = ", ".join(names[:4])
    return f"{shown} and {len(names) - 4} more" if len(names) > 4 else shown
