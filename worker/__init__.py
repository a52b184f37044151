"""Workers that make pictures. What they load is told, before it is loaded, to tell its makers
nothing: ONNX Runtime would look for them as soon as it is imported."""

import os

for switch in ("ORT_DISABLE_TELEMETRY", "HF_HUB_DISABLE_TELEMETRY"):
    os.environ[switch] = "1"  # noqa: TID251  # theirs, and no settings of ours
