"""What a Range header asks for."""

import pytest

from bots.on_web.ranges import Span, Unsatisfiable, span_of


@pytest.mark.parametrize(
    ("header", "span"),
    [
        ("bytes=0-", Span(0, 100)),
        ("bytes=0-9", Span(0, 10)),
        ("bytes=90-", Span(90, 100)),
        ("bytes=90-500", Span(90, 100)),
        ("bytes=99-99", Span(99, 100)),
        ("bytes=-10", Span(90, 100)),
        ("bytes=-500", Span(0, 100)),
        ("", None),
        ("bytes=-", None),
        ("bytes=9-3", None),
        ("bytes=0-1,5-6", None),
        ("pages=1-2", None),
    ],
)
def test_span(header: str, span: Span | None) -> None:
    assert span_of(header, 100) == span


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=500-600", "bytes=-0"])
def test_a_span_outside_the_file(header: str) -> None:
    with pytest.raises(Unsatisfiable):
        span_of(header, 100)
