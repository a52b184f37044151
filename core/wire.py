"""Values to plain data and back: dataclasses, enums, tuples and times, as JSON can carry them.

The reader is strict: an unknown or a missing field raises and names itself, so that two versions
of a program that disagree about a value do so loudly.
"""

import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

Value = TypeVar("Value")

# Turns plain data into a value; the second argument says where the data stands, for the error.
Reader = Callable[[Any, str], Any]


class Mismatch(ValueError):
    """Plain data that does not fit the value that it should become."""


def plain(value: object) -> Any:
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
    return cast("Value", _reader(kind)(data, kind.__name__))


@cache
def _reader(kind: Any) -> Reader:
    """The reader of a type, made once: a page of history reads thousands of fields."""
    if kind is Any:
        return lambda data, _: data
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _optional_reader(kind)
    if origin is not None and issubclass(origin, Mapping):
        return _table_reader(get_args(kind)[1])
    if origin is tuple and get_args(kind)[-1] is not Ellipsis:
        return _row_reader(get_args(kind))
    if origin is not None:
        return _list_reader(origin, get_args(kind)[0])
    if is_dataclass(kind):
        return _record_reader(cast("type[Any]", kind))
    if issubclass(kind, Enum):
        return _member_reader(kind)
    return _time if kind is datetime else _scalar_reader(kind)


class _Nothing:
    """The type of no value: fields that are no scalars compare with it."""


# Values of these types are what they are; nothing has to be called to read one.
_SCALARS = (str, int, float, bool)


def _record_reader(kind: type[Any]) -> Reader:
    """Reads records field by field; scalars are taken over at once, since most fields are some."""
    hints = get_type_hints(kind)
    ways: dict[str, tuple[type[Any], Reader]] = {}

    def read_record(data: Any, where: str) -> Any:
        if type(data) is not dict:
            raise Mismatch(f"{where}: expected a table, found {data!r}")
        if not ways:  # on first use, so that a type may contain itself
            for name in (field.name for field in fields(kind)):
                hint = hints[name]
                ways[name] = (hint if hint in _SCALARS else _Nothing, _reader(hint))
        values: dict[str, Any] = {}
        for name, item in cast("dict[str, Any]", data).items():
            if name not in ways:
                raise Mismatch(f"{where}: unknown field {name!r}")
            scalar, read_item = ways[name]
            values[name] = item if type(item) is scalar else read_item(item, name)
        try:
            return kind(**values)
        except TypeError as error:
            raise Mismatch(f"{where}: missing field {_missing(kind, values)}") from error

    return read_record


def _missing(kind: type[Any], values: Mapping[str, Any]) -> str:
    """Names of the fields that have neither a value nor a default."""
    return ", ".join(
        repr(field.name)
        for field in fields(kind)
        if field.default is MISSING
        and field.default_factory is MISSING
        and field.name not in values
    )


def _table_reader(kind: Any) -> Reader:
    read_item = _reader(kind)

    def read_table(data: Any, where: str) -> dict[str, Any]:
        if not isinstance(data, dict):
            raise Mismatch(f"{where}: expected a table, found {data!r}")
        table = cast("dict[str, Any]", data)
        return {key: read_item(item, f"{where}.{key}") for key, item in table.items()}

    return read_table


def _list_reader(origin: Any, kind: Any) -> Reader:
    read_item = _reader(kind)

    def read_list(data: Any, where: str) -> Any:
        if not isinstance(data, list | tuple):
            raise Mismatch(f"{where}: expected a list, found {data!r}")
        return origin([read_item(item, where) for item in cast("Sequence[Any]", data)])

    return read_list


def _row_reader(kinds: tuple[Any, ...]) -> Reader:
    readers = [_reader(kind) for kind in kinds]

    def read_row(data: Any, where: str) -> tuple[Any, ...]:
        if not isinstance(data, list | tuple):
            raise Mismatch(f"{where}: expected a list, found {data!r}")
        items = cast("Sequence[Any]", data)
        if len(items) != len(readers):
            raise Mismatch(f"{where}: expected {len(readers)} items, found {len(items)}")
        return tuple(read(item, where) for read, item in zip(readers, items, strict=True))

    return read_row


def _optional_reader(kind: Any) -> Reader:
    rest = [member for member in get_args(kind) if member is not type(None)]
    assert len(rest) == 1, f"a field of several types cannot be read: {kind}"
    read_some = _reader(rest[0])
    return lambda data, where: None if data is None else read_some(data, where)


def _member_reader(kind: type[Enum]) -> Reader:
    members = {member.value: member for member in kind}

    def read_member(data: Any, where: str) -> Enum:
        try:
            return members[data]
        except (KeyError, TypeError) as error:
            known = ", ".join(str(member.value) for member in kind)
            raise Mismatch(f"{where}: {data!r} is none of {known}") from error

    return read_member


def _scalar_reader(kind: type[Any]) -> Reader:
    def read_scalar(data: Any, where: str) -> Any:
        if type(data) is kind:
            return data
        if kind is float and type(data) is int:
            return float(data)
        raise Mismatch(f"{where}: expected {kind.__name__}, found {data!r}")

    return read_scalar


def _time(data: Any, where: str) -> datetime:
    try:
        return datetime.fromisoformat(data)
    except (TypeError, ValueError) as error:
        raise Mismatch(f"{where}: expected a time, found {data!r}") from error
