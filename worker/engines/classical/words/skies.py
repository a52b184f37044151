"""Which sky words ask for: “a dramatic sunset” is a sunset."""

from worker.engines.classical.words.phrases import hits
from worker.engines.classical.words.vocabulary import vocabulary


def sky_named(text: str) -> str:
    """The kind of sky that folded `text` names, by a noun before an adjective; empty for none."""
    known = vocabulary()
    found = [hit.phrase for hit in hits(text, known.skies)]
    nouns = [phrase for phrase in found if phrase not in known.describing]
    return next((known.skies[phrase] for phrase in (*nouns, *found)), "")
