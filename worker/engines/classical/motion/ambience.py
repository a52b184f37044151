"""Ambience by synthesis: wind, rain, sea, fire, a night with crickets, the tone of a room."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from worker.media.clips import RATE, Samples

Wave = NDArray[np.float64]  # (count,)

_CEILING = 0.84  # peaks are bent below this, -1.5 dBFS
_FADES = (0.35, 0.6)  # s, in and out

# K-weighting at 48 kHz (ITU-R BS.1770-4, annex 1): a shelf and a high-pass.
Biquad = tuple[tuple[float, float, float], tuple[float, float, float]]  # ahead, back
_SHELF: Biquad = (
    (1.53512485958697, -2.69169618940638, 1.19839281085285),
    (1.0, -1.69065929318241, 0.73248077421585),
)
_HIGH_PASS: Biquad = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))


class Stage(NamedTuple):
    """One channel in the making. All of it is periodic, so that a loop has no seam."""

    length: int  # samples
    rng: np.random.Generator
    side: int  # 0 left, 1 right

    @property
    def share(self) -> Wave:
        """Time as a share of the clip, 0 to 1."""
        return np.arange(self.length) / self.length

    @property
    def seconds(self) -> float:
        """How long it is."""
        return self.length / RATE

    def noise(self, low: float, high: float) -> Wave:
        """Noise between `low` and `high` Hz, falling gently outside, of variance 1."""
        spectrum = np.fft.rfft(self.rng.standard_normal(self.length))
        hertz = np.maximum(np.fft.rfftfreq(self.length, 1 / RATE), 1.0)
        shaped = spectrum / (1 + (low / hertz) ** 4) / (1 + (hertz / high) ** 4) / np.sqrt(hertz)
        wave = np.fft.irfft(shaped, self.length)
        return wave / (wave.std() + 1e-12)

    def swell(self, every: float, phase: float) -> Wave:
        """A slow swell, 0 to 1, about once in `every` s and a whole number of times."""
        times = max(1, round(self.seconds / every))
        return 0.5 - 0.5 * np.cos(2 * np.pi * (times * self.share + phase))

    def scattered(self, rate: float, length: float, sound: Callable[[Wave], Wave]) -> Wave:
        """`rate` short sounds of `length` s each second, anywhere."""
        total = np.zeros(self.length)
        time = np.arange(round(length * RATE)) / RATE
        for _ in range(round(rate * self.seconds)):
            places = (int(self.rng.integers(self.length)) + np.arange(len(time))) % self.length
            total[places] += sound(time)
        return total


def ambience(kind: str, seconds: float, loudness: float, seed: int, *, loop: bool) -> Samples:
    """Stereo sound of `seconds` at 48 kHz, at `loudness` LUFS, faded unless it is to `loop`."""
    count = round(seconds * RATE)
    rngs = [np.random.default_rng((seed, 77, side)) for side in range(2)]
    sides = [_KINDS[kind](Stage(count, rng, side)) for side, rng in enumerate(rngs)]
    # What is heard is wide, and still one place.
    left, right = 0.8 * sides[0] + 0.2 * sides[1], 0.8 * sides[1] + 0.2 * sides[0]
    wave = np.stack([left, right])
    if not loop:
        wave = wave * _faded(count)
    wave = wave * 10 ** ((loudness - lufs(wave)) / 20)
    # Bent only near the ceiling: what is quiet stays as it is.
    return (_CEILING * np.tanh(wave / _CEILING)).astype(np.float32)


def lufs(wave: NDArray[Any]) -> float:
    """Loudness of a (channels, count) wave at 48 kHz in LUFS, ungated (ITU-R BS.1770-4)."""
    count = wave.shape[1]
    turns = np.exp(-2j * np.pi * np.fft.rfftfreq(count))
    # All sounds here are periodic or fade, so that filtering them as a ring is exact enough.
    gain = _response(_SHELF, turns) * _response(_HIGH_PASS, turns)
    weighted = np.fft.irfft(np.fft.rfft(wave, axis=1) * gain, count, axis=1)
    power = float((weighted**2).mean(axis=1).sum())
    return -0.691 + 10 * np.log10(power + 1e-12)


def _response(biquad: Biquad, turns: NDArray[Any]) -> NDArray[Any]:
    """What a biquad does to each frequency, given as 1 / z on the unit circle."""
    ahead, back = (first + second * turns + third * turns**2 for first, second, third in biquad)
    return ahead / back


def _faded(count: int) -> Wave:
    rise, fall = (round(seconds * RATE) for seconds in _FADES)
    envelope = np.ones(count)
    envelope[:rise] *= np.sin(np.linspace(0, np.pi / 2, rise)) ** 2
    envelope[-fall:] *= np.cos(np.linspace(0, np.pi / 2, fall)) ** 2
    return envelope


def _wind(stage: Stage) -> Wave:
    turn = 0.15 * stage.side
    gusts = 0.3 + 0.5 * stage.swell(3.5, 0.2 + turn) + 0.2 * stage.swell(1.3, 0.6 - turn)
    whistle = stage.noise(450, 1100) * stage.swell(2.2, 0.4 + turn) ** 2
    return stage.noise(90, 650) * gusts + 0.25 * whistle + 0.08 * stage.noise(1500, 5000) * gusts


def _rain(stage: Stage) -> Wave:
    def drop(time: Wave) -> Wave:
        pitch = stage.rng.uniform(1400, 5600)
        loud = stage.rng.uniform(0.2, 1.0) ** 2
        return loud * np.sin(2 * np.pi * pitch * time) * np.exp(-time / 0.004)

    hiss = stage.noise(1400, 9000) * (0.9 + 0.1 * stage.swell(2.0, 0.3 * stage.side))
    return hiss + 0.35 * stage.noise(150, 700) + 5.0 * stage.scattered(60, 0.03, drop)


def _sea(stage: Stage) -> Wave:
    wave = stage.swell(4.5, 0.08 * stage.side)
    # Foam hisses after the wave has broken.
    foam = stage.swell(4.5, 0.08 * stage.side - 0.13) ** 3
    body = stage.noise(60, 500) * (0.25 + 0.75 * wave**2)
    return body + 0.5 * stage.noise(900, 6000) * (0.12 + 0.88 * foam)


def _fire(stage: Stage) -> Wave:
    def crackle(time: Wave) -> Wave:
        decay = stage.rng.uniform(0.0006, 0.003)
        loud = stage.rng.uniform(0.15, 1.0) ** 3
        return loud * stage.rng.standard_normal(len(time)) * np.exp(-time / decay)

    roar = stage.noise(60, 260) * (0.8 + 0.2 * stage.swell(1.1, 0.3 * stage.side))
    return roar + 0.22 * stage.noise(900, 3500) + 7.0 * stage.scattered(26, 0.02, crackle)


def _night(stage: Stage) -> Wave:
    total = 0.55 * stage.noise(70, 300) + 0.10 * stage.noise(1500, 4500)
    for pitch, every, phase, loud in ((4350, 0.62, 0.0, 0.9), (4720, 0.88, 0.4, 0.5)):
        times = max(1, round(stage.seconds / every))
        place = np.mod(times * stage.share + phase + 0.03 * stage.side, 1.0)
        # A chirp is three or four strokes of the wing, then a rest.
        chirp = np.clip(np.sin(2 * np.pi * place * 9), 0, 1) ** 0.7 * (place < 4 / 9)
        cycles = round(pitch * stage.seconds)
        total += loud * (1 - 0.4 * stage.side) * chirp * np.sin(2 * np.pi * cycles * stage.share)
    return total


def _room(stage: Stage) -> Wave:
    return stage.noise(50, 220) + 0.18 * stage.noise(300, 1500)


_KINDS: Mapping[str, Callable[[Stage], Wave]] = {
    "wind": _wind,
    "rain": _rain,
    "sea": _sea,
    "fire": _fire,
    "night": _night,
    "room": _room,
}
