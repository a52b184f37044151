"""The worker as a program."""

import signal
import subprocess
import sys
from pathlib import Path


def test_a_stop_while_it_imports_is_no_crash(tmp_path: Path) -> None:
    """SIGINT arrives when the event loop's module was just imported and most are still to come."""
    command = [sys.executable, "-X", "importtime", "-m", "worker"]
    environment = {"EASEL_HOME": str(tmp_path)}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as worker:
        assert worker.stderr is not None
        next(line for line in worker.stderr if line.split("|")[-1].strip() == "asyncio")
        worker.send_signal(signal.SIGINT)
        told = worker.stderr.read()
        assert worker.wait(timeout=60) == -signal.SIGINT
    assert "Traceback" not in told
