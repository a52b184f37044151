"""Scenes drawn by code, with gradients, texture, noise and soft shadows, as photographs have."""

from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from worker.engine import Pixels

_HERE = Path(__file__).parent
_HORIZON = 0.46  # of the height
_Points = tuple[tuple[float, float], ...]  # across and down, 0 to 1


def photograph(name: str) -> Pixels:
    """One of the photographs beside this file, (height, width, 3)."""
    with Image.open(_HERE / f"{name}.jpg") as image:
        return np.asarray(image.convert("RGB"))


def portrait() -> Pixels:
    """A photograph of an astronaut before a grey backdrop, 512 x 512: one face, 94 px wide."""
    return carried("astronaut")


def bitten() -> Pixels:
    """The portrait, with a plain grey board before a half of the body."""
    picture = portrait()
    picture[300:, 225:] = (198, 188, 184)
    return picture


def carried(name: str) -> Pixels:
    """A photograph that scikit-image carries in its package: rocket, coffee, chelsea, page."""
    from skimage import data

    pixels = np.asarray(getattr(data, name)())
    return np.ascontiguousarray(pixels if pixels.ndim == 3 else np.dstack([pixels] * 3))


def night() -> Pixels:
    """A photograph of a rocket on its pad in the last light, 640 x 427: mostly nearly black."""
    from skimage.data import rocket

    return np.ascontiguousarray(rocket())


def motorcycle() -> Pixels:
    """A photograph of a red motorcycle in a garage full of things, 741 x 500."""
    from skimage.data import stereo_motorcycle

    return np.ascontiguousarray(stereo_motorcycle()[0])


def landscape(width: int = 320, height: int = 240) -> Pixels:
    """A blue sky over the sea, a meadow, a red house with a shadow."""
    down = np.linspace(0, 1, height, dtype=np.float32)[:, None, None]
    sky = _mixed((72, 132, 206), (192, 216, 236), down / _HORIZON)
    cloud = np.clip(texture(width, height, 0.35, 1) * 0.6, 0, 0.8)[..., None]
    scene = sky + (np.array((250, 248, 245), np.float32) - sky) * cloud
    sea = _mixed((38, 92, 130), (30, 112, 122), (down - _HORIZON) / 0.3)
    scene = np.where(down > _HORIZON, sea + texture(width, height, 0.02, 2)[..., None] * 5, scene)
    grass = np.array((92, 126, 52)) + texture(width, height, 0.01, 3)[..., None] * 14
    scene = np.where(down > 0.64, grass, scene)
    scene = _house(scene.astype(np.float32))
    return exposed(scene, 4)


def _house(scene: NDArray[Any]) -> NDArray[Any]:
    scene = _laid(scene, ((0.2, 0.86), (0.5, 0.86), (0.72, 0.93), (0.42, 0.95)), (36, 52, 22), 4)
    scene = _laid(scene, ((0.2, 0.55), (0.4, 0.55), (0.4, 0.87), (0.2, 0.87)), (180, 46, 40))
    scene = _laid(scene, ((0.4, 0.55), (0.5, 0.56), (0.5, 0.855), (0.4, 0.87)), (122, 30, 28))
    scene = _laid(scene, ((0.17, 0.56), (0.3, 0.40), (0.42, 0.41), (0.53, 0.565)), (84, 60, 54))
    return _laid(scene, ((0.27, 0.7), (0.32, 0.7), (0.32, 0.87), (0.27, 0.87)), (236, 228, 210))


def still_life(width: int = 320, height: int = 240) -> Pixels:
    """A green bottle and a lemon on a table before a grey wall."""
    down = np.linspace(0, 1, height, dtype=np.float32)[:, None, None]
    wall = _mixed((150, 150, 156), (196, 194, 190), down)
    wood = np.array((140, 94, 58)) + texture(width, height, 0.03, 6)[..., None] * 12
    scene = np.where(down > 0.68, wood, wall).astype(np.float32)
    scene = _laid(scene, ((0.3, 0.84), (0.5, 0.84), (0.78, 0.93), (0.5, 0.93)), (70, 44, 28), 5)
    bottle = ((0.34, 0.3), (0.38, 0.22), (0.38, 0.08), (0.42, 0.08), (0.42, 0.22), (0.46, 0.3))
    scene = _laid(scene, (*bottle, (0.46, 0.86), (0.34, 0.86)), (24, 110, 62))
    lemon = [
        (0.62 + 0.09 * np.cos(turn), 0.8 + 0.09 * np.sin(turn)) for turn in np.arange(0, 6.3, 0.2)
    ]
    scene = _laid(scene, tuple((float(x), float(y)) for x, y in lemon), (238, 208, 52))
    return exposed(scene, 7)


def _mixed(first: tuple[int, ...], second: tuple[int, ...], share: NDArray[Any]) -> NDArray[Any]:
    start = np.array(first, np.float32)
    return start + (np.array(second, np.float32) - start) * np.clip(share, 0, 1)


def texture(width: int, height: int, size: float, seed: int) -> NDArray[Any]:
    """Noise in octaves, (height, width), around 0; `size` of its coarsest grains as a share."""
    rng = np.random.default_rng(seed)
    total = np.zeros((height, width), np.float32)
    for octave in range(4):
        columns = max(2, round(2**octave / size))
        grid = rng.standard_normal((max(2, columns * height // width), columns))
        layer = cv2.resize(grid.astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
        total += layer * 0.5**octave
    return total


def _laid(
    scene: NDArray[Any], points: _Points, colour: tuple[int, int, int], soft: float = 0.5
) -> NDArray[Any]:
    """A polygon of one colour over the scene, its edge `soft` px."""
    height, width = scene.shape[:2]
    mask = np.zeros((height, width), np.float32)
    corners = np.array([[round(x * width), round(y * height)] for x, y in points], np.int32)
    cv2.fillPoly(mask, [corners], 1.0)
    mask = cv2.GaussianBlur(mask, (0, 0), soft)[..., None]
    return scene + (np.array(colour, np.float32) - scene) * mask


def exposed(scene: NDArray[Any], seed: int) -> Pixels:
    """A scene with the noise of a sensor."""
    noise = np.random.default_rng(seed).normal(0, 3, scene.shape)
    return np.clip(scene + noise, 0, 255).astype(np.uint8)
