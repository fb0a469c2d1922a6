"""Forked jobs that fail, hang, are killed or cannot be started: it is told, nothing is waited for in vain."""

import logging
import os
import signal
import subprocess
import sys
import time

import pytest

from helpcentre.run import supervisor
from helpcentre.run.workers import ForkUnavailableError, Workers, WorkersError
from processes import children_of
from run.forked_jobs import forked, run

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="reads /proc"),
    pytest.mark.usefixtures("nothing_left_over"),
]


def sleep(w: Workers) -> None:
    time.sleep(60)


def test_the_first_failure_ends_the_others(logger: logging.Logger) -> None:
    def fail(w: Workers) -> None:
        logger.error("no such page")
        w.leave(3)

    results = run({"asleep": sleep, "failing": fail, "never": sleep}, 2, logger)
    assert [(r.name, r.state, r.exit_code, r.signal) for r in results] == [
        ("asleep", "stopped", None, signal.SIGTERM),
        ("failing", "failed", 3, None),
        ("never", "stopped", None, signal.SIGTERM),
    ]
    assert [record.getMessage() for record in results[1].records] == ["no such page"]
    assert [result.reason for result in results] == [
        "was stopped before it had finished",
        "ended with exit code 3",
        "was stopped before it had finished",
    ]
    assert results[2].seconds == 0.0


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGUSR1, signal.SIGINT])
@pytest.mark.parametrize("slots", [1, 2])
def test_a_killed_job_is_a_failure_and_holds_up_nobody(
    slots: int, number: signal.Signals, logger: logging.Logger
) -> None:
    def die(w: Workers) -> None:
        print("last words", flush=True)
        os.kill(os.getpid(), number)

    results = run({"dying": die, "next": sleep, "more": sleep}, slots, logger)
    assert (results[0].state, results[0].signal, results[0].exit_code) == ("failed", number, None)
    assert results[0].reason == f"was killed by {number.name}"
    assert results[0].output == "last words\n"
    assert [result.state for result in results[1:]] == ["stopped", "stopped"]


def test_a_job_deaf_to_sigterm_is_killed(logger: logging.Logger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "GRACE_SECONDS", 0.1)
    ready, tell = os.pipe()

    def deaf(w: Workers) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        os.write(tell, b"!")
        sleep(w)

    def fail(w: Workers) -> None:
        os.read(ready, 1)
        w.leave(1)

    results = run({"deaf": deaf, "failing": fail}, 3, logger)
    os.close(ready)
    os.close(tell)
    assert (results[0].state, results[0].signal) == ("stopped", signal.SIGKILL)


def test_a_job_that_closes_all_its_files_is_not_waited_for_for_ever(
    logger: logging.Logger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "GRACE_SECONDS", 0.1)

    def close(w: Workers) -> None:
        os.closerange(0, 1000)
        time.sleep(60)

    (result,) = run({"a": close}, 2, logger)
    assert (result.state, result.signal) == ("failed", signal.SIGKILL)


def test_a_grandchild_that_keeps_the_output_open_is_not_waited_for(logger: logging.Logger) -> None:
    (result,) = run({"a": lambda w: w.send(subprocess.Popen(["sleep", "60"]).pid)}, 2, logger)
    assert result.state == "done"
    os.kill(result.values[0], signal.SIGKILL)


def test_what_on_done_raises_comes_out_of_wait(logger: logging.Logger) -> None:
    made = forked(dict.fromkeys("ab", lambda w: None), 2, logger, on_done=lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        made.wait()


def test_a_process_that_cannot_be_started(logger: logging.Logger, monkeypatch: pytest.MonkeyPatch) -> None:
    fork, calls = os.fork, iter(range(9))

    def refuse() -> int:
        if next(calls) == 2:
            raise BlockingIOError(11, "Resource temporarily unavailable")
        return fork()

    monkeypatch.setattr(os, "fork", refuse)
    with pytest.raises(WorkersError, match=r"process for c could not be started.*temporarily unavailable"):
        forked(dict.fromkeys("abcd", sleep), 2, logger)


def test_a_system_without_fork(logger: logging.Logger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fork")
    with pytest.raises(ForkUnavailableError, match="WSL"):
        Workers(["a"], 2, logger).fork()


@pytest.mark.parametrize(("names", "slots", "message"), [(["a", "a"], 2, "different names"), (["a"], 0, "slots")])
def test_refused(names: list[str], slots: int, message: str, logger: logging.Logger) -> None:
    with pytest.raises(WorkersError, match=message):
        Workers(names, slots, logger)


def test_each_side_of_the_fork_has_its_own_methods(logger: logging.Logger) -> None:
    def child(w: Workers) -> None:
        w.stop()  # does nothing here
        for act in (w.release, w.wait, w.fork):
            with pytest.raises(WorkersError):
                act()

    made = forked({"a": child}, 2, logger)
    for act in (made.leave, lambda: made.send(1), made.fork):
        with pytest.raises(WorkersError):
            act()
    assert [result.state for result in made.wait()] == ["done"]


def test_stop_kills_and_reaps_and_may_be_called_again(logger: logging.Logger) -> None:
    others = children_of(os.getpid())
    made = forked(dict.fromkeys("abc", sleep), 2, logger)
    assert len(children_of(os.getpid()) - others) == 3
    made.stop()
    assert children_of(os.getpid()) <= others
    made.stop()
    made.release()
    assert [result.state for result in made.wait()] == ["stopped"] * 3
    made.stop()


def test_stop_before_fork_and_jobs_without_names(logger: logging.Logger) -> None:
    made = Workers([], 2, logger)
    made.stop()
    assert made.fork() is None
    made.release()
    assert made.wait() == []
