from __future__ import annotations

import os
import signal

import pytest

from helpcentre.run.interrupts import held_back


def test_an_interrupt_waits_until_the_block_has_ended() -> None:
    done = []

    def work() -> None:
        with held_back():
            os.kill(os.getpid(), signal.SIGINT)
            done.append("all of it")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert done == ["all of it"]


def test_nothing_is_held_back_afterwards() -> None:
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    with held_back():
        pass
    assert signal.pthread_sigmask(signal.SIG_BLOCK, ()) == before
