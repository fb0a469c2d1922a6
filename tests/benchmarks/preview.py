"""Measures `mkdocs serve`: how long after a file is closed its page is in a browser. `make bench-preview` runs it.

Chromium shows an article, a sentence is added to its file, and the browser says when the sentence is there. A second
client waits as MkDocs's script does and asks for the page when it is told to: what is left without the browser's share.
Wall seconds, medians; the load of the machine stands beside them.
"""

from __future__ import annotations

import argparse
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path

from corpus import ROOT, make_corpus
from playwright.sync_api import Page, sync_playwright

ARTICLE = "withdrawals/how-to-withdraw"
_ADDED = "() => window.addedText && document.body.textContent.includes(window.addedText)"


class Preview:
    """A running `mkdocs serve`."""

    def __init__(self, corpus: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            address = f"127.0.0.1:{free.getsockname()[1]}"
        self.root = f"http://{address}/"
        self._said: list[str] = []
        self._changed = threading.Condition()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address],
            cwd=corpus,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            with self._changed:
                self._said.append(line)
                self._changed.notify_all()

    @property
    def lines(self) -> int:
        """How many lines it has said."""
        return len(self._said)

    def wait_for(self, text: str, start: int = 0, times: int = 1, patience: float = 1200.0) -> None:
        """Return when it has said a text so many times since a line."""
        with self._changed:
            if not self._changed.wait_for(lambda: sum(text in x for x in self._said[start:]) >= times, patience):
                raise TimeoutError("".join(self._said[start:]))

    def end(self) -> None:
        os.killpg(self._process.pid, signal.SIGINT)
        self._process.wait(30)


def append(file: Path, text: str) -> float:
    """Add a line to a file and return the moment it was closed at."""
    with file.open("a", encoding="utf-8") as stream:
        stream.write(f"\n{text}\n")
    return time.monotonic()


def over_http(preview: Preview, file: Path, url: str, text: str) -> float:
    """Return the seconds from closing the file to having read its page, as a client without a browser's share."""
    with urllib.request.urlopen(url) as answer:
        match = re.search(rb"livereload\((\d+), (\d+)\)", answer.read())
    assert match is not None
    with (
        urllib.request.urlopen(f"{preview.root}livereload/{int(match[1])}/{int(match[2])}")
        if False
        else _later(f"{preview.root}livereload/{int(match[1])}/{int(match[2])}") as waiting
    ):
        closed = append(file, text)
        waiting.result()
        with urllib.request.urlopen(url) as answer:
            assert text in answer.read().decode()
    return time.monotonic() - closed


def _later(url: str) -> _Waiting:
    return _Waiting(url)


class _Waiting:
    """A request that is under way."""

    def __init__(self, url: str) -> None:
        self._thread = threading.Thread(target=self._ask, args=(url,))

    def _ask(self, url: str) -> None:
        with urllib.request.urlopen(url) as answer:
            answer.read()

    def __enter__(self) -> _Waiting:
        self._thread.start()
        time.sleep(0.2)  # until the server has it
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.join()

    def result(self) -> None:
        self._thread.join()
