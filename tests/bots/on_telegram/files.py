"""Files of a small Bot API server, as messages show them."""

from tests.bots.on_telegram import refusals
from tests.bots.on_telegram.refusals import Refused
from tests.bots.on_telegram.state import MEDIA, Call, Json, State


class Files(State):
    """Takes files, and says what they are."""

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


def _described(id: str, data: bytes) -> Json:
    return {"file_id": id, "file_unique_id": f"u{id}", "file_size": len(data)}


def content_of(message: Json) -> Json:
    return {name: message[name] for name in ("text", "caption", *MEDIA) if name in message}
