"""Work shared out among forked processes that may tell each other, half-way, what they have found."""

from __future__ import annotations

import logging
import os
import pickle
import traceback
from collections.abc import Callable, Generator, Sequence
from contextlib import ExitStack, suppress
from itertools import chain
from typing import Any, TypeVar

from helpcentre.run.workers import Workers, WorkersError

Part = TypeVar("Part")
Result = TypeVar("Result")
Work = Generator[Any, list[Any], Result]
"""Yields values that all parts are to know, is given those of all parts in their order, and returns its result."""


def shared_out(work: Callable[[Part], Work[Result]], parts: Sequence[Part], log: logging.Logger) -> list[Result]:
    """Return what `work` makes of each part, in their order, one process a part; the first part is this process's.

    All must yield equally often. Values and results are pickled. What a process says to `log` is said by this one.
    Raises WorkersError if one failed, with what it printed.
    """
    if len(parts) == 1:  # where nothing can fork, too
        return [_result_of(work(parts[0]), lambda value: [value])]
    pipes = [(os.pipe(), os.pipe()) for _ in parts[1:]]
    """Of each other process: what it tells, and what it is told."""
    workers = Workers([str(number) for number in range(1, len(parts))], len(parts), log)
    name = workers.fork()
    if name is not None:
        _be_part(workers, work(parts[int(name)]), pipes, int(name) - 1)
    own: list[Result] = []
    with ExitStack() as stack:
        stack.callback(workers.stop)
        heard = [stack.enter_context(os.fdopen(told[0], "rb")) for told, _ in pipes]
        answers = [stack.enter_context(os.fdopen(answered[1], "wb")) for _, answered in pipes]
        for told, answered in pipes:
            os.close(told[1])
            os.close(answered[0])

        def exchange(value: Any) -> list[Any]:
            values = [value, *(pickle.load(stream) for stream in heard)]
            for stream in answers:
                pickle.dump(values, stream, pickle.HIGHEST_PROTOCOL)
                stream.flush()
            return values

        with suppress(EOFError, BrokenPipeError):  # one of the others ended too soon, and tells why below
            own.append(_result_of(work(parts[0]), exchange))
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


def _be_part(
    workers: Workers, work: Work[Any], pipes: Sequence[tuple[tuple[int, int], tuple[int, int]]], own: int
) -> None:
    """Do a part of the work, tell the parent, and end this process."""
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

            workers.send(_result_of(work, exchange))
    except BaseException:  # nothing may run on the stack that is the parent's
        traceback.print_exc()
        workers.leave(1)
    workers.leave()
