"""One request for pictures, and the files that came of it."""

from base64 import b64decode
from typing import Any, cast

from worker.engines.remote.asking import Ask
from worker.engines.remote.line import Line, Upload


async def drawn(line: Line, ask: Ask) -> list[bytes]:
    """The files that a service sends, one for each variant; nobody knows yet what is in them.

    Raises the errors of trouble.py.
    """
    body = {"model": line.whose.source, **ask.fields}
    if not ask.pictures:
        answer = await line.post("images/generations", body)
    else:
        several = "image[]" if len(ask.pictures) > 1 else "image"
        files = [Upload(several, data) for data in ask.pictures]
        files += [Upload("mask", ask.mask)] if ask.mask is not None else []
        answer = await line.post("images/edits", body, files)
    return [await _file(line, one) for one in _listed(line, answer, len(ask.indices))]


def _listed(line: Line, answer: Any, wanted: int) -> list[Any]:
    found: object = cast("dict[str, Any]", answer).get("data") if type(answer) is dict else None
    if not isinstance(found, list):
        raise line.unusable("a list of pictures is missing")
    listed = cast("list[Any]", found)
    if len(listed) < wanted:
        raise line.unusable(f"{len(listed)} of {wanted} pictures")
    return listed[:wanted]


async def _file(line: Line, one: Any) -> bytes:
    """A picture that is in the answer, or that lies where it says."""
    told = cast("dict[str, Any]", one) if isinstance(one, dict) else {}
    match (told.get("b64_json"), told.get("url")):
        case (str(text), _):
            try:
                return b64decode(text, validate=True)
            except ValueError as error:  # also what is no ASCII
                raise line.unusable("a picture that is no base64") from error
        case (_, str(url)):
            return await line.fetch(url)
        case _:
            raise line.unusable("neither a picture nor its address")
