"""A worker with weights on its disk asks nothing of the network, at import, at start, at work."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.worker.engines.diffusion.tiny import saved

pytestmark = pytest.mark.timeout(240)

# A process that ends where it connects, or asks for an address, anywhere but on this machine.
# Python tells its audit hooks of both (docs.python.org/3/library/audit_events.html).
GUARD = """
import os, sys

def refuse(event, given):
    if event == "socket.getaddrinfo":
        host = given[0]
    elif event == "socket.connect":
        host = given[1][0] if isinstance(given[1], tuple) else None
    else:
        return
    if host not in (None, "localhost", "127.0.0.1", "::1"):
        sys.stderr.write(f"asked the network for {host}\\n")
        sys.stderr.flush()
        os._exit(9)

sys.addaudithook(refuse)
"""

WORK = """
import worker.app
from tests.worker.engines.diffusion.test_engine import rendered, share
from worker.engines import loader
from worker.plant import Plant
from worker.settings import WorkerSettings

asked = share("sdxl")
plant = Plant.of(WorkerSettings(), None, None, [asked.task.card])
assert not plant.examiners["diffusion"](asked.task.card)
engine = loader("diffusion")(plant.machines[0], plant.settings.weights)
print(*(pixels.shape for pixels in rendered(engine, [asked], 1)))
"""


def ran(code: str, home: Path) -> subprocess.CompletedProcess[str]:
    """A guarded process; nothing tells the libraries that they are offline."""
    kept = {
        name: value
        for name, value in os.environ.items()  # noqa: TID251
        if not name.upper().startswith(("HF_", "TRANSFORMERS_")) and "PROXY" not in name.upper()
    }
    return subprocess.run(
        [sys.executable, "-c", GUARD + code],
        env=kept | {"EASEL_HOME": str(home), "HF_HOME": str(home / "hf")},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_worker_renders_without_the_network(tmp_path: Path) -> None:
    saved("sdxl", tmp_path / "models/sdxl")
    done = ran(WORK, tmp_path)
    assert (done.returncode, done.stdout) == (0, "(64, 64, 3)\n"), done.stderr


def test_the_guard_sees_who_asks_the_network(tmp_path: Path) -> None:
    code = "from huggingface_hub import HfApi; HfApi().model_info('maker/tiny')"
    done = ran(code, tmp_path)
    assert done.returncode == 9, done.stderr
    assert done.stderr.startswith("asked the network for ")


READS = """
import os, sys

class Looks:
    def find_spec(self, name, path=None, target=None):
        if name == "onnxruntime":
            print(os.environ.get("ORT_DISABLE_TELEMETRY"))

sys.meta_path.insert(0, Looks())
import numpy as np
from worker.engines.classical.lettering.reading import lines
lines(np.zeros((64, 64, 3), np.uint8))
"""


def test_the_reader_of_text_is_told_to_tell_its_makers_nothing(tmp_path: Path) -> None:
    """Its library is native code, which no audit hook sees: what it obeys is set before it comes
    in. Where strace is, `strace -f -e trace=sendto` shows that it then looks for nobody."""
    done = ran(READS, tmp_path)
    assert (done.returncode, done.stdout) == (0, "1\n"), done.stderr
