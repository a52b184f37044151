"""Whether a service answers."""

from collections.abc import Generator

import pytest

from tests.worker.engines.remote.api import Api, Fault, api
from tests.worker.engines.remote.cards import KEYS, remote_card, service
from tests.worker.engines.remote.faults import says, status
from worker.engines.remote.examining import reach


@pytest.fixture
def server() -> Generator[Api]:
    with api() as running:
        yield running


def keys(name: str) -> str:
    return KEYS.get(name, "")


@pytest.mark.parametrize(
    ("faults", "against"),
    [
        ([], ""),
        ([status(404)], ""),
        ([status(405)], ""),
        ([status(429)], ""),
        ([says(b"no JSON")], ""),
        ([status(401)], "does not accept our key"),
        ([status(500)], "does not answer as it should (HTTP 500)"),
    ],
    ids=["yes", "without a list", "not by GET", "busy", "oddly", "not to this key", "broken"],
)
async def test_a_service_is_there(server: Api, faults: list[Fault], against: str) -> None:
    server.faults += faults
    found = await reach(service(server), keys)
    assert found == "" if not against else against in found
    assert server.paths() == ["GET /v1/models"]


async def test_nobody_is_there() -> None:
    assert "ConnectError" in await reach(remote_card("http://127.0.0.1:9/v1"), keys)
