"""What a small Bot API server knows: chats, messages, files, faults, and what it was asked."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

from tests.bots.on_telegram.floods import Floods

TOKEN = "100:a-token-of-the-tests"
ME, ADA, BOB, ANONYMOUS = 100, 400, 401, 1087968824
GROUP, FORUM, TOPIC = -500, -1001, 7
DELETABLE = 48 * 3600  # s
LATEST = 15.0  # s in which a press must be answered

Json = dict[str, Any]
NAMES = {ADA: "Ada", BOB: "Bob"}
ME_CAN = {"can_join_groups": True, "supports_inline_queries": True}
MEDIA = ("photo", "video", "animation", "document")


@dataclass
class Call:
    """Something that the client asked for."""

    method: str
    params: Json
    files: dict[str, bytes] = field(default_factory=dict[str, bytes])
    answer: Any = None  # what it got, where that is no refusal
    refused: str = ""


@dataclass
class Fault:
    """An answer instead of the real one, for as many calls as it says."""

    method: str  # whose name contains this
    code: int
    times: int = 1
    description: str = "a fault of the tests"
    parameters: dict[str, int] = field(default_factory=dict[str, int])
    chat: int = 0  # 0 is any
    done: bool = False  # whether the call is done all the same
    after: int = 0  # calls that get through before


@dataclass
class State:
    """The server's state."""

    calls: list[Call] = field(default_factory=list[Call])
    messages: dict[tuple[int, int], Json] = field(default_factory=dict[tuple[int, int], Json])
    chats: dict[int, Json] = field(default_factory=dict[int, Json])
    topics: dict[int, set[int]] = field(default_factory=dict[int, set[int]])
    admins: set[int] = field(default_factory=set[int])
    files: dict[str, bytes] = field(default_factory=dict[str, bytes])
    shows: dict[str, Json] = field(default_factory=dict[str, Json])  # by the id of a file in it
    faults: list[Fault] = field(default_factory=list[Fault])
    blocked: dict[int, str] = field(default_factory=dict[int, str])  # chats, and why
    migrated: dict[int, int] = field(default_factory=dict[int, int])
    updates: list[Json] = field(default_factory=list[Json])  # not confirmed yet
    given: list[Json] = field(default_factory=list[Json])  # all that there were
    drafts: dict[int, str] = field(default_factory=dict[int, str])  # previews that are shown
    presses: dict[str, float] = field(default_factory=dict[str, float])  # not answered, since
    answered: dict[str, float] = field(default_factory=dict[str, float])  # s that it took
    commands: dict[str, list[Json]] = field(default_factory=dict[str, list[Json]])  # by language
    typed: set[str] = field(default_factory=set[str])  # inline queries without an answer
    started: set[int] = field(default_factory=lambda: {ADA})  # who may be written to
    floods: Floods = field(default_factory=Floods)
    now: int = 1_700_000_000  # s; the clock of the messages
    local: bool = False  # whether it is a Bot API server of one's own, which hooks up anywhere
    revoked: bool = False  # whether the token was taken back
    webhook: str = ""
    secret: str = ""
    holds: asyncio.Event = field(default_factory=asyncio.Event)  # set where calls go through
    held: str = ""  # part of the names of those that wait for it
    _arrived: asyncio.Event = field(default_factory=asyncio.Event)
    _numbers: dict[int, int] = field(default_factory=dict[int, int])  # of messages, by chat
    _last: int = 1000
    polls: int = 0  # how often updates were asked for

    def __post_init__(self) -> None:
        self.holds.set()
        for id in (ADA, BOB):
            self.chats[id] = {"id": id, "type": "private", "first_name": NAMES[id]}
        self.chats[GROUP] = {"id": GROUP, "type": "group", "title": "Studio"}
        self.chats[FORUM] = {"id": FORUM, "type": "supergroup", "title": "Forum", "is_forum": True}
        self.topics[FORUM] = {TOPIC}

    def hold(self, method: str = "") -> None:
        """Let no call of that method through until `holds` is set."""
        self.held = method
        self.holds.clear()

    def update(self, **what: Json) -> None:
        """Something happened."""
        update = {"update_id": self._new(), **what}
        self.given.append(update)
        self.updates.append(update)
        self._arrived.set()

    def shown(self, chat: int = ADA) -> list[Json]:
        """What Easel has written in a chat, oldest first."""
        ours = [one for one in self.messages.values() if one["from"]["id"] == ME]
        return [one for one in ours if one["chat"]["id"] == chat]

    def of(self, method: str) -> list[Call]:
        """The calls of a method."""
        return [one for one in self.calls if one.method == method]

    def _message(self, chat: int, by: Json) -> Json:
        id = self._numbers[chat] = self._numbers.get(chat, 0) + 1  # each chat counts by itself
        message = {"message_id": id, "date": self.now, "chat": self.chats[chat], "from": by}
        self.messages[chat, id] = message
        return message

    def _new(self) -> int:
        self._last += 1
        return self._last


def user(id: int) -> Json:
    """Somebody, or the bot itself."""
    if id == ME:
        return {"id": ME, "is_bot": True, "first_name": "Easel", "username": "easel_bot"}
    if id == ANONYMOUS:  # whom an administrator speaks through who hides
        return {"id": id, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    return {"id": id, "is_bot": False, "first_name": NAMES[id], "language_code": "en"}
