"""Runs the reconciler in the background of a process."""

import asyncio
import logging

from core.errors import NoRedis
from core.ports import Ledger, Queue
from core.reconciler import EVERY, reconcile

log = logging.getLogger("easel.upkeep")


async def keep_reconciled(ledger: Ledger, queue: Queue, every: float = EVERY) -> None:
    """Reconcile at once and every `every` s, until cancelled."""
    while True:
        try:
            repaired = await reconcile(ledger, queue)
        except NoRedis:
            log.debug("Redis is away: the next round does it")
        except Exception:
            log.exception("this round failed, as it does while the database is away")
        else:
            if any(repaired):
                log.info("put back: %d to render, %d to show", *repaired)
        await asyncio.sleep(every)
