"""From sRGB to the numbers of another profile: relative colorimetric, as intake came from there."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Self

import cv2
import numpy as np
from numpy.typing import NDArray

from core.profiles import SAMPLES, Profile

Numbers = NDArray[np.float32]  # (…, 3), red, green and blue, 0 to 1, as a file has them

# IEC 61966-2-1, its white adapted to D50 as profiles have it.
_SRGB = np.array(
    [
        [0.4360747, 0.3850649, 0.1430804],
        [0.2225045, 0.7168786, 0.0606169],
        [0.0139322, 0.0971045, 0.7141733],
    ]
)
_SAME = 2 / 255  # a profile that changes no colour by more is sRGB under some name: as intake says
_FINE = 65536  # numbers that are looked up: those of sRGB, and those of light by its root


@dataclass(frozen=True, slots=True, eq=False)
class Colours:
    """The way from sRGB to a profile's numbers."""

    light: NDArray[np.float32]  # (3, 3), from light in sRGB to light in the profile
    numbers: NDArray[np.float32]  # (3, _FINE), by the root of the light

    @classmethod
    def of(cls, profile: Profile) -> Self | None:
        """The way to a profile; None where that is sRGB itself."""
        light = np.linalg.inv(np.array(profile.matrix)) @ _SRGB
        roots = np.linspace(0, 1, _FINE) ** 2
        steps = np.linspace(0, 1, SAMPLES)
        numbers = [np.interp(roots, *_turned(curve, steps)) for curve in profile.curves]
        made = cls(light.astype(np.float32), np.array(numbers, np.float32))
        return None if made._changes_nothing() else made

    def to(self, srgb: Numbers) -> Numbers:
        """Numbers for those of sRGB, (…, 3); what the profile cannot say becomes its nearest."""
        steps = np.rint(srgb.reshape(1, -1, 3) * (_FINE - 1)).astype(np.uint16)
        straight = _light_of_srgb()[steps]
        light = np.clip(cv2.transform(straight, self.light), 0, 1)
        places = np.rint(np.sqrt(light, out=light) * (_FINE - 1)).astype(np.int32)
        numbers = np.empty(places.shape, np.float32)
        for band in range(3):
            np.take(self.numbers[band], places[..., band], out=numbers[..., band])
        return numbers.reshape(srgb.shape)

    def _changes_nothing(self) -> bool:
        steps = np.arange(0, 256, 51, dtype=np.uint8)
        cube = np.stack(np.meshgrid(steps, steps, steps), axis=-1).reshape(-1, 3)
        numbers = np.divide(cube, 255, dtype=np.float32)
        return bool(np.abs(self.to(numbers) - numbers).max() <= _SAME)


def _turned(
    curve: tuple[float, ...], steps: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """A curve the other way round: of equal lights, the first has its number."""
    lights, first = np.unique(np.array(curve), return_index=True)
    return lights, steps[first]


@lru_cache(maxsize=1)
def _light_of_srgb() -> NDArray[np.float32]:
    numbers = np.linspace(0, 1, _FINE)
    bright = ((numbers + 0.055) / 1.055) ** 2.4
    return np.where(numbers <= 0.04045, numbers / 12.92, bright).astype(np.float32)
