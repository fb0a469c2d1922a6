"""A running `mkdocs serve`, for tests: what it serves, what it says, and saves that it is to see."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import Page

from processes import until

PATIENCE = 60.0
SHOWN = "Shown after"
"""Said when a saved article is seen."""
ALL_BUILT = r"The rest of the site is built|Reloading browsers|shows the last good build"
"""Said when everything else is, too."""


def replace(file: Path, text: str) -> None:
    """Save a file in one step, as most editors do: of one that is written in two, a slow machine shows the first."""
    new = file.with_name(f".{file.name}.swp")
    new.write_text(text, encoding="utf-8")
    new.replace(file)


class Preview:
    """A running `mkdocs serve`, and what it has said so far."""

    def __init__(self, folder: Path, **environment: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            address = f"127.0.0.1:{free.getsockname()[1]}"
        self.folder = folder
        self.root = ""
        """The address that it serves at; known when it serves."""
        self._lines: list[str] = []
        self._ended = False
        self._said = threading.Condition()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address],
            cwd=folder,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "TMPDIR": str(folder.parent), **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            with self._said:
                self._lines.append(line)
                self._said.notify_all()
        self.process.stdout.close()
        with self._said:
            self._ended = True
            self._said.notify_all()

    @property
    def output(self) -> str:
        with self._said:
            return "".join(self._lines)

    def wait_until_it_serves(self, patience: float = PATIENCE) -> None:
        """Wait for the first build's end."""
        serving = re.search(r"Serving on (\S+)", self.wait_for(r"Serving on \S+\n", patience=patience))
        assert serving is not None
        self.root = serving[1]

    def wait_for(self, pattern: str, start: int = 0, patience: float = PATIENCE) -> str:
        """Return what was said from a point on, as soon as the pattern is in it."""
        deadline = time.monotonic() + patience
        with self._said:
            while not re.search(pattern, said := "".join(self._lines)[start:]):
                left = deadline - time.monotonic()
                assert left > 0, f"no {pattern} in:\n{said}"
                assert not self._ended, f"it ended without {pattern}:\n{said}"
                self._said.wait(left)
        return said

    def save(self, path: str, old: str, new: str, then: str = ALL_BUILT) -> str:
        """Change a file below docs/ and return what was said until all of the site is built."""
        file = self.folder / "docs" / path
        text = file.read_text("utf-8")
        assert old in text
        return self.do(lambda: replace(file, text.replace(old, new, 1)), then)

    def do(self, change: Callable[[], object], then: str = ALL_BUILT) -> str:
        """Change something and return what was said until all of the site is built."""
        start = len(self.output)
        change()
        return self.wait_for(then, start)

    @property
    def site(self) -> Path:
        """The folder that is served."""
        (site,) = self.folder.parent.glob("mkdocs_*")
        return site

    def get(self, address: str) -> str:
        with urllib.request.urlopen(self.root + address, timeout=PATIENCE) as answer:
            text: str = answer.read().decode()
        return text

    def until(self, condition: Callable[[], bool], page: Page | None = None) -> None:
        """Wait until a condition holds; a browser's page can tell meanwhile what happens to it."""

        def holds() -> bool:
            if page is not None:
                page.wait_for_timeout(20)
            return condition()

        until(holds, PATIENCE, lambda: self.output)

    def end(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextlib.contextmanager
def previewed(folder: Path, **environment: str) -> Iterator[Preview]:
    preview = Preview(folder, **environment)
    try:
        preview.wait_until_it_serves()
        yield preview
    finally:
        preview.end()
