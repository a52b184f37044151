"""What a command goes on from: the result that its file is of, in the thread of that.

There is nothing to reply to on the command line, but files; and what was written says by its
bytes which variant it is.
"""

import asyncio
import json
from dataclasses import replace
from pathlib import Path

from bots.result_files import REPLY
from core.actions import Action
from core.catalogue import Intent
from core.errors import ForgedAction
from core.incoming import Incoming
from core.jobs import Job, Lineage
from core.past import Past, variant_of
from core.ports import Ledger
from core.reapplying import RECALL
from core.recall_words import names_job


async def as_reply(incoming: Incoming, file: Path, name: str, past: Past) -> Incoming:
    """A request about the one picture that it brings, as a reply to the result of which that is a
    variant; as it is where it is of none, or asks for something else. Where another result shall be
    done to it, it comes along, and where it was made is told.

    `name`: the sha256 under which that would be stored which was read from `file`.
    """
    looked = incoming.taken
    if looked is None or not looked.pictures or incoming.action or not incoming.words:
        return incoming
    if not (jobs := await past.of_file([incoming.person], name)):
        return incoming
    beside = await asyncio.to_thread(_written_with, file)
    job = next((one for one in jobs if one.id == beside), jobs[0])
    index = variant_of(job, name)
    if incoming.intent is Intent.RECALL or names_job(incoming.words):
        made = tuple(one.asset for one in job.variants if one.index == index)
        origin = Lineage(job.id, (index,), RECALL)
        return replace(incoming, taken=replace(looked, pictures=made, notes=()), origin=origin)
    mask_alone = replace(looked, pictures=(), notes=(), names=())
    return replace(incoming, reply_to=job.id, variant=index, taken=mask_alone)


async def thread_of(incoming: Incoming, ledger: Ledger) -> str:
    """The id of the channel in which a request goes on; empty where it begins something."""
    origin = incoming.origin.job if incoming.origin else ""
    job = await ledger.job(incoming.reply_to or origin or _pressed(incoming.action))
    return job.spec.place.channel if job and _own(job, incoming) else ""


def _own(job: Job, incoming: Incoming) -> bool:
    place = job.spec.place
    return (place.platform, place.person) == (incoming.platform, incoming.person)


def _pressed(action: str) -> str:
    """The id of the job whose button is pressed; empty where none is."""
    try:
        return Action.unpack(action).job if action else ""
    except ForgedAction:
        return ""  # which the conversation tells


def _written_with(file: Path) -> str:
    """The id of the job that a file was written with, where its folder tells that: of the same
    bytes made twice it tells which."""
    try:
        told = json.loads((file.parent / REPLY).read_text(encoding="utf-8"))
        return str(told["job"])
    except (OSError, ValueError, TypeError, KeyError):
        return ""  # there is no reply, or one of something else
