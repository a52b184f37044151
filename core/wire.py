"""Values to plain data and back: dataclasses, enums, tuples and times, as JSON can carry them.

The reader is strict: an unknown or a missing field raises and names itself, so that two versions
of a program that disagree about a value do so loudly.
"""

import types
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

Value = TypeVar("Value")


class Mismatch(ValueError):
    """Plain data that does not fit the value that it should become."""


def plain(value: object) -> Any:  # noqa: ANN401 - JSON has no narrower type
    """Plain data (dict, list, str, int, float, bool, None) for a value.

    Fields that hold their default are left out, so that new fields do not change old data.
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: plain(getattr(value, field.name))
            for field in fields(value)
            if field.default is MISSING or getattr(value, field.name) != field.default
        }
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in cast("Mapping[Any, Any]", value).items()}
    if isinstance(value, list | tuple | frozenset):
        return [plain(item) for item in cast("Sequence[Any]", value)]
    assert value is None or isinstance(value, str | int | float), f"not plain: {value!r}"
    return value


def read(kind: type[Value], data: object) -> Value:
    """The value of type `kind` that `data` describes; raises Mismatch, which names the field."""
    return cast("Value", _read(kind, data, kind.__name__))


def _read(kind: Any, data: Any, where: str) -> Any:  # noqa: ANN401
    if kind is Any:
        return data
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _read_union(kind, data, where)
    if origin is not None:
        return _read_container(origin, get_args(kind), data, where)
    if is_dataclass(kind):
        return _read_record(cast("type[Any]", kind), data, where)
    if issubclass(kind, Enum):
        return _read_member(kind, data, where)
    if kind is datetime:
        return datetime.fromisoformat(data)
    if kind is float and isinstance(data, int) and not isinstance(data, bool):
        return float(data)
    if not isinstance(data, kind) or (isinstance(data, bool) and kind is not bool):
        raise Mismatch(f"{where}: expected {kind.__name__}, found {data!r}")
    return data


@cache
def _hints(kind: type[Any]) -> dict[str, Any]:
    return get_type_hints(kind)


def _read_record(kind: type[Any], data: Any, where: str) -> Any:  # noqa: ANN401
    if not isinstance(data, Mapping):
        raise Mismatch(f"{where}: expected a table, found {data!r}")
    table = cast("Mapping[str, Any]", data)
    known = {field.name: field for field in fields(kind)}
    for name in table:
        if name not in known:
            raise Mismatch(f"{where}: unknown field {name!r}")
    for name, field in known.items():
        if name not in table and field.default is MISSING and field.default_factory is MISSING:
            raise Mismatch(f"{where}: missing field {name!r}")
    hints = _hints(kind)
    return kind(
        **{name: _read(hints[name], item, f"{where}.{name}") for name, item in table.items()}
    )


def _read_container(origin: Any, args: tuple[Any, ...], data: Any, where: str) -> Any:  # noqa: ANN401
    if issubclass(origin, Mapping):
        if not isinstance(data, Mapping):
            raise Mismatch(f"{where}: expected a table, found {data!r}")
        table = cast("Mapping[str, Any]", data)
        return {key: _read(args[1], item, f"{where}.{key}") for key, item in table.items()}
    if not isinstance(data, list | tuple):
        raise Mismatch(f"{where}: expected a list, found {data!r}")
    items = cast("Sequence[Any]", data)
    if origin is tuple and args[-1] is not Ellipsis:
        if len(items) != len(args):
            raise Mismatch(f"{where}: expected {len(args)} items, found {len(items)}")
        return tuple(_read(kind, item, where) for kind, item in zip(args, items, strict=True))
    return origin(_read(args[0], item, f"{where}[{i}]") for i, item in enumerate(items))


def _read_union(kind: Any, data: Any, where: str) -> Any:  # noqa: ANN401
    members = get_args(kind)
    if data is None and type(None) in members:
        return None
    rest = [member for member in members if member is not type(None)]
    if len(rest) != 1:
        raise Mismatch(f"{where}: a field of several types cannot be read")
    return _read(rest[0], data, where)


def _read_member(kind: type[Enum], data: Any, where: str) -> Enum:  # noqa: ANN401
    try:
        return kind(data)
    except ValueError as error:
        known = ", ".join(str(member.value) for member in kind)
        raise Mismatch(f"{where}: {data!r} is none of {known}") from error
