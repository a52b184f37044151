"""Clips that tests begin from: noise, which no encoding makes small, with sound if wanted."""

from fractions import Fraction
from io import BytesIO

import av
import numpy as np

FPS, RATE = 24, 48_000


def clip(seconds: float = 2.0, size: tuple[int, int] = (320, 240), sound: bool = True) -> bytes:
    """An MP4 of noise, of about 250 kB a second."""
    file, rng = BytesIO(), np.random.default_rng(7)
    with av.open(file, "w", format="mp4") as container:
        pictures = container.add_stream("libx264", rate=FPS)
        pictures.width, pictures.height = size
        pictures.pix_fmt, pictures.options = "yuv420p", {"preset": "ultrafast", "crf": "20"}
        track = container.add_stream("aac", rate=RATE, layout="stereo") if sound else None
        for _ in range(round(seconds * FPS)):
            pixels = rng.integers(0, 255, (size[1], size[0], 3), dtype=np.uint8)
            container.mux(pictures.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        container.mux(pictures.encode(None))
        if track is not None:
            samples = rng.normal(0, 0.1, (2, round(seconds * RATE))).astype(np.float32)
            for start in range(0, samples.shape[1], 1024):
                block = np.ascontiguousarray(samples[:, start : start + 1024])
                frame = av.AudioFrame.from_ndarray(block, format="fltp", layout="stereo")
                frame.sample_rate, frame.pts, frame.time_base = RATE, start, Fraction(1, RATE)
                container.mux(track.encode(frame))
            container.mux(track.encode(None))
    return file.getvalue()
