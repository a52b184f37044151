"""Clips of a service: asked for, waited for, fetched, and taken away again."""

from collections.abc import Generator
from dataclasses import replace

import numpy as np
import pytest

from core.errors import AgainstRules, Cancelled, EaselError
from core.motion import Camera, Clips, Motion
from tests.clips_made import clip
from tests.pictures_made import landscape
from tests.worker.engines.remote.api import Api, Fault, api
from tests.worker.engines.remote.cards import clip_task, made, service
from tests.worker.engines.remote.faults import cuts, hangs, says, status
from worker.engine import Step
from worker.engines.remote.trouble import (
    ServiceAnswer,
    ServiceRefused,
    ServiceSlow,
)


@pytest.fixture
def server() -> Generator[Api]:
    with api() as running:
        yield running


def test_a_clip_is_made_and_taken_away(server: Api) -> None:
    (found,) = made(clip_task(service(server, video={"seconds": "4"}, cancels=True)))
    assert found.clip is not None
    assert found.clip.data == server.film
    assert (found.clip.width, found.clip.height) == (64, 64)
    assert found.clip.seconds == pytest.approx(1.0, abs=0.1)
    assert found.pixels.shape == (64, 64, 3)
    assert server.asked[0].fields["seconds"] == "4"
    assert server.ended == ["delete clip-1"]


def test_a_length_and_a_camera_are_asked_for(server: Api) -> None:
    card = service(server, takes=["seconds"], video={})
    card = replace(card, clips=Clips(longest=8.0))
    motion = Motion(seconds=20.0, camera=(Camera.ORBIT,), words="a boat")
    made(clip_task(card, motion=motion))
    fields = server.asked[0].fields
    assert (fields["seconds"], fields["prompt"]) == ("8", "a boat. Camera: orbit")


def test_a_clip_begins_with_a_picture_of_its_size(server: Api) -> None:
    made(clip_task(service(server), landscape(400, 200)))
    (given,) = server.asked[0].named("input_reference")
    assert given.shape == (64, 96, 3)
    assert server.asked[0].fields["size"] == "96x64"


@pytest.mark.parametrize("progress", ["NaN", "1e999", "-1e999"])
def test_odd_progress_ends_no_clip(server: Api, progress: str) -> None:
    odd = says(b'{"status": "queued", "progress": %s}' % progress.encode())
    server.faults += [None, odd]
    steps: list[Step] = []
    (found,) = made(clip_task(service(server, poll=0.1)), steps.append)
    assert found.clip is not None
    assert all(0 <= step.fraction <= 1 for step in steps)


def test_progress_is_what_the_server_says(server: Api) -> None:
    steps: list[Step] = []
    server.looks = 3
    made(clip_task(service(server, poll=0.1)), steps.append)
    assert {0.25, 0.5, 0.75} <= {step.fraction for step in steps}
    assert "50 % at 127.0.0.1" in {step.stage for step in steps}


@pytest.mark.parametrize(
    ("cancels", "ended"),
    [(True, ["cancel clip-1", "delete clip-1"]), (False, ["delete clip-1"])],
    ids=["the server can cancel", "it cannot"],
)
def test_a_clip_that_nobody_waits_for_is_stopped_at_the_server(
    server: Api, cancels: bool, ended: list[str]
) -> None:
    server.looks = 9999

    def stop(_: Step) -> None:
        if server.clips.get("clip-1"):
            raise Cancelled

    with pytest.raises(Cancelled):
        made(clip_task(service(server, cancels=cancels)), stop)
    assert server.ended == ended


def test_a_clip_is_taken_away_although_its_id_comes_when_nobody_waits(server: Api) -> None:
    server.silent = True

    def stop(_: Step) -> None:
        if server.clips:
            server.silent = False
            raise Cancelled

    with pytest.raises(Cancelled):
        made(clip_task(service(server, cancels=True)), stop)
    assert server.ended == ["cancel clip-1", "delete clip-1"]


def test_an_id_that_never_comes_is_not_waited_for_without_end(
    server: Api, caplog: pytest.LogCaptureFixture
) -> None:
    server.faults.append(hangs)

    def stop(_: Step) -> None:
        if server.asked:
            raise Cancelled

    with pytest.raises(Cancelled):
        made(clip_task(service(server)), stop)
    assert "127.0.0.1 may make what nobody waits for: TimeoutError" in caplog.messages


@pytest.mark.parametrize("fault", [status(409), hangs], ids=["refused", "not answered"])
def test_a_clip_that_cannot_be_stopped_is_deleted(server: Api, fault: Fault) -> None:
    server.looks, server.unstoppable = 9999, fault
    with pytest.raises(ServiceSlow):
        made(clip_task(service(server, cancels=True, longest=0.1)))
    assert server.ended == ["delete clip-1"]


@pytest.mark.parametrize(
    ("told", "ended"),
    [
        ("failed", ["delete clip-1"]),
        ("expired", ["delete clip-1"]),
        ("paused", ["cancel clip-1", "delete clip-1"]),
    ],
    ids=["failed", "expired", "nobody knows"],
)
def test_only_what_may_go_on_is_stopped(server: Api, told: str, ended: list[str]) -> None:
    server.faults += [None, says(b'{"status": "%s"}' % told.encode())]
    with pytest.raises(ServiceRefused, match=f"the clip is {told}"):
        made(clip_task(service(server, cancels=True)))
    assert server.ended == ended


def test_a_clip_that_waits_its_turn_leaves_the_other_its_farewell(server: Api) -> None:
    server.looks = 9999

    def stop(_: Step) -> None:
        if server.clips.get("clip-1"):
            raise Cancelled

    with pytest.raises(Cancelled):
        made(clip_task(service(server, at_once=1), count=2), stop)
    assert server.ended == ["delete clip-1"]


def test_a_look_that_fails_is_repeated(server: Api) -> None:
    troubles = [status(500), cuts]

    def then(_: Step) -> None:
        if server.clips.get("clip-1"):
            server.faults += troubles
            troubles.clear()

    made(clip_task(service(server, poll=0.1)), then)
    assert not troubles
    assert server.ended == ["delete clip-1"]


def test_taking_away_is_repeated(server: Api) -> None:
    server.faults += [None, None, None, status(500)]
    server.looks = 0
    made(clip_task(service(server)))
    assert server.ended == ["delete clip-1"]


@pytest.mark.parametrize(
    ("code", "error"),
    [("moderation_blocked", AgainstRules), ("out_of_memory", ServiceRefused)],
    ids=["by policy", "otherwise"],
)
def test_a_clip_that_fails_there_says_why(server: Api, code: str, error: type[EaselError]) -> None:
    server.failure = {"code": code, "message": "It did not work."}
    with pytest.raises(error):
        made(clip_task(service(server)))
    assert server.ended == ["delete clip-1"]


def test_a_clip_that_takes_too_long_is_given_up(server: Api) -> None:
    server.looks = 9999
    with pytest.raises(ServiceSlow):
        made(clip_task(service(server, longest=0.1)))
    assert server.ended == ["delete clip-1"]


@pytest.mark.parametrize(
    "film",
    [b"#EXTM3U\nfile:///etc/passwd", clip(0.5)[:400], b"\x00\x00\x00\x18ftypmp42" + b"x" * 99],
    ids=["a playlist", "cut short", "nonsense"],
)
def test_a_clip_that_is_none_is_refused(server: Api, film: bytes) -> None:
    server.film = film
    with pytest.raises(ServiceAnswer, match="clip"):
        made(clip_task(service(server)))


@pytest.mark.parametrize(
    "answer",
    [
        b"[]",
        b"{}",
        b'{"id": ""}',
        b'{"id": "..", "status": "queued"}',
        b'{"id": "\\ud800", "status": "queued"}',
    ],
    ids=["a list", "nothing", "empty", "another place", "half a character"],
)
def test_a_clip_without_an_id_is_refused(server: Api, answer: bytes) -> None:
    server.faults.append(says(answer))
    with pytest.raises(ServiceAnswer):
        made(clip_task(service(server)))


def test_several_clips_are_asked_for_at_once(server: Api) -> None:
    found = made(clip_task(service(server), count=2))
    assert [one.index for one in found] == [1, 2]
    assert sorted(server.ended) == ["delete clip-1", "delete clip-2"]
    assert np.array_equal(found[0].pixels, found[1].pixels)
