"""Calls of a client, answered by a small Bot API server as Telegram answers them."""

import time
from collections.abc import Callable
from typing import Any

from tests.bots.on_telegram import refusals
from tests.bots.on_telegram.messages import Messages
from tests.bots.on_telegram.refusals import Refused
from tests.bots.on_telegram.state import LATEST, ME, ME_CAN, Call, Json, user

Known = dict[str, Callable[[Json], Any]]


class Calls(Messages):
    """Answers calls, or refuses them."""

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
        known: Known = {
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


def _member(id: int, admins: set[int]) -> Json:
    status = "administrator" if id in admins else "member"
    rights = ("can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages")
    rights += ("can_manage_video_chats", "can_restrict_members", "can_promote_members")
    rights += ("can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories")
    rights += ("can_delete_stories",)
    member: Json = {"user": user(id), "status": status}
    return member | (dict.fromkeys(rights, True) if status == "administrator" else {})
