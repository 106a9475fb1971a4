"""No process outlives the one that owns it."""

import ctypes
import os
import signal
import sys

# linux/prctl.h
PR_SET_PDEATHSIG = 1


def end_with_parent(parent: int = 0) -> None:
    """Ask the kernel for SIGTERM when our parent dies, however it dies (Linux, prctl(2)).

    `parent` is who started us, where it said so: it may have died before we looked, and whoever adopted us
    then would be taken for it.
    """
    if not sys.platform.startswith("linux"):
        return
    parent = parent or os.getppid()
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    if os.getppid() != parent:
        # It died before the kernel knew of our wish.
        os.kill(os.getpid(), signal.SIGTERM)
