"""The remote engine, asking a strict server."""

from collections.abc import Generator

import numpy as np
import pytest

from tests.pictures_made import landscape
from tests.worker.engines.remote.api import Api, api, drawn
from tests.worker.engines.remote.cards import made, service, task

PICTURE = landscape(96, 64)


@pytest.fixture
def server() -> Generator[Api]:
    with api() as running:
        yield running


def test_words_become_pictures(server: Api) -> None:
    first, second = made(task(service(server, most=4)))
    assert np.array_equal(first.pixels, drawn("a boat", "", 0, "64x64"))
    assert np.array_equal(second.pixels, drawn("a boat", "", 1, "64x64"))
    assert server.paths() == ["POST /v1/images/generations"]
