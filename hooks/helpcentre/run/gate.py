"""A step that only one of several forked processes takes at a time."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager


class Gate:
    """A lock that forked processes share; one that is killed lets go of it."""

    def __init__(self) -> None:
        """Make the lock: a file without a name."""
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  # it lives as long as this

    def close(self) -> None:
        """Give the file back; nobody may need the gate any more."""
        self._file.close()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep the others out until the block has ended; waits until they have let go."""
        import fcntl  # nothing is forked where there is none

        fcntl.lockf(self._file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.lockf(self._file, fcntl.LOCK_UN)
