"""What happens between the steps of a pass: progress, and those who no longer want it."""

from collections.abc import Sequence
from typing import Any

from core.errors import Cancelled
from worker.engine import Share, Step


class Watch:
    """Tells each job of a pass how far it is; ends the pass when none of them is wanted."""

    def __init__(self, shares: Sequence[Share]) -> None:
        self._shares = shares
        self.latents: Any = None  # of the latest step: (samples, channels, height, width)
        self._wanted = set(range(len(shares)))

    def wants(self, share: int) -> bool:
        """Whether that share's job still waits for it."""
        return share in self._wanted

    def tell(self, fraction: float, stage: str) -> None:
        """Report to all who wait; raises Cancelled where nobody does."""
        for number in sorted(self._wanted):
            try:
                self._shares[number].report(Step(fraction, stage))
            except Cancelled:
                self._wanted.discard(number)
        if not self._wanted:
            raise Cancelled

    def stepped(self, pipeline: Any, step: int, _: Any, tensors: dict[str, Any]) -> dict[str, Any]:
        """A callback_on_step_end of diffusers; `step` counts from 0."""
        steps = pipeline.num_timesteps
        self.latents = tensors.get("latents")
        self.tell((step + 1) / (steps + 1), f"step {step + 1} of {steps}")
        return tensors
