"""What the page asks of Easel: channels, turns, messages, events."""

import json
from dataclasses import dataclass, replace

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from bots.on_web.events import Event, Hub, stream
from bots.on_web.names import title
from bots.on_web.parts import Parts
from bots.on_web.rendering import Rendering, channel_json, progress_json
from bots.on_web.uploads import MEGABYTE, bounded, uploaded
from bots.on_web.visitors import Visitors
from bots.slashes import spoken
from core.actions import Action, Verb
from core.errors import BadRequest, ForgedAction, Gone, TargetGone
from core.forgetting import forgets
from core.incoming import Incoming
from core.jobs import Job
from core.removing import DELETED
from core.replies import Channel, Kind, Reply, Turn

PLATFORM = "web"
MOST_TURNS = 200  # on a page of the history
MOST_DIGITS = 9  # of a number that is read at all
FIRST_CHANNEL = "studio"  # what a newcomer finds


@dataclass(frozen=True, slots=True)
class Api:
    """The endpoints below `/api`."""

    parts: Parts
    visitors: Visitors
    rendering: Rendering

    @property
    def hub(self) -> Hub:
        """Where changes are told."""
        return self.parts.hub

    async def channels(self, request: Request) -> Response:
        """All channels, oldest first; the first is made when somebody looks for it."""
        await self.parts.history.channel(PLATFORM, FIRST_CHANNEL, "Studio")
        channels = await self.parts.history.channels(PLATFORM)
        return JSONResponse({"channels": [channel_json(channel) for channel in channels]})

    async def new_channel(self, request: Request) -> Response:
        """Make a channel called `title`."""
        called = title((await _fields(request)).get("title", ""))
        external = self.parts.clock.new_id()
        channel = await self.parts.history.channel(PLATFORM, external, called)
        return JSONResponse(channel_json(channel), 201)

    async def turns(self, request: Request) -> Response:
        """A page of a channel's history: `turns`, oldest first, and the key `before` it."""
        channel = await self._channel(request.path_params["channel"])
        limit = _limit(request.query_params.get("limit", ""))
        before = request.query_params.get("before") or None
        page = await self.parts.history.page(channel.id, before, limit)
        seen = [turn for turn in page.turns if await self.visitors.sees(request, turn)]
        while not seen and page.before:  # only what others alone see was on it
            page = await self.parts.history.page(channel.id, page.before, limit)
            seen = [turn for turn in page.turns if await self.visitors.sees(request, turn)]
        turns = [self.rendering.turn(turn) for turn in seen]
        return JSONResponse({"turns": turns, "before": page.before})

    async def turn(self, request: Request) -> Response:
        """The turn that began a job, as it is now."""
        turn = await self.parts.history.turn_of(request.path_params["job"])
        if turn is None:
            raise TargetGone
        await self._channel(turn.channel)
        return JSONResponse(self.rendering.turn(turn))

    async def message(self, request: Request) -> Response:
        """Take a message or a press; answers with the turn."""
        channel = await self._channel(request.path_params["channel"])
        async with uploaded(request) as upload:
            said = spoken(upload.words)
            incoming = Incoming(
                key=upload.key,
                channel=channel.id,
                person=await self.visitors.person(request),
                platform=PLATFORM,
                words=said.words,
                attachments=upload.attachments,
                action=upload.action,
                reply_to="" if said.alone else upload.reply_to,
                intent=said.intent,
                left_out=upload.left_out,
                open=True,
            )
            target = await self._target(upload.action)
            shown = await self._to_go(upload.action, channel)
            turn = await self.parts.conversation.receive(incoming)
        self.hub.publish(turn)
        if forgets(upload.action):
            self.hub.renew()
        if turn.reply is not None and turn.reply.voted:
            target = await self.parts.history.turn_of(turn.reply.voted)
        if target and target.job:
            self.hub.publish(await self._fresh(target, target.job))
            gone = shown and await self.parts.ledger.job(target.job.id) is None
            for one in shown if gone else ():
                self.hub.publish(replace(one, reply=DELETED))
        return JSONResponse(self.rendering.turn(turn))

    async def events(self, request: Request) -> Response:
        """Changes in a channel as server-sent events, for as long as the page is open."""
        channel = await self._channel(request.query_params.get("channel", ""))

        async def sees(event: Event) -> bool:
            return not isinstance(event, Turn) or await self.visitors.sees(request, event)

        body = stream(self.hub, channel.id, self._event, sees)
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return StreamingResponse(body, headers=headers, media_type="text/event-stream")

    def _event(self, event: Event) -> str:
        if isinstance(event, Turn):
            return _written("turn", self.rendering.turn(event))
        return _written("progress", progress_json(event))

    async def _channel(self, wanted: str) -> Channel:
        """The channel of that id; raises Gone, also for one of another platform."""
        channel = await self.parts.history.channel_of(wanted)
        if channel is None or channel.platform != PLATFORM:
            raise Gone
        return channel

    async def _target(self, packed: str) -> Turn | None:
        """The turn of the job that a button belongs to."""
        try:
            return await self.parts.history.turn_of(Action.unpack(packed).job)
        except ForgedAction:
            return None

    async def _to_go(self, packed: str, channel: Channel) -> tuple[Turn, ...]:
        """What else shows the result that a press deletes; of other presses nothing goes."""
        try:
            action = Action.unpack(packed)
        except ForgedAction:
            return ()
        if action.verb is not Verb.DELETE:
            return ()
        return await self.parts.history.showing(channel.id, action.job)

    async def _fresh(self, turn: Turn, job: Job) -> Turn:
        """A turn after a press on its job, which may have cancelled or deleted that job."""
        deleted = replace(turn, job=None, reply=Reply(Kind.NOTICE, Gone().sentence))
        return await self.parts.history.turn_of(job.id) or deleted


def _written(kind: str, data: object) -> str:
    return f"event: {kind}\ndata: {json.dumps(data, separators=(',', ':'))}\n\n"


def _limit(asked: str) -> int:
    if len(asked) > MOST_DIGITS:
        raise HTTPException(400, f"Please ask for 1 to {MOST_TURNS} turns at once.")
    return min(MOST_TURNS, max(1, int(asked))) if asked.isdecimal() else 50


async def _fields(request: Request) -> dict[str, str]:
    try:
        data = json.loads(await bounded(request, MEGABYTE).body())
        fields = {str(name): str(value) for name, value in data.items()}
        # JSON can write half of a surrogate pair, which nothing behind here can store.
        "".join(fields.values()).encode()
        return fields
    except (ValueError, AttributeError) as error:
        raise BadRequest from error
