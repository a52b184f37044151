"""Files on a disk that is full, and processes that end right after they stored one."""

import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from os import environ  # noqa: TID251 - what a process is started with
from pathlib import Path

FULL = """
import asyncio, resource, sys
from core.errors import NoSpace
from storage.blobs import ObjectBlobs, open_store
blobs = ObjectBlobs(open_store(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))  # bytes of a file: no more room than that
for put in (blobs.put(bytes(9999)), blobs.put_as("ab" * 32 + "-small", bytes(9999))):
    try:
        asyncio.run(put)
    except NoSpace as error:
        print(error.sentence)
"""


def test_a_store_without_room_says_so(tmp_path: Path) -> None:
    command = [sys.executable, "-c", FULL, str(tmp_path)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    assert ran.stdout.count("There is no room left where Easel keeps its files") == 2


STORED = """
import asyncio, sys
from storage.blobs import ObjectBlobs, open_store
asyncio.run(ObjectBlobs(open_store(sys.argv[1])).put(bytes(9999)))
"""


def test_a_process_that_ends_right_after_it_stored_a_file_ends_well(tmp_path: Path) -> None:
    # Many of them: with the library's asynchronous calls, one of fourteen was aborted.
    commands = [[sys.executable, "-c", STORED, str(tmp_path / str(n))] for n in range(40)]
    with ThreadPoolExecutor(4) as threads:
        ended = [ran.returncode for ran in threads.map(subprocess.run, commands)]
    assert ended == [0] * len(commands)


UNANSWERED = """
import asyncio
from contextlib import suppress
from storage.blobs import ObjectBlobs, open_store
async def begun():
    with suppress(TimeoutError):
        await asyncio.wait_for(ObjectBlobs(open_store("s3://bucket")).put(b"x"), 0.5)
asyncio.run(begun())
print("over")
"""


def test_a_server_that_does_not_answer_keeps_no_process_from_ending() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        keys = {"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x", "AWS_REGION": "x"}
        reach = {"AWS_ENDPOINT_URL": address, "AWS_ALLOW_HTTP": "true"}
        command = [sys.executable, "-c", UNANSWERED]
        # The library itself waits for half a minute.
        ran = subprocess.run(
            command, env={**environ, **keys, **reach}, capture_output=True, text=True, timeout=25
        )
    assert (ran.returncode, ran.stdout) == (0, "over\n"), ran.stderr
