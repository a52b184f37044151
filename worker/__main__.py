"""Runs a worker: `python -m worker`."""

import sys

from worker.app import run

if __name__ == "__main__":
    sys.exit(run())
