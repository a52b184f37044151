"""Lets torchvision's own code be imported beside a torch that it was not built for.

It registers its kernels in a library that wants CUDA, and looks for their schemas when it is
imported. No model here calls them: defining the schemas is enough. Tests that need torchvision skip
where it is not installed; `make vision` installs it aside and runs them.
"""

from importlib.util import find_spec

import torch

SCHEMAS = ("nms", "qnms")
_library = torch.library.Library("torchvision", "FRAGMENT")

if find_spec("torchvision") and torch.version.cuda is None:
    for name in SCHEMAS:
        _library.define(f"{name}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
