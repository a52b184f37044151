"""What happens between the steps of a pass: progress, and those who no longer want it."""

from collections.abc import Mapping, Sequence
from time import monotonic
from typing import Any, NamedTuple

from core.errors import Cancelled
from worker.engine import Pixels, Share, Step
from worker.engines.diffusion.previewing import Previewer

PREVIEW_EVERY = 2.0  # s: chats show one no more often


class Turn(NamedTuple):
    """Where a pass stands among those that one job takes, where it takes several."""

    begins: float = 0.0  # share of all work that is done before it
    takes: float = 1.0  # share of all work that it is
    name: str = ""  # "tile 3 of 24"
    so_far: Pixels | None = None  # the picture that it is a part of, small


class Watch:
    """Tells each job of a pass how far it is; ends the pass when none of them is wanted."""

    def __init__(
        self,
        shares: Sequence[Share],
        previewer: Previewer | None = None,
        every: float = PREVIEW_EVERY,
    ) -> None:
        self._shares = shares
        self._wanted = set(range(len(shares)))
        self._previewer = previewer
        self._every = every
        self._shown = monotonic()
        self._samples: dict[int, int] = {}  # share → its first sample in the pass
        self._size = (0, 0)  # px: height and width of what is painted
        self._turn = Turn()
        self.latents: Any = None  # of the latest step: (samples, channels, height, width)

    def begin(
        self, shares: Sequence[int], height: int, width: int, turn: Turn | None = None
    ) -> None:
        """A pass begins whose samples are of these shares, painted at that size."""
        self._turn = turn or Turn()
        self._samples = {share: shares.index(share) for share in dict.fromkeys(shares)}
        self._size = height, width
        self.latents = None

    def wants(self, share: int) -> bool:
        """Whether that share's job still waits for it."""
        return share in self._wanted

    def tell(self, fraction: float, stage: str, seen: Mapping[int, Pixels] | None = None) -> None:
        """Report to all who wait, to each what there is to see; raises Cancelled where nobody
        does."""
        for number in sorted(self._wanted):
            try:
                preview = (seen or {}).get(number)
                self._shares[number].report(Step(fraction, stage, preview))
            except Cancelled:
                self._wanted.discard(number)
        if not self._wanted:
            raise Cancelled

    def stepped(self, pipeline: Any, step: int, _: Any, tensors: dict[str, Any]) -> dict[str, Any]:
        """A callback_on_step_end of diffusers; `step` counts from 0."""
        steps = pipeline.num_timesteps
        self.latents = tensors.get("latents")
        seen = self._seen(_norm_of(pipeline)) if step + 1 < steps else None
        turn, done = self._turn, (step + 1) / (steps + 1)
        stage = ", ".join(filter(None, (turn.name, f"step {step + 1} of {steps}")))
        self.tell(turn.begins + turn.takes * done, stage, seen)
        return tensors

    def _seen(self, norm: Any) -> dict[int, Pixels]:
        """The first sample of each job that is wanted, now and then."""
        latents, previewer = self.latents, self._previewer
        if monotonic() - self._shown < self._every:
            return {}
        if (so_far := self._turn.so_far) is not None:
            self._shown = monotonic()
            return dict.fromkeys(self._samples, so_far)
        if previewer is None or latents is None:
            return {}
        pictures = {
            share: previewer.picture(latents[sample : sample + 1], *self._size, norm)
            for share, sample in self._samples.items()
            if share in self._wanted
        }
        self._shown = monotonic()
        return {share: picture for share, picture in pictures.items() if picture is not None}


def _norm_of(pipeline: Any) -> Any:
    """The batch normalisation of a pipeline's autoencoder, where it has both."""
    return getattr(getattr(pipeline, "vae", None), "bn", None)
