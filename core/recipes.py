"""What a model was run with, so that it can be run so again."""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a model was run with, beside the request: all of it the same gives the same bytes.

    Of a model behind an API only what it was asked is known.
    """

    model: str  # source of the weights
    revision: str  # of the weights: the publisher's, or a fingerprint of the files
    pipeline: str  # its class
    scheduler: str  # its class; empty where it has none
    bucket: int  # samples of the pass
    precision: str  # "bfloat16"
    device: str  # class of device: "cuda", "mps", "cpu"
    versions: tuple[str, ...]  # of the libraries: "torch 2.13.0"
    steps: int = 0
    guidance: float | None = None  # None where it was left to the pipeline
    switches: tuple[str, ...] = ()  # of the card, those that change bytes: "compile", "cast …"
    server: str = ""  # host that was asked, where the model runs behind an API
    size: str = ""  # that it was asked for: "1024x1024"
    seeded: bool = True  # whether the seed meant something
    call: tuple[str, ...] = ()  # what else the card has its pipeline called with: "num_frames 81"
    # What the pipeline took where it was left to it; None where it takes none, or of runs before
    # this was noted.
    own_guidance: float | None = None
    strength: float | None = None  # None where its pipeline has none

    @classmethod
    def behind(cls, server: str, model: str, path: str, together: int, size: str) -> Self:
        """Of a model called `model` at a server, which was asked for so many pictures at `path`."""
        return cls(model, "", path, "", together, "", "", (), server=server, size=size)

    @property
    def guided(self) -> float | None:
        """The guidance that it ran with, whoever said so; None where that is not known."""
        return self.own_guidance if self.guidance is None else self.guidance

    @property
    def run(self) -> str:
        """What it ran in: “bfloat16 on cuda”; empty behind an API."""
        return f"{self.precision} on {self.device}" if self.device else ""

    @property
    def said(self) -> str:
        """It all, in one line for people."""
        if self.server:
            return self._said_of_a_server
        steps = (f"{self.steps} steps",) if self.steps else ()
        guidance = (f"guidance {self.guided:g}",) if self.guided is not None else ()
        place = f"passes of {self.bucket}, {self.run}"
        scheduler = (self.scheduler,) if self.scheduler else ()
        size = (f"{self.size} px",) if self.size else ()
        strength = (f"strength {self.strength:g}",) if self.strength is not None else ()
        asked = (*steps, *guidance, *strength, *self.call, *size)
        ran = (*asked, *scheduler, place, *self.switches, *self.versions)
        how = ", ".join(ran)
        return f"{self.pipeline}, weights {self.revision}, {how}"

    @property
    def _said_of_a_server(self) -> str:
        asked = f"{self.model} at {self.server}, {self.pipeline}, asked for {self.size}"
        together = f", {self.bucket} at once" if self.bucket > 1 else ""
        known = "with the seed" if self.seeded else "which takes no seed"
        return f"{asked}{together}, {known}; whether it makes the same again is up to the service"
