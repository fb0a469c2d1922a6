"""Ctrl-C at a moment when nobody could tidy up."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator


@contextlib.contextmanager
def held_back() -> Iterator[None]:
    """Have an interrupt wait until the block has ended.

    A mask of signals would not do: it is a thread's own, and whichever thread takes a signal, the main one is told.
    """
    if threading.current_thread() is not threading.main_thread():
        yield  # which is never interrupted
        return
    held = False

    def hold(*_: object) -> None:
        nonlocal held
        held = True

    before = signal.signal(signal.SIGINT, hold)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.SIG_DFL if before is None else before)
        if held:
            signal.raise_signal(signal.SIGINT)
