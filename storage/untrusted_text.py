"""Words that strangers wrote into names and files, made fit for one of our sentences."""

import unicodedata

LONGEST = 60  # characters


def readable(text: str, otherwise: str, longest: int = LONGEST) -> str:
    """`text` on one line without invisible characters, cut to `longest` characters.

    Control, direction and unassigned characters go (Unicode general categories C and Z, of which a
    space stays): they could forge lines or turn a sentence around. Nothing left gives `otherwise`.
    """
    # A stranger may send megabytes as a name; only the beginning can be shown anyway.
    spaced = "".join(map(_visible, text[: longest * 20]))
    line = " ".join(spaced.split())
    if not line:
        return otherwise
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def file_name(name: str) -> str:
    """The last part of a path in the manner of any system, as a sentence can show it."""
    return readable(name.replace("\\", "/").rstrip("/").rpartition("/")[2], "That file")


def _visible(character: str) -> str:
    kind = unicodedata.category(character)[0]
    return {"C": "", "Z": " "}.get(kind, character) if character not in "\t\n\r" else " "
