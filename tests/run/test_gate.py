"""A gate that one process holds keeps the others out, and opens when its holder is killed."""

from __future__ import annotations

import os
import signal

from helpcentre.run.gate import Gate


def test_a_gate_keeps_others_out_until_its_holder_is_gone() -> None:
    gate = Gate()
    inside, tell = os.pipe()
    holder = os.fork()
    if holder == 0:
        with gate.held():
            os.write(tell, b"1")
            signal.pause()
    assert os.read(inside, 1) == b"1"
    waiting = os.fork()
    if waiting == 0:
        with gate.held():
            os.write(tell, b"2")
        os._exit(0)
    os.set_blocking(inside, False)
    assert os.waitpid(waiting, os.WNOHANG) == (0, 0)
    try:
        early = os.read(inside, 1)
    except BlockingIOError:
        early = b""
    assert early == b""

    os.kill(holder, signal.SIGKILL)
    os.waitpid(holder, 0)
    assert os.waitpid(waiting, 0)[1] == 0
    assert os.read(inside, 1) == b"2"
    with gate.held():
        pass
    gate.close()
    os.close(inside)
    os.close(tell)
