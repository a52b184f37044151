"""Messages of a small Bot API server: sent, edited, deleted, as Telegram does or refuses it."""

from tests.bots.on_telegram import refusals
from tests.bots.on_telegram.files import Files, content_of
from tests.bots.on_telegram.refusals import Refused
from tests.bots.on_telegram.state import DELETABLE, ME, MEDIA, Call, Json, user


class Messages(Files):
    """Does what calls want of messages."""

    def _sent(self, call: Call) -> Json:
        params, kind = call.params, call.method.removeprefix("send").lower()
        chat = int(params["chat_id"])
        self._check_topic(params)
        self.floods.check(chat)
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
        refusals.check_album(call.params)
        self.floods.check(int(call.params["chat_id"]), len(call.params["media"]))
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
        self.floods.check(int(params["chat_id"]))
        markup = params.get("reply_markup")
        match call.method:
            case "editMessageReplyMarkup":
                content = content_of(message)
            case "editMessageText" if "text" not in message:
                raise Refused("Bad Request: there is no text in the message to edit")
            case "editMessageText":
                content = self._content(call, {"type": "message", **params})
            case "editMessageCaption" if "text" in message:
                raise Refused("Bad Request: there is no caption in the message to edit")
            case "editMessageCaption":
                caption = refusals.read(params.get("caption", ""), params.get("parse_mode"))
                refusals.check_caption(caption)
                content = content_of(message) | {"caption": caption}
            case _:
                content = self._content(call, params["media"])
        same = content == content_of(message) and (markup or {}) == message.get("reply_markup", {})
        if same:
            told = "specified new message content and reply markup are exactly the same"
            raise Refused(f"Bad Request: message is not modified: {told}")
        for name in ("text", "caption", *MEDIA, "reply_markup"):
            message.pop(name, None)
        self._keep(message, content, markup)
        message["edit_date"] = 1_700_000_001
        return message

    def _deleted(self, params: Json) -> bool:
        message = self._found(params, "delete")
        if self.now - message["date"] > DELETABLE:
            raise Refused("Bad Request: message can't be deleted for everyone")
        del self.messages[int(params["chat_id"]), int(params["message_id"])]
        return True

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
