"""Work shared out among processes: who does what, what is told half-way, and failures."""

from __future__ import annotations

import logging
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from helpcentre.run.sharing import MOST_UNITS, Work, shared_out
from helpcentre.run.workers import WorkersError
from processes import children_of

LOG = logging.getLogger("tests.sharing")


@pytest.fixture(autouse=True)
def nothing_left_over() -> Iterator[None]:
    before, children = set(Path("/proc/self/fd").iterdir()), children_of(os.getpid(), ended=True)
    yield
    assert set(Path("/proc/self/fd").iterdir()) == before
    assert children_of(os.getpid(), ended=True) <= children


@pytest.mark.parametrize("apart", [False, True])
@pytest.mark.parametrize("processes", [1, 2, 5])
@pytest.mark.parametrize("count", [0, 1, 100])
def test_each_unit_is_drawn_once(processes: int, count: int, apart: bool) -> None:
    def work(squares: Iterator[int], texts: Iterator[str]) -> Work[tuple[list[int], list[str], int]]:
        drawn = [number * number for number in squares]
        yield None
        return drawn, list(texts), os.getpid()

    units = list(range(count))
    results = shared_out(work, [units, [str(n) for n in units]], processes, LOG, apart=apart)
    assert sorted(square for squares, _, _ in results for square in squares) == [n * n for n in units]
    assert sorted(int(text) for _, texts, _ in results for text in texts) == units
    assert [process == os.getpid() for *_, process in results].count(True) == (not apart or processes == 1)
    assert len({process for _, _, process in results}) == processes


def test_who_is_done_sooner_draws_more() -> None:
    gone, here = os.pipe()

    def work(units: Iterator[int]) -> Work[list[int]]:
        drawn = list(units)
        if drawn:
            os.write(here, b".")
        return drawn
        yield

    def wait_for_the_other() -> None:
        os.read(gone, 1)

    own, other = shared_out(work, [range(20)], 2, LOG, meanwhile=wait_for_the_other)
    os.close(gone)
    os.close(here)
    assert own == []
    assert other == list(range(20))


def test_more_units_than_a_queue_holds_are_refused() -> None:
    def work(units: Iterator[int]) -> Work[int]:
        return sum(1 for _ in units)
        yield

    assert sum(shared_out(work, [range(MOST_UNITS)], 2, LOG)) == MOST_UNITS
    with pytest.raises(ValueError, match=f"expected at most {MOST_UNITS}"):
        shared_out(work, [range(MOST_UNITS + 1)], 2, LOG)


@pytest.mark.parametrize("processes", [1, 3])
def test_meanwhile_is_done_once_and_here(processes: int) -> None:
    done: list[int] = []

    def work(_: Iterator[int]) -> Work[list[int]]:
        return done
        yield

    results = shared_out(work, [[]], processes, LOG, meanwhile=lambda: done.append(os.getpid()))
    assert results == [[os.getpid()], *([[]] * (processes - 1))]


@pytest.mark.parametrize("apart", [False, True])
def test_every_process_is_told_what_all_have_found(apart: bool) -> None:
    large = 1_000_000  # more than a pipe holds

    def work(_: Iterator[int]) -> Work[list[int]]:
        sizes = yield "x" * large
        again = yield [len(text) for text in sizes]
        assert all(found == again[0] for found in again)
        return list(again[0])

    assert shared_out(work, [[]], 3, LOG, apart=apart) == [[large] * 3] * 3


def test_what_a_process_says_is_said_here(caplog: pytest.LogCaptureFixture) -> None:
    def work(units: Iterator[int]) -> Work[None]:
        for unit in units:
            LOG.warning("unit %d", unit)
        return None
        yield

    with caplog.at_level(logging.WARNING, LOG.name):
        shared_out(work, [range(3)], 3, LOG)
    assert sorted(record.getMessage() for record in caplog.records) == ["unit 0", "unit 1", "unit 2"]


def failing_elsewhere(fail: Callable[[], None]) -> Callable[[Iterator[int]], Work[None]]:
    home = os.getpid()

    def work(_: Iterator[int]) -> Work[None]:
        if os.getpid() != home:
            fail()
        yield None

    return work


def refuse() -> None:
    raise ValueError("no such thing")


@pytest.mark.parametrize("apart", [False, True])
def test_a_process_that_fails_says_why(apart: bool) -> None:
    with pytest.raises(WorkersError, match="no such thing"):
        shared_out(failing_elsewhere(refuse), [[]], 2, LOG, apart=apart)


@pytest.mark.parametrize("apart", [False, True])
def test_a_killed_process_is_told(apart: bool) -> None:
    with pytest.raises(WorkersError, match="SIGKILL"):
        shared_out(failing_elsewhere(lambda: os.kill(os.getpid(), signal.SIGKILL)), [[]], 3, LOG, apart=apart)


@pytest.mark.parametrize("meanwhile", [True, False])
def test_this_process_fails_as_any_function_does(meanwhile: bool) -> None:
    home = os.getpid()

    def work(_: Iterator[int]) -> Work[None]:
        if os.getpid() == home:
            refuse()
        yield None

    with pytest.raises(ValueError, match="no such thing"):
        shared_out(work, [[]], 2, LOG, meanwhile=refuse if meanwhile else None)
