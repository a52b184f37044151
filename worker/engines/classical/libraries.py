"""What the bytes of a picture depend on that image processing makes: Easel and its libraries."""

from collections.abc import Iterator
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version

# The name of a package, and what people call it.
_CALLED = {
    "easel": "easel",
    "numpy": "numpy",
    "opencv-python-headless": "opencv",
    "scipy": "scipy",
    "av": "av",
}


def _versions() -> Iterator[str]:
    for package, called in _CALLED.items():
        with suppress(PackageNotFoundError):  # OpenCV has other packages too: of those none tells
            yield f"{called} {version(package)}"


VERSIONS = tuple(_versions())
