from __future__ import annotations

import os
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from helpcentre.run.interrupts import end_by_sigterm_too, held_back


def test_an_interrupt_waits_until_the_block_has_ended() -> None:
    done = []

    def work() -> None:
        with held_back():
            os.kill(os.getpid(), signal.SIGINT)
            done.append("all of it")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert done == ["all of it"]


def test_it_waits_whichever_thread_takes_the_signal() -> None:
    done = []
    ended = threading.Event()
    other = threading.Thread(target=ended.wait)
    other.start()

    def work() -> None:
        with held_back():
            signal.pthread_kill(other.ident or 0, signal.SIGINT)
            time.sleep(0.1)
            done.append("all of it")

    try:
        with pytest.raises(KeyboardInterrupt):
            work()
    finally:
        ended.set()
        other.join()
    assert done == ["all of it"]


@pytest.mark.parametrize("ctrl_c", [signal.default_int_handler, signal.SIG_IGN], ids=["heard", "not heard"])
def test_sigterm_does_what_ctrl_c_does_and_waits_as_it_does(ctrl_c: Any) -> None:
    done = []
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def work() -> None:
        with held_back():
            os.kill(os.getpid(), signal.SIGTERM)
            done.append("all of it")
        os.kill(os.getpid(), signal.SIGTERM)

    try:
        signal.signal(signal.SIGINT, ctrl_c)
        end_by_sigterm_too()
        with pytest.raises(KeyboardInterrupt):
            work()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    assert done == ["all of it"]


def test_another_thread_holds_nothing_back() -> None:
    with ThreadPoolExecutor() as pool:
        pool.submit(held_back().__enter__).result()


@pytest.mark.parametrize("handler", [signal.default_int_handler, signal.SIG_IGN])
def test_nothing_is_held_back_afterwards(handler: Any) -> None:
    before = signal.signal(signal.SIGINT, handler)
    try:
        with held_back():
            pass
        assert signal.getsignal(signal.SIGINT) is handler
    finally:
        signal.signal(signal.SIGINT, before)
