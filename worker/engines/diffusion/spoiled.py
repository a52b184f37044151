"""Which parts of a model that lost its numbers have weights that are none: their files are damaged.

A file that is damaged within its numbers loads as if it were whole, and none is read to its end for
that alone (worker/engines/diffusion/soundness.py): it is looked at once a pass gave no picture.
"""

import torch

from worker.engines.diffusion.calling import Pipeline


def spoiled(pipeline: Pipeline) -> tuple[str, ...]:
    """The components of a pipeline that hold what is no number, by name."""
    parts = pipeline.components.items()
    return tuple(name for name, part in parts if isinstance(part, torch.nn.Module) and _bad(part))


def _bad(part: torch.nn.Module) -> bool:
    every = (*part.parameters(), *part.buffers())
    floats = (one for one in every if one.is_floating_point() and not one.is_meta)
    return any(not bool(torch.isfinite(one).all()) for one in floats)
