"""One forked process a named job, as many at once as there are slots; the parent is a worker too."""

import atexit
import contextlib
import gc
import logging
import os
import signal
import sys
import traceback
import warnings
from collections.abc import Callable, Sequence
from typing import NoReturn

from helpcentre.run.interrupts import held_back
from helpcentre.run.messages import MessageWriter, RecordSender
from helpcentre.run.supervisor import Child, Supervisor, WorkerResult
from helpcentre.run.syscalls import signal_at_parent_death

__all__ = ["ForkUnavailableError", "WorkerResult", "Workers", "WorkersError", "default_slots"]

_ENDED_WITHOUT_LEAVE = 70  # EX_SOFTWARE of sysexits.h
_ENDING_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class WorkersError(Exception):
    """Jobs could not be started, or something was asked of the wrong side of the fork."""


class ForkUnavailableError(WorkersError):
    """The system cannot fork a process."""

    def __init__(self) -> None:
        super().__init__("This system cannot fork processes, which a build needs. On Windows build in WSL.")


def default_slots() -> int:
    """Return how many jobs may run at once: HELPCENTRE_JOBS, else the cores this process may use.

    It is one where no process can be forked.
    """
    wanted = os.environ.get("HELPCENTRE_JOBS", "").strip()
    if wanted:
        if not (wanted.isascii() and wanted.isdigit() and int(wanted) > 0):
            raise WorkersError(f"HELPCENTRE_JOBS is {wanted!r}; expected a whole number from 1.")
        return int(wanted)
    if not hasattr(os, "fork"):
        return 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Workers:
    """Forked processes that carry on the caller's stack, one a job.

    In the parent: `fork`, own work, `release`, `wait` (or `stop`). In a child: `fork` returns the job's
    name as soon as a slot is free; then `send` and, at the end, `leave`. In the wrong process `stop` does
    nothing, so that `finally` blocks on a shared stack are safe; the other methods raise WorkersError.

    The thread that forks must live until `wait` or `stop` has returned: the kernel kills the children
    when it ends, which is how none outlives a killed parent.
    """

    def __init__(
        self,
        names: Sequence[str],
        slots: int,
        root_logger: logging.Logger,
        on_done: Callable[[WorkerResult, int, int], None] | None = None,
    ) -> None:
        """Prepare jobs.

        `slots` counts the parent. `on_done(result, done, total)` is called in another thread.
        """
        if len(set(names)) != len(names):
            raise WorkersError(f"Jobs need different names, got {', '.join(names)}.")
        if slots < 1:
            raise WorkersError(f"{slots} slots; expected 1 or more.")
        self._names = tuple(names)
        self._slots = slots
        self._root_logger = root_logger
        self._on_done = on_done
        self._parent = os.getpid()
        self._forked = False
        self._frozen = False
        self._supervisor: Supervisor | None = None
        self._writer: MessageWriter | None = None

    def fork(self) -> str | None:
        """Return the job's name in a child, once it has a slot; None in the parent, at once.

        In a child stdout, stderr and the handlers of the root logger are replaced by ways to the parent.
        Raises ForkUnavailableError, or WorkersError when the system refuses another process.
        """
        if not hasattr(os, "fork"):
            raise ForkUnavailableError
        if self._forked or os.getpid() != self._parent:
            raise WorkersError("These workers are forked already.")
        self._forked = True
        if not self._names:
            return None
        # Ctrl-C in what Python does around a fork would be told on the terminal and forgotten.
        with held_back():
            return self._fork_all()

    def _fork_all(self) -> str | None:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        children: list[Child] = []
        # What exists now is kept out of garbage collection, which would write to, and so copy, every page.
        gc.freeze()
        self._frozen = True
        # Else Ctrl-C between fork and set-up would raise KeyboardInterrupt on the parent's stack in a child.
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING_SIGNALS)
        try:
            for name in self._names:
                if not self._fork_one(name, children):
                    return name
            atexit.register(self.stop)
            self._supervisor = Supervisor(children, self._slots, self._on_done)
        except (OSError, RuntimeError) as error:  # RuntimeError: no thread for the supervisor
            atexit.unregister(self.stop)
            _end(children)
            self._unfreeze()
            raise WorkersError(f"A process for {name} could not be started: {error}.") from error
        finally:
            if os.getpid() == self._parent:
                signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        return None

    # --- in the parent

    @property
    def failed(self) -> bool:
        """Whether a job has failed, so that the parent need not finish its own share."""
        return self._supervisor is not None and self._supervisor.failed

    def release(self) -> None:
        """Let the children have the parent's slot, because its own share is done. Once is enough."""
        self._expect_parent()
        if self._supervisor is not None:
            self._supervisor.release()

    def wait(self) -> list[WorkerResult]:
        """Return the result of each job in the order of their names, when all have ended.

        Releases the parent's slot. The first failure ends the other jobs. After an exception (Ctrl-C)
        all are killed. Raises what `on_done` raised.
        """
        self._expect_parent()
        supervisor = self._supervisor
        if supervisor is None:
            return []
        try:
            supervisor.release()
            supervisor.join()
        finally:
            self.stop()
        if supervisor.error is not None:
            raise supervisor.error
        return [supervisor.results[name] for name in self._names]

    def kill(self) -> None:
        """Kill what still runs, and return before it is reaped: `stop` is to follow."""
        self._expect_parent()
        if self._supervisor is not None:
            self._supervisor.kill()

    def stop(self) -> None:
        """Kill and reap what still runs. Does nothing in a child or when all have ended."""
        if os.getpid() != self._parent:
            return
        if self._supervisor is not None:
            self._supervisor.stop()
        atexit.unregister(self.stop)
        self._unfreeze()

    # --- in a child

    def send(self, value: object) -> None:
        """Give `value` to the parent (`WorkerResult.values`). Raises what pickle raises."""
        self._expect_child().write("value", value)

    def leave(self, code: int = 0) -> NoReturn:
        """End this child; nothing on the stack it shares with the parent, and no exit handler, runs."""
        writer = self._expect_child()
        with contextlib.suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
        with contextlib.suppress(OSError):
            writer.write("leave", None)
        os._exit(code)

    # --- forking

    def _fork_one(self, name: str, children: list[Child]) -> bool:
        """Return True in the parent, with the child appended, and False in the child, once it has a slot."""
        messages, messages_of_child = os.pipe()
        output, output_of_child = os.pipe()
        start_of_child, start = os.pipe()
        try:
            with warnings.catch_warnings():
                # Python 3.12 warns of threads; a preview has some, and none of them holds what a build needs.
                warnings.simplefilter("ignore", DeprecationWarning)
                pid = os.fork()
        except OSError:
            for descriptor in (messages, messages_of_child, output, output_of_child, start_of_child, start):
                os.close(descriptor)
            raise
        if pid:
            for descriptor in (messages_of_child, output_of_child, start_of_child):
                os.close(descriptor)
            children.append(Child(name, pid, messages, output, start))
            return True
        try:
            signal_at_parent_death(signal.SIGKILL)
            if os.getppid() != self._parent:
                os._exit(_ENDED_WITHOUT_LEAVE)  # it died before it could be asked
            for descriptor in (messages, output, start):
                os.close(descriptor)
            for sibling in children:
                for descriptor in (sibling.messages, sibling.output, sibling.start):
                    os.close(descriptor)
            self._become_child(name, messages_of_child, output_of_child)
            if not os.read(start_of_child, 1):
                os._exit(_ENDED_WITHOUT_LEAVE)  # the parent is gone
            os.close(start_of_child)
        except BaseException:
            traceback.print_exc()
            os._exit(_ENDED_WITHOUT_LEAVE)
        return False

    def _become_child(self, name: str, messages: int, output: int) -> None:
        for descriptor in (1, 2):
            os.dup2(output, descriptor)
        os.close(output)
        sys.stdout, sys.stderr = (
            open(number, "w", encoding="utf-8", errors="backslashreplace", buffering=1, closefd=False)  # noqa: SIM115
            for number in (1, 2)
        )
        self._writer = MessageWriter(messages)
        self._root_logger.handlers[:] = [RecordSender(self._writer)]
        self._root_logger.propagate = False  # the parent hands records on; here they would be said twice
        atexit.register(self._ended_without_leave, name)
        signal.set_wakeup_fd(-1)
        for number in _ENDING_SIGNALS:
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING_SIGNALS)

    def _ended_without_leave(self, name: str) -> NoReturn:
        # First of the exit handlers, so that the parent's own (temporary directories!) do not run in a child.
        sys.stderr.write(f"{name}: the process ended without leave()\n")
        sys.stderr.flush()
        os._exit(_ENDED_WITHOUT_LEAVE)

    def _expect_parent(self) -> None:
        if os.getpid() != self._parent:
            raise WorkersError("Only the process that forked can ask this of its workers.")

    def _expect_child(self) -> MessageWriter:
        if self._writer is None or os.getpid() == self._parent:
            raise WorkersError("Only a forked worker can do this.")
        return self._writer

    def _unfreeze(self) -> None:
        if self._frozen:
            gc.unfreeze()  # a preview rebuilds many times: what is frozen is never collected
            self._frozen = False


def _end(children: list[Child]) -> None:
    for child in children:
        os.kill(child.pid, signal.SIGKILL)
        os.waitpid(child.pid, 0)
        for descriptor in (child.messages, child.output, child.start):
            os.close(descriptor)
