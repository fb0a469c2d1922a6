"""What ends a command in the middle of its work: Ctrl-C at a moment when nobody could tidy up, and SIGTERM."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator


def end_by_sigterm_too() -> None:
    """Have SIGTERM do what Ctrl-C does, also where a shell has started this in the background, deaf to Ctrl-C.

    Python dies of it at once, and leaves its temporary folders. Does nothing in any thread but the main one.
    """
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _interrupt)


def _interrupt(*_: object) -> None:
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.raise_signal(signal.SIGINT)  # which whoever holds back interrupts holds back


@contextlib.contextmanager
def held_back() -> Iterator[None]:
    """Have an interrupt wait until the block has ended.

    A mask of signals would not do: it is a thread's own, and whichever thread takes a signal, the main one is told.
    A process that is forked in the block and has set a handler of its own keeps it.
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
        if signal.getsignal(signal.SIGINT) is hold:
            signal.signal(signal.SIGINT, signal.SIG_DFL if before is None else before)
            if held:
                signal.raise_signal(signal.SIGINT)
