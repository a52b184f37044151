"""Child processes that end with their parent, even when that is killed."""

import os
import sys
from collections.abc import Sequence

# Becomes the command after it asked Linux to end it with its parent (unless that is gone by now).
# prctl(2): PR_SET_PDEATHSIG is 1.
_ASK = """
import ctypes, os, signal, sys
ctypes.CDLL(None).prctl(1, signal.SIGTERM)
if os.getppid() == int(sys.argv[1]):
    os.execv(sys.argv[2], sys.argv[2:])
"""


def with_parent(command: Sequence[str]) -> list[str]:
    """The command for a child that gets SIGTERM when the thread that starts it is gone.

    Only Linux can do that; elsewhere this is the command itself.
    """
    if sys.platform != "linux":
        return list(command)
    return [sys.executable, "-I", "-S", "-c", _ASK, str(os.getpid()), *command]
