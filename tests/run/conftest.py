"""Both ways to swap a site; a logger for forked jobs, and nothing of them left over."""

import logging
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from processes import children_of
from run.staged_sites import without_exchange


@pytest.fixture(params=["exchange", "renames"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways to swap."""
    name: str = request.param
    if name == "renames":
        without_exchange(monkeypatch)
    return name


@pytest.fixture
def logger() -> Iterator[logging.Logger]:
    made = logging.getLogger("tests.workers")
    made.setLevel(logging.INFO)
    yield made
    made.handlers.clear()


@pytest.fixture
def nothing_left_over() -> Iterator[None]:
    """No test leaves a process, a thread or an open file behind."""

    def open_files() -> set[str]:
        return {path.name for path in Path("/proc/self/fd").iterdir()}

    # Other tests of this process keep a browser and a server that forks builds.
    children, threads, files = children_of(os.getpid()), threading.active_count(), len(open_files())
    yield
    assert children_of(os.getpid()) <= children
    assert threading.active_count() == threads
    assert len(open_files()) == files
