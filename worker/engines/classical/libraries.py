"""What the bytes of a picture depend on that image processing makes: Easel and its libraries."""

from collections.abc import Iterator
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version

from worker.engines.classical.lettering.installed import edition, installed

# The name of a package, and what people call it.
CALLED = {
    "easel": "easel",
    "numpy": "numpy",
    "opencv-python-headless": "opencv",
    "scipy": "scipy",
    "av": "av",
    "pillow": "pillow",  # sets letters, with the FreeType that it brings along
    "scikit-image": "scikit-image",  # finds faces
    "rapidocr": "rapidocr",  # reads text
    "onnxruntime": "onnxruntime",
}


def _versions() -> Iterator[str]:
    for package, called in CALLED.items():
        with suppress(PackageNotFoundError):  # OpenCV has other packages too: of those none tells
            yield f"{called} {version(package)}"
    yield f"typefaces {edition(installed())}"  # one that is installed may be nearer to a lettering


VERSIONS = tuple(_versions())
