"""A file that is ready to leave, and how the names of files end."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fitted:
    """A file that fits; `note` says what was done to it, for the message."""

    data: bytes
    ending: str
    note: str = ""

    @property
    def media_type(self) -> str:
        """What it is."""
        known = {"jpg": "image/jpeg", "ico": "image/x-icon", "zip": "application/zip"}
        kind = "video" if self.ending in ("mp4", "webm") else "image"
        return known.get(self.ending, f"{kind}/{self.ending}")


def ending_of(media_type: str) -> str:
    """How the name of such a file ends, without the dot."""
    return {"image/jpeg": "jpg", "image/x-icon": "ico"}.get(
        media_type, media_type.partition("/")[2]
    )
