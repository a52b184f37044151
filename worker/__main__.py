"""Runs a worker: `python -m worker`."""

import sys

STOPPED = 130  # how a shell writes that SIGINT ended a program


def main() -> int:
    """The exit status of the worker; also where it is stopped while it still imports."""
    try:
        from worker.app import run

        return run()
    except KeyboardInterrupt:
        return STOPPED


if __name__ == "__main__":
    sys.exit(main())
