"""What is read from EXIF, and that no damage to it matters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.exif import Exif, read_exif
from tests.storage import strangers


@pytest.mark.parametrize(
    ("block", "facts"),
    [
        pytest.param(b"", Exif(), id="none"),
        pytest.param(strangers.orientation(6), Exif(orientation=6), id="little endian"),
        pytest.param(strangers.orientation(8, ">"), Exif(orientation=8), id="big endian"),
        pytest.param(strangers.orientation(3)[6:], Exif(orientation=3), id="without prefix"),
        pytest.param(strangers.orientation(0), Exif(), id="below range"),
        pytest.param(strangers.orientation(9), Exif(), id="above range"),
        pytest.param(strangers.CAMERA, Exif(camera=True), id="camera"),
        pytest.param(strangers.LOCATION, Exif(location=True, camera=True), id="place"),
    ],
)
def test_facts(block: bytes, facts: Exif) -> None:
    assert read_exif(block) == facts


@given(st.binary(max_size=80), st.sampled_from([b"II*\0", b"MM\0*", b"Exif\0\0II*\0", b""]))
def test_any_bytes_say_something(rest: bytes, mark: bytes) -> None:
    assert 1 <= read_exif(mark + rest).orientation <= 8
