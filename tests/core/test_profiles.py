"""Profiles of a matrix and curves are read; whatever else comes is none."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.profiles import SAMPLES, read_profile
from tests.storage import strangers

P3 = strangers.display_p3()
PARA = b"para" + bytes(4)


def fixed(*values: float) -> bytes:
    """Numbers as profiles write them, section 4.6 of ICC.1:2022."""
    return struct.pack(f">{len(values)}i", *(round(value * 65536) for value in values))


def with_curve(curve: bytes) -> bytes:
    """Display P3 with this curve for all three."""
    return strangers.display_p3(curve=curve)


def test_a_profile_of_a_screen_is_read() -> None:
    profile = read_profile(P3)
    assert profile is not None
    assert [round(sum(row), 3) for row in profile.matrix] == [0.964, 1.0, 0.825]
    assert profile.curves[1][SAMPLES // 2] == pytest.approx(0.5**2.19921875, abs=1e-3)


@pytest.mark.parametrize(
    ("curve", "half"),
    [
        pytest.param(b"curv" + bytes(8), 0.5, id="none"),
        pytest.param(strangers.gamma(1.8), 0.5**1.80078125, id="gamma"),
        pytest.param(
            b"curv" + bytes(4) + struct.pack(">I3H", 3, 0, 8192, 65535), 0.125, id="numbers"
        ),
        pytest.param(PARA + struct.pack(">HH", 0, 0) + fixed(2.0), 0.25, id="function 0"),
        pytest.param(
            PARA + struct.pack(">HH", 1, 0) + fixed(2.0, 0.95, 0.05), 0.525**2, id="function 1"
        ),
        pytest.param(
            PARA + struct.pack(">HH", 2, 0) + fixed(2.0, 1.0, 0.0, 0.0), 0.25, id="function 2"
        ),
        pytest.param(
            PARA + struct.pack(">HH", 3, 0)
            + fixed(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045),
            0.21404, id="function 3",
        ),
        pytest.param(
            PARA + struct.pack(">HH", 4, 0) + fixed(2.0, 1.0, 0.0, 1.0, 0.0, 0.0, 0.0),
            0.25, id="function 4",
        ),
    ],
)  # fmt: skip
def test_every_kind_of_curve(curve: bytes, half: float) -> None:
    profile = read_profile(with_curve(curve))
    assert profile is not None
    assert profile.curves[0][SAMPLES // 2] == pytest.approx(half, abs=2e-4)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"rubbish" * 40, id="rubbish"),
        pytest.param(P3[:200], id="cut short"),
        pytest.param(strangers.linear_grey(), id="grey"),
        pytest.param(strangers.press(), id="ink"),
        pytest.param(P3.replace(b"wtpt", b"A2B0"), id="a table"),
        pytest.param(P3.replace(b"gTRC", b"xTRC"), id="no curve"),
        pytest.param(P3[:128] + b"\xff" * 4 + P3[132:], id="too many tags"),
        pytest.param(P3.replace(P3[132 + 36 : 132 + 48], P3[132 + 24 : 132 + 36]), id="flat"),
        pytest.param(with_curve(b"curv" + bytes(4) + b"\xff" * 8), id="numbers it has not"),
        pytest.param(
            with_curve(b"curv" + bytes(4) + struct.pack(">I3H", 3, 0, 65535, 99)), id="falls"
        ),
        pytest.param(with_curve(PARA + struct.pack(">HH", 9, 0) + bytes(40)), id="a function 9"),
        pytest.param(
            with_curve(PARA + struct.pack(">HH", 1, 0) + fixed(2.0, 0.0, 0.0)), id="by nothing"
        ),
        pytest.param(
            with_curve(PARA + struct.pack(">HH", 0, 0) + fixed(-30000.0)), id="beyond numbers"
        ),
    ],
)
def test_of_others_none_is_made(data: bytes) -> None:
    assert read_profile(data) is None


@given(st.integers(0, len(P3) - 1), st.binary(min_size=1, max_size=9))
def test_damage_never_raises(at: int, damage: bytes) -> None:
    read_profile(P3[:at] + damage + P3[at + len(damage) :])
