"""The webhook: takes updates that Telegram brings, and none that anybody else does."""

import hmac
import json
import logging

import telegram
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bots.on_telegram.front import KINDS
from bots.on_telegram.receiving import Receiving
from bots.on_telegram.sending import Bot

log = logging.getLogger("easel.telegram")

HEADER = "X-Telegram-Bot-Api-Secret-Token"
MOST_BYTES = 1_000_000  # of an update; a message of Telegram has some thousand


def hooks(receiving: Receiving, bot: Bot, secret: str) -> Starlette:
    """An application that takes updates on any path; `secret` is what Telegram brings along."""

    async def arrived(request: Request) -> Response:
        given = request.headers.get(HEADER, "")
        if not hmac.compare_digest(given.encode(), secret.encode()):
            return Response(status_code=403)
        body = b""
        async for part in request.stream():
            body += part
            if len(body) > MOST_BYTES:
                return Response(status_code=413)
        try:
            data = json.loads(body)
            update = telegram.Update.de_json(data, bot)
            if not isinstance(data["update_id"], int):
                raise TypeError(data["update_id"])
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            log.error("an update could not be read: %.200r", error)
            return Response(status_code=400)
        await receiving.take((update,))  # only what is kept is told to be here
        return Response()

    return Starlette(routes=[Route("/{path:path}", arrived, methods=["POST"])])


async def hook_up(bot: Bot, url: str, secret: str) -> None:
    """Have updates brought to `url`, with the secret."""
    await bot.set_webhook(url, secret_token=secret, allowed_updates=KINDS)
