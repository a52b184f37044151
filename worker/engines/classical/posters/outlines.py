"""The outlines of things, read from outlines.toml."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from worker.engines.classical.posters.shapes import Points


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads(Path(__file__).with_name("outlines.toml").read_text(encoding="utf-8"))


def outline(thing: str, part: str) -> Points:
    """The points (count, 2) of a part of a thing; raises KeyError where there is none."""
    return np.array(_data()[thing][part], np.float64)


def outlines(thing: str, *parts: str) -> list[Points]:
    """Several parts; a part that ends in a star stands for all that begin so."""
    table, found = _data()[thing], list[Points]()
    for part in parts:
        stem = part.removesuffix("*")
        names = [name for name in table if name.startswith(stem)] if stem != part else [part]
        found += [outline(thing, name) for name in names]
    return found
