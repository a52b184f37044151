"""What can go wrong at a service, each in one sentence, and which of it is worth another try."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple, cast

import httpx
from openai import APIConnectionError, APIError, APIStatusError, APITimeoutError

from core.errors import AgainstRules, Broken, EaselError, RenderFailed, Unserved

_POLICY = re.compile(
    r"polic|moderation|safety|content.?filter|prohibited|nsfw|sensitive", re.IGNORECASE
)
_QUOTA = re.compile(r"quota|billing|credit|balance", re.IGNORECASE)
_LONGEST_DETAIL = 160  # characters of what a service says
_BUSY, _AT_FAULT = 429, 500


class ServiceRefused(RenderFailed):
    """The service that runs {model} did not take the request ({detail})."""


class ServiceKey(Broken):
    """The service that runs {model} does not accept our key; those who look after Easel here
    should check it."""


class ServiceModel(Broken):
    """The service at {host} has no model {source} or no such request ({detail}); those who look
    after Easel here should check the card of {model}."""


class ServiceQuota(Broken):
    """The account at the service that runs {model} is used up; those who look after Easel here
    should see to it, or choose another model."""


class ServiceBusy(Unserved):
    """The service that runs {model} is too busy; please try again in a while, or choose another
    model."""


class ServiceAway(Unserved):
    """The service that runs {model} does not answer as it should ({detail}); please try again in
    a while, or choose another model."""


class ServiceSlow(RenderFailed):
    """The service that runs {model} took longer than {seconds:.0f} s; please try again."""


class ServiceAnswer(RenderFailed):
    """The service that runs {model} sent something that cannot be used ({detail})."""


class TooMuch(Exception):
    """An answer was larger than it may be."""


class NotPlain(Exception):
    """An answer came compressed, so that nobody knows how large it is."""


class Trouble(NamedTuple):
    """What came instead of an answer."""

    error: EaselError  # for people
    again: bool  # whether another try may help
    wait: float = 0.0  # s that the service asks for before it
    undone: bool = False  # whether nothing was done of what was asked, and so nothing to be paid


class Whose(NamedTuple):
    """What the sentences speak of."""

    model: str  # title of the card
    source: str  # name of the model there
    host: str
    key: str  # never to be said
    timeout: float  # s


def trouble(error: APIError, whose: Whose) -> Trouble:
    """What an exception of the client means."""
    if isinstance(error, APIStatusError):
        return _status(error, whose)
    cause = error.__cause__
    if isinstance(cause, TooMuch | NotPlain):
        return Trouble(ServiceAnswer(model=whose.model, detail=str(cause)), again=False)
    unheard = isinstance(cause, httpx.ConnectError | httpx.ConnectTimeout)
    if isinstance(error, APITimeoutError) and not unheard:
        return Trouble(ServiceSlow(model=whose.model, seconds=whose.timeout), again=False)
    if isinstance(error, APIConnectionError):
        away = ServiceAway(model=whose.model, detail=type(cause or error).__name__)
        return Trouble(away, again=True, undone=unheard)
    return Trouble(ServiceAnswer(model=whose.model, detail=type(error).__name__), again=False)


def declined(code: str, whose: Whose, detail: str) -> EaselError:
    """The error of a clip that failed there with a code."""
    if _POLICY.search(code):
        return AgainstRules(model=whose.model)
    return ServiceRefused(model=whose.model, detail=clean(detail or code, whose.key))


def clean(said: str, key: str) -> str:
    """What a service said, in one short line, without the key and without what is not text."""
    plain = "".join(one if one.isprintable() else " " for one in said)
    plain = " ".join((plain.replace(key, "…") if key else plain).split())
    short = plain if len(plain) <= _LONGEST_DETAIL else plain[:_LONGEST_DETAIL].rstrip() + "…"
    return short.rstrip(".") or "it did not say why"


def _status(error: APIStatusError, whose: Whose) -> Trouble:
    status, said = error.status_code, _said(error)
    code, detail = f"{said.get('code')} {said.get('type')}", str(said.get("message") or "")
    detail = clean(detail or f"HTTP {status}", whose.key)
    if status == _BUSY:
        if _QUOTA.search(code):
            return Trouble(ServiceQuota(model=whose.model), again=False)
        busy, wait = ServiceBusy(model=whose.model), _wait(error.response)
        return Trouble(busy, again=True, wait=wait, undone=True)
    if status >= _AT_FAULT:
        away = ServiceAway(model=whose.model, detail=f"HTTP {status}")
        return Trouble(away, again=True, wait=_wait(error.response))
    if _POLICY.search(code):
        return Trouble(AgainstRules(model=whose.model), again=False)
    if status in (401, 403):
        return Trouble(ServiceKey(model=whose.model), again=False)
    if status == 402:
        return Trouble(ServiceQuota(model=whose.model), again=False)
    if status == 404:
        return Trouble(
            ServiceModel(model=whose.model, source=whose.source, host=whose.host, detail=detail),
            again=False,
        )
    return Trouble(ServiceRefused(model=whose.model, detail=detail), again=False)


def _said(error: APIStatusError) -> Mapping[str, Any]:
    """The error that an answer describes: {"error": {…}}, {…}, or {"detail": …}."""
    body: object = error.body
    if not isinstance(body, dict):
        return {}
    found = cast("dict[str, Any]", body)
    inner = found.get("error")
    if isinstance(inner, dict):
        return cast("dict[str, Any]", inner)
    return {"message": found.get("detail") or inner} | found


def _wait(response: httpx.Response) -> float:
    """Seconds that Retry-After asks for (RFC 9110, section 10.2.3); 0 where it says nothing."""
    said = response.headers.get("retry-after", "")
    try:
        return max(0.0, float(said))
    except ValueError:
        pass
    try:
        return max(0.0, (parsedate_to_datetime(said) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return 0.0
