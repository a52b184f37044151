"""What people do in the chats of a small Bot API server."""

import re
import time
from typing import Any

from tests.bots.on_telegram.files import Files
from tests.bots.on_telegram.state import ADA, BOB, ME, Json, user


class People(Files):
    """Writes, presses, types, comes and goes, as people do."""

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


def keyboard(message: Json) -> list[list[Json]]:
    """The buttons under a message."""
    return message.get("reply_markup", {}).get("inline_keyboard", [])


def labels(message: Json) -> list[list[str]]:
    """What the buttons under a message say."""
    return [[one["text"] for one in row] for row in keyboard(message)]
