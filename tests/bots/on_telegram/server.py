"""A small Bot API server on 127.0.0.1: the calls that Easel makes, updates, files and faults.

It refuses what Telegram refuses (`refusals`), answers 429, 5xx, 403 and 400 on demand, and keeps
what it receives and answers for the schema test.
"""

import asyncio
import json
import re
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import BodyPartReader, web

from tests.bots.on_telegram import refusals
from tests.bots.on_telegram.refusals import Refused

TOKEN = "100:a-token-of-the-tests"
ME, ADA, BOB, ANONYMOUS = 100, 400, 401, 1087968824
GROUP, FORUM, TOPIC = -500, -1001, 7
DELETABLE = 48 * 3600  # s
MOST_A_MINUTE = 20  # messages to a group
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
class Telegram:
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
    sent: dict[int, list[float]] = field(default_factory=dict[int, list[float]])  # when, by chat
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

    # What people do.

    def say(self, text: str = "", chat: int = ADA, by: int = ADA, **more: Any) -> Json:
        """Somebody writes a message; `more` are further fields of it, `file` a photo's bytes."""
        file, document = more.pop("file", None), more.pop("document", None)
        reply_to, topic = more.pop("reply_to", None), more.pop("topic", 0)
        message = self._message(chat, user(by))
        self.started |= {chat} & self.chats.keys()
        message |= {"text": text} if file is None and document is None else {}
        if file is not None:
            message |= {"photo": self._sizes(file)} | ({"caption": text} if text else {})
        if document is not None:
            name, data = document
            message |= {"document": self._document(name, data)} | (
                {"caption": text} if text else {}
            )
        if reply_to is not None:
            replied = self.messages[chat, int(reply_to)]
            message["reply_to_message"] = {
                name: value for name, value in replied.items() if name != "reply_to_message"
            }
        if topic:
            message |= {"message_thread_id": topic, "is_topic_message": True}
        found = re.search(r"^/\w+(@\w+)?", text)
        if found:
            entity = {"type": "bot_command", "offset": 0, "length": found.end()}
            message["entities" if "text" in message else "caption_entities"] = [entity]
        message |= more
        self.update(message=message)
        return message

    def announce(self, what: Json, chat: int = ADA, by: int = ADA) -> None:
        """A message that has no text."""
        self.update(message=self._message(chat, user(by)) | what)

    def press(self, chat: int, message: int, data: str, by: int = ADA, **more: Any) -> str:
        """Somebody presses a button; gives the id of the query. `old`: as long ago as a month."""
        id = f"query-{self._new()}"
        shown = self.messages[chat, message]
        if more.get("old"):
            shown = {"chat": shown["chat"], "message_id": message, "date": 0}
        self.presses[id] = time.monotonic()
        query = {"id": id, "from": user(by), "chat_instance": "c", "data": data, "message": shown}
        self.update(callback_query=query)
        return id

    def click(self, label: str, chat: int = ADA, by: int = ADA, **more: Any) -> str:
        """Somebody presses the first button of that name in the latest message that has it."""
        for message in reversed(self.shown(chat)):
            for button in (one for row in keyboard(message) for one in row):
                if button["text"] == label:
                    return self.press(
                        chat, message["message_id"], button["callback_data"], by, **more
                    )
        raise AssertionError(f"no button {label!r}")

    def ask_inline(self, words: str, by: int = ADA) -> None:
        """Somebody types our name and words in some chat."""
        id = f"inline-{self._new()}"
        self.typed.add(id)
        self.update(inline_query={"id": id, "from": user(by), "query": words, "offset": ""})

    def grow(self, old: int, new: int) -> None:
        """A group becomes a supergroup."""
        self.chats[new] = {**self.chats[old], "id": new, "type": "supergroup"}
        self.migrated[old] = new
        self.update(message=self._message(old, user(ADA)) | {"migrate_to_chat_id": new})
        self.update(message=self._message(new, user(ADA)) | {"migrate_from_chat_id": old})

    def begin_topic(self, chat: int) -> Json:
        """Easel has begun a topic: all that is said there replies to this."""
        begun = self._message(chat, user(ME))
        begun["forum_topic_created"] = {"name": "Seven", "icon_color": 7322096}
        return begun

    def leave(self, chat: int, status: str = "left") -> None:
        """The bot is thrown out of a group, or blocked by a person."""
        was, now = (
            {"user": user(ME), "status": "member"},
            {"user": user(ME), "status": status}
            | ({"until_date": 0} if status == "kicked" else {}),
        )
        changed = {"chat": self.chats[chat], "from": user(BOB), "date": 1_700_000_000}
        members = {"old_chat_member": was, "new_chat_member": now}
        self.update(my_chat_member=changed | members)

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

    # What the client asks for.

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Keep a call, and answer it as Telegram does."""
        token, method = request.match_info["token"], request.match_info["method"]
        if token != TOKEN or self.revoked:
            return _reply(401, {"ok": False, "error_code": 401, "description": "Unauthorized"})
        call = await _read(request, method)
        if method == "getUpdates":
            return await self._updates(call)
        self.calls.append(call)
        if self.held in method:
            await self.holds.wait()
        try:
            late = self._faulty(call)
            call.answer = self._answered(call)
            if late is not None:
                raise late
        except KeyError as error:
            call.refused = f"Bad Request: parameter {error} is missing"
            return _refused(Refused(call.refused))
        except Refused as error:
            call.refused = error.description
            return _refused(error)
        return _reply(200, {"ok": True, "result": call.answer})

    async def file(self, request: web.Request) -> web.StreamResponse:
        """The bytes of a file."""
        data = self.files.get(request.match_info["path"].removeprefix("photos/"))
        return web.Response(status=404) if data is None else web.Response(body=data)

    async def _updates(self, call: Call) -> web.StreamResponse:
        if self.webhook:
            return _refused(Refused("Conflict: can't use getUpdates while webhook is active", 409))
        offset = int(call.params.get("offset", 0))
        self.updates = [one for one in self.updates if one["update_id"] >= offset]
        if not self.updates:
            self._arrived.clear()
            try:
                async with asyncio.timeout(float(call.params.get("timeout", 0))):
                    await self._arrived.wait()
            except TimeoutError:
                pass
        limit = int(call.params.get("limit", 100))
        return _reply(200, {"ok": True, "result": self.updates[:limit]})

    def _faulty(self, call: Call) -> Refused | None:
        """Raises what the tests want, or gives it where the call is done before."""
        chat = int(call.params.get("chat_id", 0))
        for fault in self.faults:
            if fault.times and fault.method in call.method and fault.chat in (0, chat):
                if fault.after:
                    fault.after -= 1
                    continue
                fault.times -= 1
                refused = Refused(fault.description, fault.code, **fault.parameters)
                if fault.done:
                    return refused
                raise refused
        if chat in self.migrated:
            new = self.migrated[chat]
            told = "Bad Request: group chat was upgraded to a supergroup chat"
            raise Refused(told, migrate_to_chat_id=new)
        if chat in self.blocked:
            raise Refused(self.blocked[chat], 403)
        if chat and chat not in self.chats:
            raise Refused("Bad Request: chat not found")
        if chat > 0 and chat not in self.started:
            raise Refused("Forbidden: bot can't initiate conversation with a user", 403)
        return None

    def _answered(self, call: Call) -> Any:
        refusals.check_upload(call.files)
        known: dict[str, Callable[[Json], Any]] = {
            "getMe": lambda _: user(ME) | ME_CAN,
            "setMyCommands": self._commanded,
            "setWebhook": self._hooks,
            "deleteWebhook": lambda _: self._hooked("", None),
            "sendChatAction": self._acted,
            "sendMessageDraft": self._drafted,
            "getFile": lambda params: self._file(params["file_id"]),
            "getChatMember": lambda params: _member(int(params["user_id"]), self.admins),
            "answerCallbackQuery": self._press_answered,
            "answerInlineQuery": self._inline_answered,
            "deleteMessage": self._deleted,
        }
        if call.method in known:
            return known[call.method](call.params)
        if call.method == "sendMediaGroup":
            return self._album(call)
        if call.method.startswith("send"):
            return self._sent(call)
        if call.method.startswith("editMessage"):
            return self._edited(call)
        raise Refused("Not Found", 404)

    def _hooks(self, params: Json) -> bool:
        refusals.check_webhook(params["url"], params.get("secret_token"), self.local)
        return self._hooked(params["url"], params.get("secret_token"))

    def _acted(self, params: Json) -> bool:
        refusals.check_action(params["action"])
        return self._check_topic(params)

    def _commanded(self, params: Json) -> bool:
        refusals.check_commands(params["commands"])
        self.commands[params.get("language_code", "")] = params["commands"]
        return True

    def _hooked(self, url: str, secret: str | None) -> bool:
        self.webhook, self.secret = url, secret or ""
        return True

    def _drafted(self, params: Json) -> bool:
        refusals.check_draft(params)
        self.drafts[int(params["chat_id"])] = params.get("text", "") or "Thinking…"
        return True

    def _deleted(self, params: Json) -> bool:
        message = self._found(params, "delete")
        if self.now - message["date"] > DELETABLE:
            raise Refused("Bad Request: message can't be deleted for everyone")
        del self.messages[int(params["chat_id"]), int(params["message_id"])]
        return True

    def _press_answered(self, params: Json) -> bool:
        begun = self.presses.pop(params["callback_query_id"], None)
        if begun is not None:
            self.answered[params["callback_query_id"]] = time.monotonic() - begun
        if begun is None or time.monotonic() - begun > LATEST:
            told = "query is too old and response timeout expired or query ID is invalid"
            raise Refused(f"Bad Request: {told}")
        if len(params.get("text", "")) > refusals.MOST_TOAST:
            raise Refused("Bad Request: MESSAGE_TOO_LONG")
        return True

    def _inline_answered(self, params: Json) -> bool:
        if params["inline_query_id"] not in self.typed:
            raise Refused("Bad Request: query is too old and response timeout expired")
        self.typed.discard(params["inline_query_id"])
        refusals.check_results(params["results"])
        for one in params["results"]:
            kind = "animation" if one["type"] == "mpeg4_gif" else one["type"]
            files = [one[name] for name in one if name.endswith("_file_id")]
            if not files or kind not in self.shows.get(files[0], {}):
                raise Refused("Bad Request: WEBDOCUMENT_INVALID")
        return True

    def _sent(self, call: Call) -> Json:
        params, kind = call.params, call.method.removeprefix("send").lower()
        chat = int(params["chat_id"])
        self._check_topic(params)
        self._check_flood(chat)
        message = self._message(chat, user(ME))
        self.drafts.pop(chat, None)
        if params.get("message_thread_id"):
            topic = {"message_thread_id": params["message_thread_id"], "is_topic_message": True}
            message |= topic
        self._reply(message, params.get("reply_parameters"))
        content = self._content(call, {"type": kind, "media": params.get(kind), **params})
        self._keep(message, content, params.get("reply_markup"))
        return message

    def _album(self, call: Call) -> list[Json]:
        refusals.check_album(call.params["media"])
        self._check_flood(int(call.params["chat_id"]), len(call.params["media"]))
        self._check_topic(call.params)
        id, sent = f"album-{self._new()}", list[Json]()
        for media in call.params["media"]:
            message = self._message(int(call.params["chat_id"]), user(ME))
            self._reply(message, call.params.get("reply_parameters"))
            self._keep(message, self._content(call, media) | {"media_group_id": id}, None)
            sent.append(message)
        return sent

    def _edited(self, call: Call) -> Json:
        params = call.params
        message = self._found(params, "edit")
        markup = params.get("reply_markup")
        match call.method:
            case "editMessageReplyMarkup":
                content = _content_of(message)
            case "editMessageText" if "text" not in message:
                raise Refused("Bad Request: there is no text in the message to edit")
            case "editMessageText":
                content = self._content(call, {"type": "message", **params})
            case "editMessageCaption" if "text" in message:
                raise Refused("Bad Request: there is no caption in the message to edit")
            case "editMessageCaption":
                caption = refusals.read(params.get("caption", ""), params.get("parse_mode"))
                refusals.check_caption(caption)
                content = _content_of(message) | {"caption": caption}
            case _:
                content = self._content(call, params["media"])
        same = content == _content_of(message) and (markup or {}) == message.get("reply_markup", {})
        if same:
            told = "specified new message content and reply markup are exactly the same"
            raise Refused(f"Bad Request: message is not modified: {told}")
        for name in ("text", "caption", *MEDIA, "reply_markup"):
            message.pop(name, None)
        self._keep(message, content, markup)
        message["edit_date"] = 1_700_000_001
        return message

    def _content(self, call: Call, sent: Json) -> Json:
        """What a message shows: text, or a file with its caption."""
        mode, kind = sent.get("parse_mode"), sent["type"]
        if kind == "message":
            text = refusals.read(sent.get("text", ""), mode)
            refusals.check_text(text)
            return {"text": text}
        caption = refusals.read(sent.get("caption", ""), mode)
        refusals.check_caption(caption)
        told = {"caption": caption} if caption else {}
        if sent["media"] in self.shows:
            return self.shows[sent["media"]] | told
        name, data = self._upload(call, str(sent["media"]), kind)
        media = self._media(kind, name, data, sent)
        for shown in media.values():
            self.shows[(shown[-1] if kind == "photo" else shown)["file_id"]] = media
        return media | told

    def _media(self, kind: str, name: str, data: bytes, sent: Json) -> Json:
        """A file as messages show it."""
        if kind == "photo":
            return {"photo": self._sizes(data)}
        document = self._document(name, data)
        if kind == "document":
            return {"document": document}
        sizes = {"width": sent.get("width", 1), "height": sent.get("height", 1)}
        clip = document | sizes | {"duration": int(sent.get("duration", 0))}
        more = {"document": document} if kind == "animation" else {}
        return {kind: clip, **more}

    def _upload(self, call: Call, given: str, kind: str) -> tuple[str, bytes]:
        """Name and bytes of a file that was sent, or sent before."""
        key = given.removeprefix("attach://") if given.startswith("attach://") else kind
        for name, data in call.files.items():
            field_name, _, file_name = name.partition("/")
            if field_name == key:
                return file_name, data
        raise Refused("Bad Request: wrong file identifier/HTTP URL specified")

    def _keep(self, message: Json, content: Json, markup: Json | None) -> None:
        refusals.check_markup(markup, private=message["chat"]["type"] == "private")
        message |= content
        if markup and "inline_keyboard" in markup:
            message["reply_markup"] = markup
        self.messages[message["chat"]["id"], message["message_id"]] = message

    def _reply(self, message: Json, asked: Json | None) -> None:
        if not asked:
            return
        chat = message["chat"]["id"]
        replied = self.messages.get((chat, asked["message_id"]))
        if replied is None and not asked.get("allow_sending_without_reply"):
            raise Refused("Bad Request: message to be replied not found")
        if replied is not None:
            shown = {name: one for name, one in replied.items() if name != "reply_to_message"}
            message["reply_to_message"] = shown

    def _check_flood(self, chat: int, count: int = 1) -> None:
        """Of a group a minute has room for so many messages."""
        now = time.monotonic()
        times = [one for one in self.sent.get(chat, ()) if one > now - 60]
        if chat < 0 and len(times) + count > MOST_A_MINUTE:
            wait = round(times[0] + 60 - now)
            raise Refused(f"Too Many Requests: retry after {wait}", 429, retry_after=wait)
        self.sent[chat] = [*times, *([now] * count)]

    def _check_topic(self, params: Json) -> bool:
        topic = params.get("message_thread_id")
        if topic and topic not in self.topics.get(int(params["chat_id"]), set()):
            raise Refused("Bad Request: message thread not found")
        return True

    def _found(self, params: Json, what: str) -> Json:
        message = self.messages.get((int(params["chat_id"]), int(params["message_id"])))
        if message is None:
            raise Refused(f"Bad Request: message to {what} not found")
        if message["from"]["id"] != ME:
            raise Refused(f"Bad Request: message can't be {what}ed")
        return message

    def _file(self, id: str) -> Json:
        data = self.files.get(id)
        if data is None:
            raise Refused("Bad Request: invalid file_id")
        if len(data) > refusals.DOWNLOAD_BYTES:
            raise Refused("Bad Request: file is too big")
        return _described(id, data) | {"file_path": f"photos/{id}"}

    def _sizes(self, data: bytes) -> list[Json]:
        width, height = refusals.check_photo(data)
        small, whole = (f"file-{self._new()}" for _ in range(2))
        self.files |= {small: data, whole: data}
        sides = {"width": width, "height": height}
        return [_described(small, data) | sides, _described(whole, data) | sides]

    def _document(self, name: str, data: bytes) -> Json:
        id = f"file-{self._new()}"
        self.files[id] = data
        ending = name.rpartition(".")[2].lower()
        kinds = {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp", "mp4": "video/mp4"}
        kind = {"mime_type": kinds[ending]} if ending in kinds else {}
        return _described(id, data) | {"file_name": name} | kind

    def _message(self, chat: int, by: Json) -> Json:
        id = self._numbers[chat] = self._numbers.get(chat, 0) + 1  # each chat counts by itself
        message = {"message_id": id, "date": self.now, "chat": self.chats[chat], "from": by}
        self.messages[chat, id] = message
        return message

    def _new(self) -> int:
        self._last += 1
        return self._last

    async def post_updates(self) -> None:
        """Send updates to the webhook while there is one, again until they are taken."""
        async with aiohttp.ClientSession() as session:
            while True:
                while not (self.webhook and self.updates):
                    await asyncio.sleep(0.01)
                headers = {"X-Telegram-Bot-Api-Secret-Token": self.secret} if self.secret else {}
                async with session.post(
                    self.webhook, json=self.updates[0], headers=headers
                ) as taken:
                    if taken.status == 200:
                        self.updates.pop(0)


def user(id: int) -> Json:
    """Somebody, or the bot itself."""
    if id == ME:
        return {"id": ME, "is_bot": True, "first_name": "Easel", "username": "easel_bot"}
    if id == ANONYMOUS:  # whom an administrator speaks through who hides
        return {"id": id, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    return {"id": id, "is_bot": False, "first_name": NAMES[id], "language_code": "en"}


def keyboard(message: Json) -> list[list[Json]]:
    """The buttons under a message."""
    return message.get("reply_markup", {}).get("inline_keyboard", [])


def labels(message: Json) -> list[list[str]]:
    """What the buttons under a message say."""
    return [[one["text"] for one in row] for row in keyboard(message)]


def _content_of(message: Json) -> Json:
    return {name: message[name] for name in ("text", "caption", *MEDIA) if name in message}


def _described(id: str, data: bytes) -> Json:
    return {"file_id": id, "file_unique_id": f"u{id}", "file_size": len(data)}


def _member(id: int, admins: set[int]) -> Json:
    status = "administrator" if id in admins else "member"
    rights = ("can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages")
    rights += ("can_manage_video_chats", "can_restrict_members", "can_promote_members")
    rights += ("can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories")
    rights += ("can_delete_stories",)
    member: Json = {"user": user(id), "status": status}
    return member | (dict.fromkeys(rights, True) if status == "administrator" else {})


async def _read(request: web.Request, method: str) -> Call:
    params: dict[str, str] = {}
    files: dict[str, bytes] = {}
    if request.content_type == "multipart/form-data":
        async for part in await request.multipart():
            assert isinstance(part, BodyPartReader)
            if part.filename:
                files[f"{part.name}/{part.filename}"] = bytes(await part.read())
            else:
                params[part.name or ""] = await part.text()
    else:
        params = {name: str(value) for name, value in (await request.post()).items()}
    return Call(method, refusals.unpacked(params), files)


def _refused(error: Refused) -> web.Response:
    told = {"ok": False, "error_code": error.code, "description": error.description}
    return _reply(error.code, told | ({"parameters": error.parameters} if error.parameters else {}))


def _reply(status: int, data: Json) -> web.Response:
    return web.Response(body=json.dumps(data), status=status, content_type="application/json")


@asynccontextmanager
async def serving(telegram: Telegram) -> AsyncGenerator[str]:
    """Serve; gives the origin, "http://127.0.0.1:…"."""
    app = web.Application(client_max_size=128 * refusals.MEGABYTE)
    app.router.add_route("*", "/bot{token}/{method}", telegram.answer)
    app.router.add_get("/file/bot{token}/{path:.*}", telegram.file)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    posting = asyncio.create_task(telegram.post_updates())
    try:
        yield f"http://{host}:{port}"
    finally:
        posting.cancel()
        await runner.cleanup()


async def until(happened: Callable[[], object], seconds: float = 20.0) -> None:
    """Wait for something that must happen."""
    async with asyncio.timeout(seconds):
        while not happened():
            await asyncio.sleep(0.005)
