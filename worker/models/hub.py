"""What a publisher offers, asked of the hub; whatever goes wrong there is one sentence."""

import errno
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import PurePosixPath
from typing import Any

import httpx2
from huggingface_hub import HfApi, constants, hf_hub_url
from huggingface_hub.errors import (
    GatedRepoError,
    HfHubHTTPError,
    HFValidationError,
    OfflineModeIsEnabled,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)
from huggingface_hub.hf_api import RepoSibling
from huggingface_hub.utils import build_hf_headers, get_session, hf_raise_for_status

from core.errors import Broken
from worker.models.choosing import Chooser
from worker.models.notes import Noted

_PATIENCE = 15.0  # s for an answer
_MAIN = "main"  # the revision that is taken where a card names none


class Offline(Broken):
    """HF_HUB_OFFLINE is set, so nothing is fetched; unset it, or copy the folder {folder} from a
    machine that has it."""


class Unreachable(Broken):
    """{hub} cannot be reached ({detail}); look at the network or at HF_ENDPOINT and try again:
    what is there is kept."""


class NotGranted(Broken):
    """{source} is given to those only whom its publisher lets in: ask for access at
    {hub}/{source}, make a token at {hub}/settings/tokens, and set it as HF_TOKEN or keep it
    with `hf auth login`."""


class BadToken(Broken):
    """{hub} does not accept the token; make another one at {hub}/settings/tokens, and set it as
    HF_TOKEN or keep it with `hf auth login`."""


class NoRepository(Broken):
    """{hub} has no model {source} that can be seen from here: look at the card's source, and, if
    it is private, set HF_TOKEN or use `hf auth login`."""


class NoRevision(Broken):
    """{source} has no revision {revision}; look at what the card's extra says."""


class HubTrouble(Broken):
    """{hub} answered {source} with an error ({detail}); try again later: what is there is kept."""


class DiskFull(Broken):
    """The disk of {folder} is full; make room and try again: what is there is kept."""


class NotWritten(Broken):
    """Weights cannot be kept in {folder} ({detail}); look at who owns it, or set EASEL_MODELS to
    another folder."""


class TooLarge(Broken):
    """{path} of {source} is larger than what {hub} sends in one piece ({limit});
    `hf download {source} --local-dir {folder}` can fetch it."""


class BadIndex(Broken):
    """The {name} of {source} cannot be read; there may be another repository of the same model."""


class Strange(Broken):
    """{source} lists a file that cannot be written here ({path}); nothing of it is fetched."""


@dataclass(frozen=True, slots=True)
class Offer:
    """The files of one revision that a pipeline needs; the index is the last."""

    source: str
    revision: str  # the commit
    files: tuple[Noted, ...]

    def address(self, file: Noted) -> str:
        """Where a file is."""
        return hf_hub_url(self.source, file.path, revision=self.revision)


def headers() -> dict[str, str]:
    """What is sent along: the token, where there is one."""
    return {**build_hf_headers(library_name="easel"), "accept-encoding": "identity"}


def asked(source: str, revision: str = "", variant: str = "") -> Offer:
    """What is to be fetched of a repository.

    Raises BadIndex, Strange, those of choosing, and what `translated` makes a sentence of.
    """
    info = HfApi().model_info(
        source, revision=revision or _MAIN, files_metadata=True, timeout=_PATIENCE
    )
    listed = {one.rfilename: one for one in info.siblings or ()}
    chooser = Chooser(source, tuple(listed), variant)
    commit = info.sha or revision or _MAIN
    index = _index(source, commit, chooser.index)
    files = tuple(_noted(source, listed[path]) for path in chooser.needed(index))
    return Offer(source, commit, files)


def _index(source: str, revision: str, name: str) -> dict[str, Any]:
    """The content of the index; of a gated repository it is the first thing that is refused."""
    address = hf_hub_url(source, name, revision=revision)
    answer = get_session().get(address, headers=headers(), timeout=_PATIENCE)
    hf_raise_for_status(answer)
    try:
        return dict(answer.json())
    except (ValueError, TypeError) as error:  # no JSON, or no object
        raise BadIndex(name=name, source=source) from error


def _noted(source: str, file: RepoSibling) -> Noted:
    """A file of the list; raises Strange where its name leads out of the folder."""
    path = PurePosixPath(file.rfilename)
    if path.is_absolute() or ".." in path.parts or "\\" in file.rfilename:
        raise Strange(source=source, path=file.rfilename)
    tag = file.lfs.sha256 if file.lfs else file.blob_id or ""
    if not tag.isalnum():
        raise Strange(source=source, path=file.rfilename)
    return Noted(file.rfilename, tag, file.size)


@contextmanager
def translated(source: str, folder: object, revision: str = "") -> Generator[None]:
    """What the hub, the network and the disk answer becomes an error with a sentence."""
    hub = constants.ENDPOINT
    try:
        yield
    except GatedRepoError as error:
        raise NotGranted(source=source, hub=hub) from error
    except RevisionNotFoundError as error:
        raise NoRevision(source=source, revision=revision or _MAIN) from error
    except (RepositoryNotFoundError, HFValidationError) as error:
        raise NoRepository(source=source, hub=hub) from error
    except HfHubHTTPError as error:
        raise _refused(error, source) from error
    except OfflineModeIsEnabled as error:
        raise Offline(folder=folder) from error
    except (httpx2.TransportError, ConnectionError) as error:
        raise Unreachable(hub=hub, detail=_first_line(error)) from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(folder=folder) from error
        if error.errno is None:  # http_get's own: a file that is not as long as was said
            raise Unreachable(hub=hub, detail=_first_line(error)) from error
        raise NotWritten(folder=folder, detail=error.strerror) from error


def _refused(error: HfHubHTTPError, source: str) -> Broken:
    """What an answer with an error means."""
    status, hub = error.response.status_code, constants.ENDPOINT
    if status == HTTPStatus.UNAUTHORIZED:
        return BadToken(hub=hub)
    if status == HTTPStatus.FORBIDDEN:
        return NotGranted(source=source, hub=hub)
    return HubTrouble(hub=hub, source=source, detail=str(status))


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
