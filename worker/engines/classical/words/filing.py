"""Wishes about files and not about pictures: “save it as a JPG”, “smaller than 200 KB”."""

import re

from worker.engines.classical.words.beyond import Beyond
from worker.engines.classical.words.phrases import folded

_KINDS = "jpe?g|webp|tiff?|pdf|svg|heic|avif|bmp|psd|eps"
_SAVE = (
    r"save|export|convert|download|send|make|give me|speicher\w*|exportier\w*|konvertier\w*|wandle"
    r"|enregistre\w*|exporte\w*|convertis\w*|guarda\w*|exporta\w*|convierte\w*"
)
_IT = "it|this|that|the (?:picture|photo|image|file)|es|das bild|la|lo|le|l image|la imagen"
_FILES = re.compile(
    rf"(?:please |can you )?(?:{_SAVE})(?: (?:{_IT}))?"
    r" (?:as|to|into|in|als|zu|en|a|como|comme)(?: (?:a|an|ein|eine|un|une))?"
    rf" (?:{_KINDS})(?: (?:file|datei|fichier|archivo|um))?(?: please| bitte)?"
)
_BYTES = re.compile(r"\b\d+ ?(?:kb|mb|kilobytes?|megabytes?|ko|mo)\b")


def refuse_files(words: str) -> None:
    """Raises Beyond where `words` want another kind of file, or a file of so many bytes."""
    text = folded(words)
    if _FILES.fullmatch(text):
        raise Beyond(
            "files leave here as PNG, without loss: another program makes other kinds of them."
        )
    if _BYTES.search(text) and re.search(r"\b(?:file|datei|fichier|archivo|size)\b", text):
        raise Beyond(
            "it sets sides, and not how many bytes a file has: say “resize to 800 px wide” for a "
            "smaller one."
        )
