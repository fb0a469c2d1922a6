"""Work shared out among forked processes that may tell each other, half-way, what they have found."""

from __future__ import annotations

import logging
import os
import pickle
import traceback
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack, suppress
from itertools import chain
from struct import Struct
from typing import Any, TypeVar

from helpcentre.run.workers import Workers, WorkersError

Unit = TypeVar("Unit")
Result = TypeVar("Result")
Work = Generator[Any, list[Any], Result]
"""Yields values that all processes are to know, is given those of all in their order, and returns its result."""

_NUMBER = Struct("=I")
MOST_UNITS = 1_000
"""Of a queue: so many numbers fit in the smallest pipe there is, a page of memory (pipe(7)), before anybody reads."""


def shared_out(
    work: Callable[..., Work[Result]],
    queues: Sequence[Sequence[Unit]],
    processes: int,
    log: logging.Logger,
    meanwhile: Callable[[], object] | None = None,
    *,
    apart: bool = False,
) -> list[Result]:
    """Return what `work` returns in each of so many processes; this process is the first, unless they are `apart`.

    `work` is given an iterator over each queue, which draws the next unit that no other process has drawn: who is
    done sooner draws more. `meanwhile` is called in this process only, before its share of the work.
    Apart, nothing of the work is left in this process's memory, of which all that are forked later have a copy.
    All must yield equally often. Values and results are pickled. What a process says to `log` is said by this one.
    Raises WorkersError if a process failed, with what it printed.
    """
    if processes == 1:  # where nothing can fork, too
        if meanwhile is not None:
            meanwhile()
        return [_result_of(work(*map(iter, queues)), lambda value: [value])]
    with ExitStack() as stack:
        draws = [_drawn_by_all(queue, stack) for queue in queues]
        return _in_processes(lambda: work(*draws), processes, log, meanwhile, apart=apart)


def _drawn_by_all(queue: Sequence[Unit], stack: ExitStack) -> Iterator[Unit]:
    """Return an iterator that yields each unit to one process only, of all that are forked from here on."""
    if len(queue) > MOST_UNITS:
        raise ValueError(f"{len(queue)} units of work, expected at most {MOST_UNITS}")
    numbers, tell = os.pipe()
    os.write(tell, b"".join(map(_NUMBER.pack, range(len(queue)))))
    os.close(tell)
    stack.callback(os.close, numbers)

    def draw() -> Iterator[Unit]:
        while number := os.read(numbers, _NUMBER.size):
            yield queue[_NUMBER.unpack(number)[0]]

    return draw()


def _in_processes(
    work: Callable[[], Work[Result]],
    count: int,
    log: logging.Logger,
    meanwhile: Callable[[], object] | None,
    *,
    apart: bool,
) -> list[Result]:
    others = count if apart else count - 1
    pipes = [(os.pipe(), os.pipe()) for _ in range(others)]
    """Of each other process: what it tells, and what it is told."""
    workers = Workers([str(number) for number in range(others)], others + 1, log)
    name = workers.fork()
    if name is not None:
        _be_one(workers, work, pipes, int(name))
    own: list[Result] = []
    with ExitStack() as stack:
        stack.callback(workers.stop)
        heard = [stack.enter_context(os.fdopen(told[0], "rb")) for told, _ in pipes]
        answers = [stack.enter_context(os.fdopen(answered[1], "wb")) for _, answered in pipes]
        for told, answered in pipes:
            os.close(told[1])
            os.close(answered[0])

        def exchange(*value: Any) -> list[Any]:
            values = [*value, *(pickle.load(stream) for stream in heard)]
            for stream in answers:
                pickle.dump(values, stream, pickle.HIGHEST_PROTOCOL)
                stream.flush()
            return values

        if meanwhile is not None:
            meanwhile()
        with suppress(EOFError, BrokenPipeError):  # one of the others ended too soon, and tells why below
            while apart:
                exchange()
            own.append(_result_of(work(), exchange))
        results = workers.wait()
    for record in chain.from_iterable(result.records for result in results):
        if log.isEnabledFor(record.levelno):
            log.callHandlers(record)
    # What was stopped was so because another failed.
    for result in sorted((one for one in results if one.state != "done"), key=lambda one: one.state == "stopped"):
        raise WorkersError(f"a process that shared the work {result.reason}: {result.output.strip()}")
    return [*own, *(result.values[0] for result in results)]


def _result_of(work: Work[Result], exchange: Callable[[Any], list[Any]]) -> Result:
    try:
        value = next(work)
        while True:
            value = work.send(exchange(value))
    except StopIteration as end:
        result: Result = end.value
        return result


def _be_one(
    workers: Workers,
    work: Callable[[], Work[Any]],
    pipes: Sequence[tuple[tuple[int, int], tuple[int, int]]],
    own: int,
) -> None:
    """Do this process's share of the work, tell the parent, and end."""
    try:
        for number, (told, answered) in enumerate(pipes):
            for descriptor in (told[0], answered[1], *(() if number == own else (told[1], answered[0]))):
                os.close(descriptor)
        with os.fdopen(pipes[own][0][1], "wb") as tell, os.fdopen(pipes[own][1][0], "rb") as hear:

            def exchange(value: Any) -> list[Any]:
                pickle.dump(value, tell, pickle.HIGHEST_PROTOCOL)
                tell.flush()
                values: list[Any] = pickle.load(hear)
                return values

            workers.send(_result_of(work(), exchange))
    except BaseException:  # nothing may run on the stack that is the parent's
        traceback.print_exc()
        workers.leave(1)
    workers.leave()
