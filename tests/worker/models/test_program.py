"""`python -m worker.models`: without its libraries, and with no torch."""

import subprocess
import sys

import pytest

from tests.worker.models.conftest import Home


def python(home: Home, code: str) -> subprocess.CompletedProcess[str]:
    """A process of that code."""
    return subprocess.run(
        [sys.executable, "-c", code],
        env=home.environment(),
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("library", ["huggingface_hub", "safetensors"])
def test_without_its_libraries_it_says_how_to_get_them(home: Home, library: str) -> None:
    code = f"import sys; sys.modules[{library!r}] = None"  # as one that is not installed
    done = python(home, f"{code}\nfrom worker.models.__main__ import main; main(['pull', 'tiny'])")
    sentence = f"This needs {library}, which is not installed here: pip install 'easel[worker]'."
    assert done.stderr.strip() == sentence


def test_fetching_and_verifying_need_no_torch(home: Home) -> None:
    code = "import sys, worker.models.pulling, worker.models.verifying, worker.models.__main__"
    done = python(
        home, f"{code}\nprint({{'torch', 'diffusers', 'transformers'}} & {{*sys.modules}})"
    )
    assert done.stdout == "set()\n", done.stderr
