"""Forked jobs: what they say arrives, in order and whole; none is left over, however things end."""

import gc
import logging
import os
import select
import subprocess
import sys
import threading
import time

import pytest

from helpcentre.run.messages import MessageReader, MessageWriter
from helpcentre.run.workers import WorkerResult, Workers, WorkersError, default_slots
from processes import until
from run.forked_jobs import Job, forked, run

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="reads /proc"),
    pytest.mark.usefixtures("nothing_left_over"),
]

# --- what arrives


def test_results_come_in_the_order_of_the_names_whatever_finishes_first(logger: logging.Logger) -> None:
    wait, tell = os.pipe()
    order: list[tuple[str, int, int]] = []

    def on_done(result: WorkerResult, done: int, total: int) -> None:
        order.append((result.name, done, total))
        if result.name == "last":
            os.write(tell, b"!")

    jobs: dict[str, Job] = {
        "first": lambda w: os.read(wait, 1),
        "middle": lambda w: None,
        "last": lambda w: None,
    }
    results = run(jobs, 4, logger, on_done=on_done)
    os.close(wait)
    os.close(tell)
    assert [(result.name, result.state, result.exit_code) for result in results] == [
        ("first", "done", 0),
        ("middle", "done", 0),
        ("last", "done", 0),
    ]
    assert [done for _, done, _ in order] == [1, 2, 3]
    assert {total for *_, total in order} == {3}
    finished = [name for name, *_ in order]
    assert finished.index("last") < finished.index("first")
    assert all(result.reason == "" and 0 < result.seconds < 10 for result in results)


def test_output_records_and_values(logger: logging.Logger) -> None:
    below = logging.getLogger("tests.workers.below")

    def job(w: Workers) -> None:
        print("printed")
        below.warning("%d links of %s", 3, "a.md")
        w.send({"pages": 12})
        print("to stderr", file=sys.stderr)
        logger.info("second")
        logger.debug("not made")
        try:
            raise ValueError("bad")
        except ValueError:
            logger.exception("third", extra={"lock": threading.Lock(), "path": "b.md"})
        subprocess.run(["echo", "from a child of mine"], check=True)
        os.write(1, "ж\xff".encode("latin-1", "replace") + b"\n")
        print("العربية \ud800", end="")
        w.send(None)

    logger.addHandler(logging.StreamHandler(sys.stderr))
    (result,) = run({"job": job}, 2, logger)
    assert result.output.splitlines() == [
        "printed",
        "to stderr",
        "from a child of mine",
        "?\ufffd",
        "العربية \\ud800",
    ]
    assert result.values == ({"pages": 12}, None)
    assert [(r.name, r.levelname, r.getMessage().splitlines()[0]) for r in result.records] == [
        ("tests.workers.below", "WARNING", "3 links of a.md"),
        ("tests.workers", "INFO", "second"),
        ("tests.workers", "ERROR", "third"),
    ]
    assert result.records[2].getMessage().endswith("ValueError: bad")
    assert vars(result.records[2])["path"] == "b.md"
    assert result.records[0].process != os.getpid()


@pytest.mark.parametrize("slots", [1, 2, 5])
def test_every_record_and_every_byte_arrives_through_full_pipes(slots: int, logger: logging.Logger) -> None:
    line = "x" * 99 + "\n"

    def talk(w: Workers) -> None:
        for number in range(1000):
            sys.stdout.write(line * 10)
            logger.info("%d %s", number, "y" * 300)
        w.send(b"z" * 1_000_000)

    results = run(dict.fromkeys("abcd", talk), slots, logger)
    for result in results:
        assert result.output == line * 10_000
        assert [int(record.getMessage().split()[0]) for record in result.records] == list(range(1000))
        assert len(result.values[0]) == 1_000_000


def test_the_parents_logging_and_output_stay_its_own(logger: logging.Logger, capfd: pytest.CaptureFixture[str]) -> None:
    handler = logging.StreamHandler(sys.stderr)
    logger.addHandler(handler)
    streams = sys.stdout, sys.stderr
    run({"a": lambda w: logger.info("in the child")}, 2, logger)
    assert logger.handlers == [handler]
    assert logger.propagate
    assert (sys.stdout, sys.stderr) == streams
    assert capfd.readouterr() == ("", "")


def test_a_record_is_not_also_said_by_handlers_further_up(logger: logging.Logger) -> None:
    class Loud(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            os.write(2, b"said twice")

    above, loud = logging.getLogger("tests"), Loud()
    above.addHandler(loud)
    (result,) = run({"a": lambda w: logger.info("once")}, 2, logger)
    above.removeHandler(loud)
    assert (len(result.records), result.output) == (1, "")


def test_no_child_holds_the_pipes_of_another(logger: logging.Logger) -> None:
    results = run(dict.fromkeys("abcd", lambda w: w.send(len(os.listdir("/proc/self/fd")))), 2, logger)  # noqa: PTH208
    assert len({result.values for result in results}) == 1


def test_messages_are_read_whole_however_the_bytes_come() -> None:
    reader, writer = os.pipe()
    sender = MessageWriter(writer)
    sender.write("value", {"a": 1})
    sender.write("leave", None)
    data = os.read(reader, 1 << 16)
    os.close(reader)
    os.close(writer)
    for size in (1, 7, len(data)):
        messages = MessageReader()
        got = [m for at in range(0, len(data), size) for m in messages.feed(data[at : at + size])]
        assert got == [("value", {"a": 1}), ("leave", None)]
    broken = MessageReader()
    assert next(broken.feed(data[:8] + b"?" * (len(data) - 8)))[0] == "unreadable"


def test_a_value_that_cannot_be_sent_is_the_senders_error(logger: logging.Logger) -> None:
    (result,) = run({"a": lambda w: w.send(threading.Lock())}, 2, logger)
    assert (result.state, result.exit_code) == ("failed", 1)
    assert "cannot pickle" in result.output


# --- slots


@pytest.mark.parametrize("slots", [1, 2, 3])
def test_never_more_at_once_than_there_are_slots(slots: int, logger: logging.Logger) -> None:
    def job(w: Workers) -> None:
        began = time.monotonic()
        time.sleep(0.03)
        w.send((began, time.monotonic()))

    made = forked(dict.fromkeys("abcdefg", job), slots, logger)
    began = time.monotonic()
    time.sleep(0.1)
    spans = [(began, time.monotonic())]
    made.release()
    made.release()
    results = made.wait()
    spans += [result.values[0] for result in results]
    at_once = [sum(start <= moment < end for start, end in spans) for moment, _ in spans]
    assert max(at_once) == slots  # time.monotonic is one clock for all processes
    if slots == 1:
        assert min(start for start, _ in spans[1:]) >= spans[0][1]
        assert [result.values for result in results] == sorted(result.values for result in results)


@pytest.mark.parametrize("released", [False, True])
def test_jobs_run_side_by_side_and_the_parents_slot_counts(released: bool, logger: logging.Logger) -> None:
    pipes = [os.pipe() for _ in range(3)]

    def meet(mine: int) -> Job:
        def job(w: Workers) -> None:
            for _ in pipes:
                os.write(pipes[mine][1], b"!")
            for reader, _ in pipes:
                assert select.select([reader], [], [], 10 if released else 0.4)[0], "the others never came"
                os.read(reader, 1)

        return job

    made = forked({name: meet(number) for number, name in enumerate("abc")}, 3, logger)
    if released:
        made.release()
    else:
        until(lambda: made.failed)  # the parent keeps its slot: only two of the three can run
    results = made.wait()
    for pipe in pipes:
        for descriptor in pipe:
            os.close(descriptor)
    assert all(result.state == "done" for result in results) is released


@pytest.mark.parametrize(
    ("set_to", "slots"),
    [("1", 1), (" 7 ", 7), ("", None), (None, None)],
    ids=["one", "spaces", "empty", "unset"],
)
def test_default_slots(set_to: str | None, slots: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HELPCENTRE_JOBS", raising=False)
    if set_to is not None:
        monkeypatch.setenv("HELPCENTRE_JOBS", set_to)
    assert default_slots() == (slots or len(os.sched_getaffinity(0)))


@pytest.mark.parametrize("wrong", ["0", "-1", "two", "1.5", "²"])
def test_default_slots_refuses(wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HELPCENTRE_JOBS", wrong)
    with pytest.raises(WorkersError, match=f"HELPCENTRE_JOBS is '{wrong}'; expected a whole number"):
        default_slots()


# --- again and again, and from a thread


def rounds(logger: logging.Logger, count: int) -> list[str]:
    seen: list[str] = []
    for number in range(count):
        results = run({name: lambda w, n=number: w.send(n) for name in "abc"}, 2, logger)  # type: ignore[misc]
        assert [result.values for result in results] == [(number,)] * 3
        seen += [result.state for result in results]
    return seen


def test_many_rounds_in_one_process(logger: logging.Logger) -> None:
    frozen = gc.get_freeze_count()
    assert rounds(logger, 40) == ["done"] * 120
    assert gc.get_freeze_count() <= frozen


def test_from_a_thread(logger: logging.Logger) -> None:
    seen: list[str] = []
    thread = threading.Thread(target=lambda: seen.extend(rounds(logger, 10)))
    thread.start()
    thread.join()
    assert seen == ["done"] * 30
