"""A process that Ctrl-C ends, also where the tests run in the background, whose processes are born deaf to it."""

from __future__ import annotations

import signal

__all__ = ["interruptible"]


def interruptible() -> None:
    """What a process is to do before it begins: hear of Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
