"""Structs with the fields of our dataclasses: JSON is read into them several times faster.

msgspec asks a slotted dataclass for each field that the JSON leaves out, and pays an
AttributeError to learn that it is not set; a struct takes its default at once.
"""

from collections.abc import Sequence
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

import msgspec

Value = TypeVar("Value")


def mirror(kind: type[Value]) -> type[Value]:
    """A struct with the fields and defaults of a dataclass, and of the dataclasses within it.

    For the type checker it is the dataclass itself, since it is made and read in the same way.
    """
    return cast("type[Value]", _struct(kind))


def unmirrored(mirrors: Sequence[Value], kind: type[Value]) -> tuple[Value, ...]:
    """The dataclasses that these mirrors stand for; a field of another type raises."""
    return msgspec.convert(mirrors, tuple[kind, ...], from_attributes=True)


@cache
def _struct(kind: type[Any]) -> type[msgspec.Struct]:
    hints = get_type_hints(kind)
    members: list[tuple[str, Any] | tuple[str, Any, Any]] = []
    for field in fields(kind):
        assert field.default_factory is MISSING, f"no mirror for the default of {field.name}"
        default = () if field.default is MISSING else (field.default,)
        members.append((field.name, _mirrored(hints[field.name]), *default))
    # No value refers back to what refers to it: the garbage collector need not look for circles.
    return msgspec.defstruct(kind.__name__, members, frozen=True, gc=False)


def _mirrored(hint: Any) -> Any:
    """A type with every dataclass in it replaced by its mirror."""
    if is_dataclass(hint):
        return _struct(cast("type[Any]", hint))
    parts = tuple(map(_mirrored, get_args(hint)))
    if not parts:
        return hint
    origin = get_origin(hint)
    return Union[parts] if origin in (Union, UnionType) else origin[parts]  # noqa: UP007
