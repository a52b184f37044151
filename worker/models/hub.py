"""What a publisher offers, asked of the hub; whatever goes wrong there is one sentence."""

import errno
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import PurePosixPath
from typing import Any, NamedTuple

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
from worker.engines.diffusion.indexes import Component
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


class NoPart(Broken):
    """{source} says that its {name} is in {other}, and that has no {folder} with files; look for
    another repository of the same model, and put it into the card."""


class Borrowed(NamedTuple):
    """A part of a pipeline that lies in another repository."""

    name: str  # of the part, and of its folder here
    source: str
    revision: str  # the commit
    folder: str  # within that repository; empty for its root


@dataclass(frozen=True, slots=True)
class Offer:
    """The files of one revision that a pipeline needs; the index is the last."""

    source: str
    revision: str  # the commit
    files: tuple[Noted, ...]
    borrowed: tuple[Borrowed, ...] = ()

    def address(self, file: Noted) -> str:
        """Where a file is."""
        for one in self.borrowed:
            if file.path.startswith(f"{one.name}/"):
                path = PurePosixPath(one.folder) / file.path.removeprefix(f"{one.name}/")
                return hf_hub_url(one.source, str(path), revision=one.revision)
        return hf_hub_url(self.source, file.path, revision=self.revision)


def headers() -> dict[str, str]:
    """What is sent along: the token, where there is one."""
    return {**build_hf_headers(library_name="easel"), "accept-encoding": "identity"}


def asked(source: str, revision: str = "", variant: str = "") -> Offer:
    """What is to be fetched of a repository.

    Raises BadIndex, Strange, those of choosing, and what `translated` makes a sentence of.
    """
    commit, listed = _listed(source, revision)
    chooser = Chooser(source, tuple(listed), variant)
    index = _index(source, commit, chooser.index)
    files = tuple(_noted(source, listed[path]) for path in chooser.needed(index))
    borrowed = [_lent(source, one, variant) for one in chooser.elsewhere(index)]
    lent = tuple(file for _, some in borrowed for file in some)
    return Offer(source, commit, (*lent, *files), tuple(one for one, _ in borrowed))


def _listed(source: str, revision: str) -> tuple[str, dict[str, RepoSibling]]:
    """The commit of a repository, and its files."""
    info = HfApi().model_info(
        source, revision=revision or _MAIN, files_metadata=True, timeout=_PATIENCE
    )
    return info.sha or revision or _MAIN, {one.rfilename: one for one in info.siblings or ()}


def _lent(source: str, part: Component, variant: str) -> tuple[Borrowed, tuple[Noted, ...]]:
    """A part of `source` that lies elsewhere, and its files under the names that they get here."""
    with translated(part.source, part.name, part.revision):
        commit, listed = _listed(part.source, part.revision)
    chooser = Chooser(part.source, tuple(listed), part.variant or variant)
    paths = chooser.part(part.folder)
    if not paths:
        told = {"name": part.name, "other": part.source, "folder": part.folder or "root"}
        raise NoPart(source=source, **told)
    found = (_noted(part.source, listed[path]) for path in paths)
    cut = f"{part.folder}/" if part.folder else ""
    renamed = (file._replace(path=f"{part.name}/{file.path.removeprefix(cut)}") for file in found)
    return Borrowed(part.name, part.source, commit, part.folder), tuple(renamed)


def _index(source: str, revision: str, name: str) -> dict[str, Any]:
    """The content of the index; of a gated repository it is the first thing that is refused."""
    address = hf_hub_url(source, name, revision=revision)
    answer = get_session().get(address, headers=headers(), timeout=_PATIENCE)
    hf_raise_for_status(answer)
    try:
        return dict(answer.json())
    except (ValueError, TypeError, RecursionError) as error:  # no JSON, or no object
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
