"""What a file that comes in says of itself, before intake takes that out."""

import hashlib

from core.errors import BadPicture
from core.origins import Origin
from storage.provenance.reading import read

MOST = 5  # licences that are carried on
_MARK = b"c2pa"  # in every file that has Content Credentials


def origin_of(name: str, data: bytes) -> Origin:
    """What is known of a file that its sender calls `name`.

    A manifest that does not hold is believed in what speaks against itself, which nobody forges.
    """
    sent = hashlib.sha256(data).hexdigest()
    if _MARK not in data:
        return Origin(sent)
    try:
        said = read(name, data)
    except BadPicture:
        return Origin(sent)  # it can be decoded and not verified
    return Origin(sent, said.trained, said.bound[:MOST])
