"""What goes wrong at a service: what is tried again, what is not, and what people read."""

import time
from collections.abc import Generator
from dataclasses import replace

import pytest

from core.errors import AgainstRules, Cancelled, EaselError
from core.prompts import Prompt
from tests.worker.engines.alone import alone
from tests.worker.engines.remote.api import BLOCKED, KEY, Api, Fault, api
from tests.worker.engines.remote.cards import (
    HASTY,
    clip_task,
    engine,
    made,
    remote_card,
    service,
    task,
)
from tests.worker.engines.remote.faults import cuts, hangs, moved, says, status, trickles
from worker.engine import Step
from worker.engines.remote.trouble import (
    ServiceAnswer,
    ServiceAway,
    ServiceBusy,
    ServiceKey,
    ServiceModel,
    ServiceQuota,
    ServiceRefused,
    ServiceSlow,
)

BOMB = b'{"data": [' + b" " * 1_000_001 + b"]}"
LISTED = b'{"data": [%s]}'
NESTED = b"[" * 100_000


@pytest.fixture
def server() -> Generator[Api]:
    with api() as running:
        yield running


def failing(server: Api, *faults: Fault, words: str = "a boat") -> EaselError:
    """What a job of one picture ends with."""
    server.faults += faults
    patience = 0.5 if {*faults} & {hangs, trickles} else 60.0  # s
    with pytest.raises(EaselError) as met:
        made(task(service(server, timeout=patience), count=1, prompt=Prompt(words)))
    return met.value


@pytest.mark.parametrize(
    "fault",
    [status(429), status(429, "0.01")],
    ids=["busy", "busy for a while"],
)
def test_what_was_not_begun_is_asked_again(server: Api, fault: Fault) -> None:
    server.faults += [fault, fault]
    assert len(made(task(service(server), count=1))) == 1
    assert len(server.asked) == 3


@pytest.mark.parametrize(
    "fault",
    [status(429), status(500), status(503, "0.01"), cuts],
    ids=["busy", "broken", "away for a while", "cut off"],
)
def test_a_file_that_is_there_is_asked_for_again(server: Api, fault: Fault) -> None:
    server.by_url = True
    server.faults += [None, fault, fault]
    assert len(made(task(service(server), count=1))) == 1
    assert len(server.asked) == 4


PAID = {
    "broken": status(500),
    "no gateway": status(502),
    "a gateway that waited": status(504),
    "away for a while": status(503, "0.01"),
    "cut off": cuts,
}


@pytest.mark.parametrize("fault", PAID.values(), ids=PAID)
def test_what_may_have_been_paid_for_is_asked_once(server: Api, fault: Fault) -> None:
    assert isinstance(failing(server, *[fault] * 9), ServiceAway)
    assert len(server.asked) == 1


@pytest.mark.parametrize("fault", PAID.values(), ids=PAID)
def test_a_clip_that_may_have_been_paid_for_is_asked_for_once(server: Api, fault: Fault) -> None:
    server.faults += [fault] * 9
    with pytest.raises(ServiceAway):
        made(clip_task(service(server)))
    assert server.paths() == ["POST /v1/videos"]


def test_what_does_not_pass_is_not_tried_for_ever(server: Api) -> None:
    assert isinstance(failing(server, *[status(429)] * 9), ServiceBusy)
    assert len(server.asked) == 3


def test_who_could_not_be_reached_is_asked_again() -> None:
    stages: list[str] = []
    one = task(remote_card("http://127.0.0.1:9/v1"), count=1)
    patient = replace(HASTY, pause=0.1, beat=0.01)
    with pytest.raises(ServiceAway, match="ConnectError"):
        list(alone(engine(patient), one, lambda step: stages.append(step.stage)))
    assert "127.0.0.1 does not answer, asking again in 0 s" in stages


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (status(400, code="content_policy_violation"), AgainstRules),
        (status(400, message="no such field"), ServiceRefused),
        (status(422), ServiceRefused),
        (status(307), ServiceRefused),
        (status(401), ServiceKey),
        (status(403), ServiceKey),
        (status(403, code="moderation_blocked"), AgainstRules),
        (status(402), ServiceQuota),
        (status(404), ServiceModel),
        (status(429, code="insufficient_quota"), ServiceQuota),
        (status(429, "9999"), ServiceBusy),
        (hangs, ServiceSlow),
        (trickles, ServiceSlow),
        (moved, ServiceRefused),
        (says(b"<html>", "text/html"), ServiceAnswer),
        (says(b"[]"), ServiceAnswer),
        (says(LISTED % b""), ServiceAnswer),
        (says(LISTED % b"7"), ServiceAnswer),
        (says(LISTED % b'{"b64_json": "%%%"}'), ServiceAnswer),
        (says(LISTED % '{"b64_json": "ä"}'.encode()), ServiceAnswer),
        (says(LISTED % b'{"b64_json": "aGVsbG8="}'), ServiceAnswer),
        (says(LISTED % b'{"url": "http://127.0.0.2/private.png"}'), ServiceAnswer),
        (says(LISTED % b'{"url": "file:///etc/passwd"}'), ServiceAnswer),
        (says(LISTED % b'{"url": "https://nowhere:port/"}'), ServiceAnswer),
        (says(LISTED % b'{"url": "\\ud800"}'), ServiceAnswer),
        (says(LISTED % b'{"url": "https://xn--a/"}'), ServiceAnswer),
        (says(NESTED), ServiceAnswer),
        (says(BOMB), ServiceAnswer),
        (says(b"\x1f\x8b", content_encoding="gzip"), ServiceAnswer),
    ],
    ids=[
        "policy",
        "bad request",
        "unprocessable",
        "redirected",
        "key",
        "forbidden",
        "forbidden by policy",
        "payment",
        "model",
        "quota",
        "busy for hours",
        "slow",
        "slow and on",
        "moved",
        "no JSON",
        "no object",
        "no pictures",
        "no picture",
        "no base64",
        "no ASCII",
        "not of a picture",
        "over http elsewhere",
        "of a file",
        "no address",
        "no character",
        "no host",
        "nested too deeply",
        "too large",
        "compressed",
    ],
)
def test_what_would_not_pass_is_not_tried_again(
    server: Api, fault: Fault, error: type[EaselError]
) -> None:
    assert type(failing(server, fault, fault)) is error
    assert len(server.asked) == 1


def test_an_answer_is_not_read_to_the_end_where_it_is_too_long(server: Api) -> None:
    assert "more than 1 MB" in failing(server, says(BOMB)).sentence


def test_words_that_a_service_declines_are_asked_once(server: Api) -> None:
    error = failing(server, words=f"a {BLOCKED} boat")
    assert "Painter declined this because of its rules" in error.sentence
    assert len(server.asked) == 1


def test_what_is_wrong_with_a_request_is_told_in_a_line(server: Api) -> None:
    error = failing(server, status(400, message=f"size\n\x07 is {KEY} " + "long " * 99))
    assert error.sentence.startswith("The service that runs Painter did not take the request (size")
    assert "size is … long" in error.sentence
    assert len(error.sentence) < 250


def test_a_key_is_never_said(server: Api) -> None:
    server.key = "another"  # so that the server repeats the one that it got
    error = failing(server)
    told = f"{error!r} {error} {error.sentence} {error.__cause__!r}"
    assert isinstance(error, ServiceKey)
    assert KEY not in error.sentence
    assert KEY not in told.replace(repr(error.__cause__), "")


def test_nobody_there(server: Api) -> None:
    with pytest.raises(ServiceAway, match="ConnectError"):
        made(task(remote_card("http://127.0.0.1:9/v1"), count=1))


def test_one_request_that_fails_ends_the_others(server: Api) -> None:
    server.faults += [hangs, status(400)]
    with pytest.raises(ServiceRefused):
        made(task(service(server, most=1, timeout=60.0), count=2))
    assert _soon(lambda: server.left == ["/v1/images/generations"])


def test_nobody_waits_any_more(server: Api) -> None:
    """The request is closed at once, which the server notices."""
    server.faults.append(hangs)

    def stop(_: Step) -> None:
        if server.asked:
            raise Cancelled

    with pytest.raises(Cancelled):
        made(task(service(server, timeout=60.0), count=1), stop)
    assert _soon(lambda: server.left == ["/v1/images/generations"])


def test_waiting_is_told(server: Api) -> None:
    server.faults.append(status(429, "0.2"))
    stages: list[str] = []
    made(task(service(server), count=1), lambda step: stages.append(step.stage))
    assert "127.0.0.1 is busy, asking again in 0 s" in stages


def _soon(so: object) -> bool:
    """Whether it is so within a second or two."""
    assert callable(so)
    for _ in range(200):
        if so():
            return True
        time.sleep(0.01)
    return False
