"""What Telegram refuses of a call, as far as Easel could run into it."""

import json
import re
from html import unescape
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

from PIL import Image

Json = dict[str, Any]

MEGABYTE = 1024 * 1024
MOST_TEXT, MOST_CAPTION, MOST_TOAST = 4096, 1024, 200  # characters
MOST_DATA = 64  # bytes of a button
MOST_IN_ALBUM = 10
MOST_PLACEHOLDER, MOST_DESCRIPTION = 64, 256  # characters
MOST_COMMANDS, MOST_RESULTS = 100, 50
ACTIONS = frozenset({"typing", "upload_photo", "upload_video", "upload_document", "find_location"})
MOST_IN_ROW, MOST_BUTTONS = 8, 100
PHOTO_BYTES, UPLOAD_BYTES, DOWNLOAD_BYTES = 10 * MEGABYTE, 50 * MEGABYTE, 20 * MEGABYTE
MOST_SIDES, MOST_RATIO = 10_000, 20  # px of width and height together; of the longer to the shorter
TAGS = frozenset({"b", "i", "u", "s", "code", "pre", "a", "blockquote", "tg-spoiler"})


class Refused(Exception):
    """An answer other than 200, with what the client may read of it."""

    def __init__(self, description: str, code: int = 400, **parameters: int) -> None:
        super().__init__(description)
        self.description = description
        self.code = code
        self.parameters = parameters


class _Tags(HTMLParser):
    """Finds tags that Telegram does not take, and those that are not closed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            raise Refused(f'Bad Request: can\'t parse entities: Unsupported start tag "{tag}"')
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise Refused("Bad Request: can't parse entities: Unmatched end tag")


def read(text: str, parse_mode: str | None) -> str:
    """The text as people see it."""
    if parse_mode is None:
        return text
    assert parse_mode == "HTML", parse_mode
    if re.search(r"<(?![/a-z])|&(?!(amp|lt|gt|quot|#\d+|#x[\da-fA-F]+);)", text):
        raise Refused("Bad Request: can't parse entities")
    tags = _Tags()
    tags.feed(text)
    tags.close()
    if tags.open:
        raise Refused(f"Bad Request: can't parse entities: Can't find end tag of {tags.open}")
    return unescape(re.sub(r"<[^>]+>", "", text))


def units(text: str) -> int:
    """The length of a text, as Telegram counts."""
    return len(text.encode("utf-16-le")) // 2


def check_text(text: str) -> None:
    """A message needs some text, and not too much."""
    if not text.strip():
        raise Refused("Bad Request: message text is empty")
    if units(text) > MOST_TEXT:
        raise Refused("Bad Request: message is too long")


def check_caption(caption: str) -> None:
    """A caption may be empty."""
    if units(caption) > MOST_CAPTION:
        raise Refused("Bad Request: message caption is too long")


def check_markup(markup: Json | None, private: bool) -> None:
    """Buttons: how many, and what they carry; the field that asks for an answer."""
    if not 1 <= len((markup or {}).get("input_field_placeholder", "x")) <= MOST_PLACEHOLDER:
        raise Refused("Bad Request: REPLY_MARKUP_PLACEHOLDER_INVALID")
    rows = (markup or {}).get("inline_keyboard", [])
    if any(len(row) > MOST_IN_ROW for row in rows) or sum(map(len, rows)) > MOST_BUTTONS:
        raise Refused("Bad Request: reply markup is too long")
    for button in (one for row in rows for one in row):
        if not button["text"].strip():
            raise Refused("Bad Request: inline keyboard button text is empty")
        if not 1 <= len(button.get("callback_data", "x").encode()) <= MOST_DATA:
            raise Refused("Bad Request: BUTTON_DATA_INVALID")
        _check_button(button, private)


def _check_button(button: Json, private: bool) -> None:
    if set(button) == {"text"}:
        raise Refused("Bad Request: text buttons are unallowed in the inline keyboard")
    if "url" in button and not re.match(r"(https?|tg)://[\w.-]+", button["url"]):
        raise Refused("Bad Request: inline keyboard button URL is invalid: wrong HTTP URL")
    if "web_app" in button and not private:
        raise Refused("Bad Request: BUTTON_TYPE_INVALID")


def check_webhook(url: str, secret: str | None, local: bool) -> None:
    """Where updates are brought: only a server of one's own takes any address."""
    found = re.fullmatch(r"(https?)://[\w.-]+(?::(\d+))?(/.*)?", url)
    if found is None or (found[1] == "http" and not local):
        raise Refused("Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
    if found[2] not in (None, "80", "88", "443", "8443") and not local:
        told = "Webhook can be set up only on ports 80, 88, 443 or 8443"
        raise Refused(f"Bad Request: bad webhook: {told}")
    if secret is not None and not re.fullmatch(r"[\w-]{1,256}", secret, re.ASCII):
        raise Refused("Bad Request: secret token contains unallowed characters")


def check_action(action: str) -> None:
    """What may be said to be under way."""
    if action not in ACTIONS:
        raise Refused("Bad Request: wrong parameter action in request")


def check_commands(commands: list[Json]) -> None:
    """What commands may be called."""
    if len(commands) > MOST_COMMANDS:
        raise Refused("Bad Request: BOT_COMMANDS_TOO_MUCH")
    for one in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", one["command"]):
            raise Refused("Bad Request: BOT_COMMAND_INVALID")
        if not 1 <= len(one["description"]) <= MOST_DESCRIPTION:
            raise Refused("Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")


def check_results(results: list[Json]) -> None:
    """What an inline query may be answered with."""
    ids = [one["id"] for one in results]
    if len(ids) > MOST_RESULTS:
        raise Refused("Bad Request: RESULTS_TOO_MUCH")
    if len(set(ids)) < len(ids):
        raise Refused("Bad Request: RESULT_ID_DUPLICATE")
    if not all(1 <= len(one.encode()) <= MOST_DATA for one in ids):
        raise Refused("Bad Request: RESULT_ID_INVALID")


def check_photo(data: bytes) -> tuple[int, int]:
    """Width and height of a photo."""
    if len(data) > PHOTO_BYTES:
        raise Refused("Bad Request: file is too big")
    try:
        with Image.open(BytesIO(data)) as picture:
            width, height = picture.size
    except OSError as error:
        raise Refused("Bad Request: IMAGE_PROCESS_FAILED") from error
    ratio = max(width, height) / min(width, height)
    if width + height > MOST_SIDES or ratio > MOST_RATIO:
        raise Refused("Bad Request: PHOTO_INVALID_DIMENSIONS")
    return width, height


def check_draft(params: Json) -> None:
    """A preview: in private chats, with a number."""
    if int(params["chat_id"]) < 0:
        raise Refused("Bad Request: PEER_ID_INVALID")
    if not int(params["draft_id"]):
        raise Refused("Bad Request: RANDOM_ID_INVALID")


def check_album(params: Json) -> None:
    """How many files share an album, of which kinds, and that it has no buttons."""
    media: list[Json] = params["media"]
    if "reply_markup" in params:
        raise Refused("Bad Request: an album has no reply markup")
    kinds = {one["type"] for one in media}
    if not 2 <= len(media) <= MOST_IN_ALBUM:
        raise Refused("Bad Request: wrong number of media")
    if "animation" in kinds or ("document" in kinds and len(kinds) > 1):
        raise Refused("Bad Request: can't use the media of the specified type in the album")


def check_upload(files: dict[str, bytes]) -> None:
    """What a request may bring."""
    if any(len(data) > UPLOAD_BYTES for data in files.values()):
        raise Refused("Request Entity Too Large", 413)


def unpacked(params: dict[str, str]) -> Json:
    """The parameters of a call, of which those that are no text were sent as JSON."""
    return {name: _unpacked(name, value) for name, value in params.items()}


VERBATIM = frozenset(
    {"text", "caption", "callback_data", "url", "secret_token", "file_id", "callback_query_id"}
    | {"inline_query_id", "language_code", "parse_mode", "next_offset"}
)


def _unpacked(name: str, value: str) -> Any:
    if name in VERBATIM:
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
