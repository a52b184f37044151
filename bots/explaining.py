"""`easel route`: what would be understood, and which model would take it, without doing it."""

import asyncio
from dataclasses import replace
from importlib.util import find_spec
from typing import Any

from bots.settings import BotSettings
from bots.utterances import BadLine, Said
from core.attachments import MOST_ATTACHMENTS
from core.casting import FIRST
from core.errors import BadRequest, EaselError, NoRedis, TooManyPictures, Unserved
from core.intents import Context, Replied, Understanding, understand
from core.jobs import Asset, JobSpec, Place
from core.new_sizes import sized
from core.ports import Announcement, Fleet, models_of
from core.prompts import Prompt
from core.reading import read
from core.requests import Request
from core.routing import route
from core.serving import explained
from core.wording import spoken
from storage.opening import read_catalogue, read_lexicon
from storage.queue import RedisQueue
from storage.redis_server import RedisServer
from storage.settings import load

CLASSICAL = ("cv2", "scipy", "av")  # what must be installed for the classical engine
_PLACE = Place("cli", "", "")
_PICTURE = Asset("0" * 64, "image/png", 0, 0, 0)  # stands for one that comes with the words

INSTALLED = "first of the models installed here"
NO_WORKER = "no worker was found"


class Explainer:
    """Explains utterances with the words and the catalogue of this installation."""

    def __init__(self) -> None:
        settings = load(BotSettings)
        self._lexicon = read_lexicon()
        self._catalogue = read_catalogue(settings)
        self._workers = asyncio.run(announced(settings))
        self._available = models_of(self._workers) or self._installed()
        self._live = any(one.cards for one in self._workers)

    def explain(self, said: Said | BadLine) -> dict[str, Any]:
        """Intent, role, model and reason; the model is null where none that runs can do it.

        What would be refused before that gives `error` and `sentence`.
        """
        try:
            if isinstance(said, BadLine):
                raise said
            prompt = self._read(said)
        except EaselError as error:
            return {"error": error.name, "sentence": error.sentence}
        context = Context(images=said.images, reply=said.reply, mask=said.mask)
        understood = understand(prompt, context, self._lexicon)
        serving = self._catalogue.serving(understood.role, understood.intent)
        answer: dict[str, Any] = {
            "intent": str(understood.intent),
            "role": str(understood.role),
            "model": None,
            "reason": understood.reason,
            "words": understood.words,
            "selection": list(understood.selection),
            "needs_picture": understood.needs_picture,
            "candidates": [card.name for card in serving],
        }
        if understood.role == "none":
            return answer
        try:
            spec = self._routed(understood, prompt, said)
        except Unserved as error:
            return answer | {"missing": explained(error, self._workers).sentence}
        except BadRequest as error:
            return answer | {"missing": error.sentence}
        competing = {"contenders": list(spec.contenders)} if spec.contenders else {}
        return answer | {"model": spec.model, "reason": self._reason(spec)} | competing

    def _reason(self, spec: JobSpec) -> str:
        if self._live:
            return spec.reason
        return f"{spec.reason.replace(FIRST, INSTALLED)}; {NO_WORKER}"

    def _read(self, said: Said) -> Prompt:
        """The words; raises BadRequest in the order in which a conversation does."""
        if said.images > MOST_ATTACHMENTS:
            raise TooManyPictures(count=said.images, limit=MOST_ATTACHMENTS)
        about, images = said.reply is not Replied.NONE, bool(said.images)
        prompt = read(spoken(said.text), images, self._lexicon, about=about)
        new = not (images or about)
        return sized(prompt, self._lexicon) if new else prompt

    def _routed(self, understood: Understanding, prompt: Prompt, said: Said) -> JobSpec:
        """The job that this would become; raises Unserved and BadRequest."""
        chosen = len(understood.selection)
        pictures = chosen or said.images or int(said.reply is not Replied.NONE)
        request = Request(
            understood=understood,
            prompt=replace(prompt, words=understood.words),
            place=_PLACE,
            seed=0,
            inputs=(_PICTURE,) * pictures,
            mask=_PICTURE if said.mask and pictures else None,
            listing=self._lexicon.listing,
        )
        return route(request, self._catalogue, self._available)

    def _installed(self) -> frozenset[str]:
        """While no worker runs: the cards that one could serve here at once."""
        classical = all(find_spec(module) for module in CLASSICAL)
        return frozenset(
            card.name for card in self._catalogue if card.engine == "classical" and classical
        )


def in_words(answer: dict[str, Any]) -> str:
    """An explanation for people."""
    if "error" in answer:
        return answer["sentence"]
    why = answer.get("missing", answer["reason"])
    return f"{answer['intent']} · {answer['role']} · {answer['model'] or '-'}: {why}"


async def running(settings: BotSettings) -> frozenset[str]:
    """Models of live workers; nothing where there is no Redis to ask."""
    return models_of(await announced(settings))


async def announced(settings: BotSettings) -> tuple[Announcement, ...]:
    """The live workers; none where there is no Redis to ask."""
    try:
        return (await fleet(settings)).live
    except NoRedis:
        return ()


async def fleet(settings: BotSettings) -> Fleet:
    """The workers that are known; raises NoRedis where there is no Redis to ask."""
    redis = RedisServer(settings.home, settings.redis_url)
    if not settings.redis_url and not redis.answers:
        raise NoRedis(detail="none of our own runs")
    async with RedisQueue(redis.address) as queue:
        return await queue.fleet()
