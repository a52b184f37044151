"""What travels through Redis is JSON, and nothing else."""

import asyncio
import pickle
from typing import Any

import pytest
from arq.jobs import DeserializationError
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.queue.codec import decode, encode

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["t", "f", "a"]), inner),
)


@given(st.dictionaries(st.text(max_size=8), plain, max_size=4))
@settings(max_examples=50)
def test_plain_data_come_back(data: dict[str, Any]) -> None:
    assert decode(encode(data)) == data


def test_tuples_become_lists() -> None:
    assert decode(encode({"a": ("job",), "k": {}})) == {"a": ["job"], "k": {}}


@pytest.mark.parametrize(
    ("error", "kind", "text"),
    [
        (ZeroDivisionError("no such thing"), RuntimeError, "ZeroDivisionError: no such thing"),
        (asyncio.CancelledError("stopped"), asyncio.CancelledError, "stopped"),
        (KeyboardInterrupt(), RuntimeError, "KeyboardInterrupt: "),
    ],
    ids=["error", "cancellation", "interrupt"],
)
def test_an_error_arrives_as_one(
    error: BaseException, kind: type[BaseException], text: str
) -> None:
    revived = decode(encode({"r": error}))["r"]
    assert type(revived) is kind
    assert str(revived) == text


def test_what_json_cannot_carry_is_refused() -> None:
    with pytest.raises(TypeError, match="object cannot be sent"):
        encode({"a": object()})


@pytest.mark.parametrize(
    "data",
    [pickle.dumps({"f": "handle"}), b"", b"\xff\xfe", b"[]", b'"f"', b"{"],
    ids=["pickle", "empty", "no text", "list", "string", "cut short"],
)
def test_what_is_no_job_is_refused(data: bytes) -> None:
    with pytest.raises(DeserializationError):
        decode(data)
