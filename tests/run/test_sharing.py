"""Work shared out among processes: results in the order of the parts, what is told half-way, and failures."""

from __future__ import annotations

import logging
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpcentre.run.sharing import Work, shared_out
from helpcentre.run.workers import WorkersError

LOG = logging.getLogger("tests.sharing")


@pytest.fixture(autouse=True)
def nothing_left_over() -> Iterator[None]:
    before = set(Path("/proc/self/fd").iterdir())
    yield
    assert set(Path("/proc/self/fd").iterdir()) == before
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@pytest.mark.parametrize("count", [1, 2, 5])
def test_results_stand_in_the_order_of_the_parts(count: int) -> None:
    def work(part: int) -> Work[tuple[int, int]]:
        return part * part, os.getpid()
        yield

    results = shared_out(work, list(range(count)), LOG)
    assert [square for square, _ in results] == [n * n for n in range(count)]
    processes = [process for _, process in results]
    assert processes[0] == os.getpid()
    assert len(set(processes)) == count


def test_every_part_is_told_what_all_have_found() -> None:
    large = 1_000_000  # more than a pipe holds

    def work(part: int) -> Work[list[int]]:
        sizes = yield "x" * (large + part)
        again = yield [len(text) for text in sizes]
        assert all(found == again[0] for found in again)
        return list(again[0])

    assert shared_out(work, [0, 1, 2], LOG) == [[large, large + 1, large + 2]] * 3


def test_what_a_process_says_is_said_here(caplog: pytest.LogCaptureFixture) -> None:
    def work(part: int) -> Work[None]:
        LOG.warning("part %d", part)
        return None
        yield

    with caplog.at_level(logging.WARNING, LOG.name):
        shared_out(work, [0, 1, 2], LOG)
    assert [record.getMessage() for record in caplog.records] == ["part 0", "part 1", "part 2"]


def test_a_part_that_fails_says_why() -> None:
    def work(part: int) -> Work[None]:
        if part == 1:
            raise ValueError("no such thing")
        yield part

    with pytest.raises(WorkersError, match="no such thing"):
        shared_out(work, [0, 1], LOG)


def test_the_first_part_fails_as_any_function_does() -> None:
    def work(part: int) -> Work[None]:
        if part == 0:
            raise ValueError("no such thing")
        yield part

    with pytest.raises(ValueError, match="no such thing"):
        shared_out(work, [0, 1], LOG)


def test_a_killed_part_is_told() -> None:
    def work(part: int) -> Work[None]:
        if part == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        yield part

    with pytest.raises(WorkersError, match="SIGKILL"):
        shared_out(work, [0, 1, 2], LOG)
