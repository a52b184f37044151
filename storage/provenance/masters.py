"""The file that is stored, found in the one that left of it: a signature is all that was added."""

import hashlib

from storage.containers.png import SIGNATURE, png_chunks

MANIFEST = b"caBX"  # the chunk of a manifest, C2PA specification, "Embedding manifests into PNG"
FRAME = 4  # bytes each of a chunk's length, of its kind, and of its checksum


def master_of(data: bytes) -> str:
    """The sha256 under which a PNG is stored that left signed; of any other file, that of `data`.

    What a stranger calls a PNG may be anything: then the name is one that nothing has. Raises
    Damaged for one of too many parts.
    """
    if not data.startswith(SIGNATURE):
        return hashlib.sha256(data).hexdigest()
    digest, at = hashlib.sha256(), 0
    for kind, begin, end in png_chunks(data):
        if kind == MANIFEST:
            digest.update(memoryview(data)[at : begin - 2 * FRAME])
            at = end + FRAME
    digest.update(memoryview(data)[at:])
    return digest.hexdigest()
