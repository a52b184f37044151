"""Runs a worker: `python -m worker`."""

import signal
import sys
from collections.abc import Callable

STOPPED = 130  # how a shell writes that SIGINT ended a program


def main() -> int:
    """The exit status of the worker."""
    try:
        return _program()()
    except KeyboardInterrupt:
        return STOPPED


def _program() -> Callable[[], int]:
    """What runs, imported. Stopped meanwhile, the process ends at once and says nothing.

    Python would raise KeyboardInterrupt, and the import system's own callbacks swallow some.
    """
    handler = signal.getsignal(signal.SIGINT)
    if handler is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from worker.app import run

    signal.signal(signal.SIGINT, handler)
    return run


if __name__ == "__main__":
    sys.exit(main())
