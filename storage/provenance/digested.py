"""PNG files signed by their digest: C2PA's library sees that, and never the file.

`Builder.sign` takes a file through Python in pieces of 8 KiB, there and back, which takes several
times as long as hashing it. The library's C interface also signs a digest that somebody else made
("data hashed embeddable manifests"). The Python package does not offer that yet: so those two
functions are called as the package calls the others, in the library that it has loaded and on the
handles that its objects hold.
"""

# pyright: reportPrivateUsage=false

import ctypes
import hashlib
import json
from typing import TYPE_CHECKING, Any

from storage.containers.contents import Damaged
from storage.containers.png import SIGNATURE, png_chunks
from storage.provenance.masters import FRAME, MANIFEST

if TYPE_CHECKING:
    import c2pa

_PNG = b"image/png"
_HEADER = (b"IHDR", 16, 29)  # PNG specification 5.6: the kind of the first chunk, where it stands
_BEFORE = 33  # bytes of the signature and the header, behind which manifests stand
_Found = ctypes.POINTER(ctypes.c_ubyte)
_ARGUMENTS: dict[str, list[Any]] = {
    "data_hashed_placeholder": [
        *(ctypes.c_void_p, ctypes.c_size_t, ctypes.c_char_p),
        ctypes.POINTER(_Found),
    ],
    "sign_data_hashed_embeddable": [
        *(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p, ctypes.c_void_p),
        ctypes.POINTER(_Found),
    ],
}


def plain(data: bytes) -> bool:
    """Whether a file is a whole PNG that carries no manifest yet."""
    if not data.startswith(SIGNATURE):
        return False
    try:
        chunks = list(png_chunks(data))
    except Damaged:
        return False
    if not chunks or chunks[0] != _HEADER or MANIFEST in {kind for kind, _, _ in chunks}:
        return False
    kind, _, end = chunks[-1]
    return kind == b"IEND" and end + FRAME == len(data)


def signed(data: bytes, builder: "c2pa.Builder", signer: "c2pa.Signer") -> bytes:
    """A plain PNG with its manifest. Raises C2paError."""
    view = memoryview(data)
    before, after = view[:_BEFORE], view[_BEFORE:]
    room = len(_composed("data_hashed_placeholder", builder, signer.reserve_size(), _PNG))
    digest = hashlib.sha256(before)
    digest.update(after)
    bound = {
        "name": "jumbf manifest",
        "alg": "sha256",
        "hash": list(digest.digest()),
        "exclusions": [{"start": _BEFORE, "length": room}],
        "pad": [],
    }
    told = json.dumps(bound).encode()
    chunk = _composed("sign_data_hashed_embeddable", builder, signer._handle, told, _PNG, None)
    if len(chunk) != room:
        from c2pa import C2paError

        raise C2paError(f"a manifest of {len(chunk)} bytes, where {room} are left out")
    return b"".join((before, chunk, after))


def _composed(name: str, builder: "c2pa.Builder", *arguments: object) -> bytes:
    """The chunk that a function of the library composes. Raises C2paError."""
    from c2pa import c2pa

    library: Any = c2pa._lib
    call, found = library[f"c2pa_builder_{name}"], _Found()
    call.argtypes, call.restype = _ARGUMENTS[name], ctypes.c_int64
    length = call(builder._handle, *arguments, ctypes.byref(found))
    c2pa._check_ffi_operation_result(length, f"{name}: {{}}", check=_failed)
    try:
        return ctypes.string_at(found, length)
    finally:
        library.c2pa_free(found)


def _failed(length: int) -> bool:
    """Whether the library gave nothing, by the length that it tells."""
    return length < 0
