"""A program that forks workers and then is killed, interrupted or badly written, for test_workers_programs.

Run as `python workers_driver.py WHAT FOLDER`. A job that runs makes a file with its process id in FOLDER.
"""

import atexit
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from helpcentre.run.workers import Workers

LONG = 60


def forked(folder: Path, slots: int) -> Workers:
    """Return workers whose three jobs last longer than the test."""
    workers = Workers(["a", "b", "c"], slots, logging.getLogger("driver"))
    if workers.fork() is not None:
        (folder / str(os.getpid())).touch()
        time.sleep(LONG)
        workers.leave()
    return workers


def waiting(folder: Path, slots: int) -> None:
    """Wait for the jobs; Ctrl-C is what is expected."""
    workers = forked(folder, slots)
    try:
        workers.wait()
    except KeyboardInterrupt:
        print("interrupted", flush=True)


def busy(folder: Path) -> None:
    """Be at the own share of the work, as a caller that tidies up by `stop` alone."""
    workers = forked(folder, 4)
    try:
        time.sleep(LONG)
    except KeyboardInterrupt:
        workers.stop()
        workers.stop()
        print("interrupted", flush=True)


def at_the_fork(folder: Path) -> None:
    """Meet Ctrl-C in a function that Python calls around a fork, whose exceptions it tells and forgets."""

    def interrupt() -> None:
        os.kill(os.getpid(), signal.SIGINT)  # taken by the other thread, told to this one
        time.sleep(0.1)

    threading.Thread(target=time.sleep, args=[LONG], daemon=True).start()
    os.register_at_fork(after_in_parent=interrupt)
    workers = Workers(["a"], 2, logging.getLogger("driver"))
    try:
        if workers.fork() is not None:
            time.sleep(LONG)
    except KeyboardInterrupt:
        workers.stop()
        print("interrupted", flush=True)


def in_thread(folder: Path) -> None:
    """Fork from a thread, as a preview does, while the main thread waits."""
    threading.Thread(target=lambda: waiting(folder, 4), daemon=True).start()
    try:
        time.sleep(LONG)
    except KeyboardInterrupt:
        print("interrupted", flush=True)


def forgetful(folder: Path) -> None:
    """End without having waited."""
    forked(folder, 4)
    while len(list(folder.iterdir())) < 3:
        time.sleep(0.01)


def astray(folder: Path) -> None:
    """Let jobs end in all the ways that are not `leave`; an exit handler belongs to the parent."""
    atexit.register(lambda: (folder / f"exit handler {os.getpid() == parent}").touch())
    parent = os.getpid()
    ways: dict[str, Callable[[], object]] = {
        "return": lambda: None,
        "sys.exit": lambda: sys.exit(0),
        "os._exit": lambda: os._exit(0),
        "exception": lambda: 1 / 0,
        "KeyboardInterrupt": lambda: signal.raise_signal(signal.SIGINT),
    }
    for way, act in ways.items():
        workers = Workers([way], 2, logging.getLogger("driver"))
        name = workers.fork()
        if name is not None:
            act()
            return
        (result,) = workers.wait()
        said = result.output.strip().splitlines()
        print(f"{way}: {result.state}, {result.reason}: {said[-2:-1]}", flush=True)


if __name__ == "__main__":
    what, folder = sys.argv[1], Path(sys.argv[2])
    {
        "waiting": lambda: waiting(folder, 4),
        "waiting, one slot": lambda: waiting(folder, 1),
        "busy": lambda: busy(folder),
        "at the fork": lambda: at_the_fork(folder),
        "in a thread": lambda: in_thread(folder),
        "forgetful": lambda: forgetful(folder),
        "astray": lambda: astray(folder),
    }[what]()
