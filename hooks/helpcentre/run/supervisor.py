"""The parent's side of forked workers: one thread that listens to them, gives slots, ends and reaps them.

Everything that concerns a child's life happens in this one thread. So no pipe is ever full for long, a
slot comes back however its holder ended (a shared pipe of tokens would lose that of a killed child), and
no signal goes to a process id that another thread has just reaped.
"""

import contextlib
import logging
import os
import selectors
import signal
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from helpcentre.run.messages import MessageReader

State = Literal["done", "failed", "stopped"]

GRACE_SECONDS = 2.0
"""How long a child has to follow SIGTERM before SIGKILL."""

_CHUNK = 1 << 16
_PIPE_CHUNKS = 64
"""More than a pipe can hold: enough to empty what a dead child left in it."""


@dataclass(frozen=True)
class WorkerResult:
    """How one job ended and what it had to say."""

    name: str
    state: State
    """done: left with code 0; failed: by its own fault; stopped: by another's, or by `stop()`."""
    exit_code: int | None
    """None when a signal ended it."""
    signal: signal.Signals | None
    left: bool
    """Whether it ended through `leave()`; without that even exit code 0 is a failure."""
    records: tuple[logging.LogRecord, ...]
    """In the order they were made; message and traceback are text already."""
    output: str
    """What it wrote to stdout and stderr, in the order it was written."""
    values: tuple[Any, ...]
    """What it sent, in order."""
    seconds: float
    """From the moment it got a slot; 0.0 if it never did."""

    @property
    def reason(self) -> str:
        """Why the job did not succeed, as the end of a sentence; empty when it did."""
        if self.state == "done":
            return ""
        if self.state == "stopped":
            return "was stopped before it had finished"
        if self.signal is not None:
            return f"was killed by {self.signal.name}"
        return f"ended with exit code {self.exit_code}" if self.left else "ended without leave()"


@dataclass
class Child:
    """A forked process and the parent's ends of its pipes."""

    name: str
    pid: int
    messages: int
    output: int
    start: int
    """A byte written here is the slot it waits for."""
    reader: MessageReader = field(default_factory=MessageReader)
    records: list[logging.LogRecord] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)
    text: bytearray = field(default_factory=bytearray)
    left: bool = False
    told_to_stop: bool = False
    started: float | None = None


class Supervisor:
    """The thread that looks after a set of children until the last of them is reaped."""

    def __init__(
        self,
        children: Sequence[Child],
        slots: int,
        on_done: Callable[[WorkerResult, int, int], None] | None,
    ) -> None:
        self.results: dict[str, WorkerResult] = {}
        self.failed = False
        self.error: Exception | None = None
        """The first exception of `on_done`, or one of our own."""
        self.finished = threading.Event()
        self._total = len(children)
        self._alive = list(children)
        self._waiting = list(children)
        self._slots = slots - 1
        self._on_done = on_done
        self._stop = False
        self._killing_at: float | None = None
        self._selector = selectors.DefaultSelector()
        self._wake_reader, self._wake_writer = os.pipe()
        self._wake_lock = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="workers", daemon=True)
        self._released = False
        self._thread.start()

    def release(self) -> None:
        """Give the parent's own slot to the children."""
        self._released = True
        self._wake()

    def kill(self) -> None:
        """Kill every child, and return at once."""
        self._stop = True
        self._wake()

    def stop(self) -> None:
        """Kill every child; returns when all are reaped."""
        self.kill()
        self.join()

    def join(self) -> None:
        """Return when all children are reaped. A signal's handler can interrupt it."""
        self.finished.wait()
        self._thread.join()

    def _wake(self) -> None:
        with self._wake_lock:
            if not self.finished.is_set():
                os.write(self._wake_writer, b"!")

    def _run(self) -> None:
        # Signals belong to the main thread: only there do they interrupt what waits.
        signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
        try:
            self._selector.register(self._wake_reader, selectors.EVENT_READ)
            for child in self._alive:
                os.set_blocking(child.output, False)
                self._selector.register(child.messages, selectors.EVENT_READ, child)
                self._selector.register(child.output, selectors.EVENT_READ, child)
            while self._alive:
                self._end_those_to_be_ended()
                self._give_slots()
                for key, _ in self._selector.select(self._patience()):
                    self._listen(key)
        except Exception as error:
            self.error = error
        finally:
            for child in self._alive:  # only after an error of ours: leave no process behind
                _kill(child, signal.SIGKILL)
                _reap(child)
            self._selector.close()
            with self._wake_lock:
                os.close(self._wake_reader)
                os.close(self._wake_writer)
                self.finished.set()

    def _listen(self, key: selectors.SelectorKey) -> None:
        child: Child | None = key.data
        if child is None:
            os.read(key.fd, _CHUNK)
        elif key.fd == child.output:
            if child in self._alive and not _drain(child, chunks=1):
                self._selector.unregister(child.output)  # closed by the child itself; its messages go on
        elif data := os.read(child.messages, _CHUNK):
            for kind, payload in child.reader.feed(data):
                _take(child, kind, payload)
        else:
            self._bury(child)

    def _give_slots(self) -> None:
        running = sum(child.started is not None for child in self._alive)
        while self._waiting and running < self._slots + self._released and not (self.failed or self._stop):
            child = self._waiting.pop(0)
            child.started = time.monotonic()
            running += 1
            with contextlib.suppress(BrokenPipeError):  # it is dead; its closed pipe will tell
                os.write(child.start, b"!")

    def _end_those_to_be_ended(self) -> None:
        if self._stop:
            for child in self._alive:
                child.told_to_stop = True
                _kill(child, signal.SIGKILL)
        elif self._killing_at is not None and time.monotonic() >= self._killing_at:
            for child in self._alive:
                _kill(child, signal.SIGKILL)
        elif self.failed and self._killing_at is None:
            self._killing_at = time.monotonic() + GRACE_SECONDS
            for child in self._alive:
                child.told_to_stop = True
                _kill(child, signal.SIGTERM)

    def _patience(self) -> float | None:
        if self._killing_at is None or self._stop:
            return None
        left = self._killing_at - time.monotonic()
        return left if left > 0 else None

    def _bury(self, child: Child) -> None:
        status = _reap(child)
        _drain(child, _PIPE_CHUNKS)  # what is left; a grandchild that holds the pipe open is not waited for
        for descriptor in (child.messages, child.output):
            with contextlib.suppress(KeyError):
                self._selector.unregister(descriptor)
        for descriptor in (child.messages, child.output, child.start):
            os.close(descriptor)
        self._alive.remove(child)
        if child in self._waiting:
            self._waiting.remove(child)
        result = _result(child, status)
        self.results[child.name] = result
        self.failed |= result.state == "failed"
        if self._on_done is not None:
            try:
                self._on_done(result, len(self.results), self._total)
            except Exception as error:
                self.error = self.error or error


def _take(child: Child, kind: str, payload: Any) -> None:
    match kind:
        case "record":
            child.records.append(payload)
        case "value":
            child.values.append(payload)
        case "leave":
            child.left = True
        case _:
            child.text += f"a message could not be read: {payload}\n".encode()


def _drain(child: Child, chunks: int) -> bool:
    """Return False when the child's output has come to its end, True when there may be more later."""
    try:
        for _ in range(chunks):
            data = os.read(child.output, _CHUNK)
            if not data:
                return False
            child.text += data
    except BlockingIOError:
        pass
    return True


def _kill(child: Child, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(child.pid, number)


def _reap(child: Child) -> int | None:
    """Return the wait status of a child whose pipe has closed; None if something else reaped it."""
    deadline = time.monotonic() + GRACE_SECONDS
    try:
        while True:
            pid, status = os.waitpid(child.pid, os.WNOHANG)
            if pid:
                return status
            if time.monotonic() > deadline:  # it closed the pipe and lives on
                _kill(child, signal.SIGKILL)
            time.sleep(0.001)
    except ChildProcessError:
        return None


def _result(child: Child, status: int | None) -> WorkerResult:
    code = number = None
    if status is None:
        code = 0 if child.left else None
    elif os.WIFSIGNALED(status):
        number = signal.Signals(os.WTERMSIG(status))
    else:
        code = os.WEXITSTATUS(status)
    state: State = "failed"
    if child.left and code == 0:
        state = "done"
    elif child.told_to_stop and number in (signal.SIGTERM, signal.SIGKILL):
        state = "stopped"
    return WorkerResult(
        name=child.name,
        state=state,
        exit_code=code,
        signal=number,
        left=child.left,
        records=tuple(child.records),
        output=child.text.decode("utf-8", errors="replace"),
        values=tuple(child.values),
        seconds=0.0 if child.started is None else time.monotonic() - child.started,
    )
