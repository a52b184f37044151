"""A PostgreSQL server for the tests: a private cluster on a free port of 127.0.0.1."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path


def binaries() -> Path | None:
    """The folder of initdb and pg_ctl; Debian keeps them off the PATH."""
    on_path = shutil.which("pg_ctl")
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    candidates = [Path(on_path).parent] if on_path else []
    return next((one for one in [*candidates, *folders] if (one / "initdb").exists()), None)


@contextmanager
def cluster(found: Path) -> Generator[str]:
    """URL of a running server, which is ended and removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="easel-pg-"))
    data, port = folder / "data", _free_port()
    if os.getuid() == 0:
        shutil.chown(folder, "postgres")
    try:
        _run(found / "initdb", "-D", data, "-U", "easel", "-A", "trust", "-N", "-E", "UTF8")
        options = f"-p {port} -h 127.0.0.1 -k {folder} -c fsync=off"
        start = ("-D", data, "-o", options, "-l", folder / "log", "-w")
        _run(found / "pg_ctl", *start, "start")
        yield f"postgresql://easel@127.0.0.1:{port}/postgres"
    finally:
        _run(found / "pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _run(*command: object) -> None:
    # The server refuses to run as root, as which containers and CI often are.
    as_owner = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    subprocess.run(
        [*as_owner, *map(str, command)],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
    )


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]
