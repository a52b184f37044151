"""The place in line, in words."""

import pytest

from core.jobs import Lane
from core.ports import Announcement
from core.waiting import in_line
from tests.core.talk import Talk


@pytest.mark.parametrize(
    ("lanes", "stage"),
    [
        pytest.param([(Lane.STILLS,)], "1 job before this one, about 8 s", id="one worker"),
        pytest.param([tuple(Lane), tuple(Lane)], "1 job before this one, about 4 s", id="two"),
        pytest.param(
            [tuple(Lane), (Lane.MOTION,)], "1 job before this one, about 8 s", id="one for clips"
        ),
        pytest.param([], "1 job before this one, and no worker is running at present", id="none"),
    ],
)
async def test_how_long_it_takes(lanes: list[tuple[Lane, ...]], stage: str) -> None:
    talk = Talk()
    await talk.worker()
    _, job = [await talk.begin("a castle") for _ in range(2)]
    await talk.worker(seconds=0)
    for number, served in enumerate(lanes):
        await talk.queue.announce(Announcement(f"w {number}", (), "here", served), 60)
    line = await in_line(job, talk.queue)
    assert line is not None
    assert line.stage == stage
