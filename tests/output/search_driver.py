"""The browser's side of search, run by Node, for tests that need no browser."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any, Self

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


class SearchDriver:
    """Search as the worker runs it; each call is one message to a process that stays."""

    def __enter__(self) -> Self:
        if not shutil.which("node") or not (ROOT / "node_modules" / "minisearch").is_dir():
            pytest.fail("what npm brings is missing: run `make site` first")
        command = ["node", str(HERE / "search_driver.mjs")]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(10)

    def ask(self, **message: Any) -> Any:
        """Return the answer to a message; raises RuntimeError where it is an error."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(message) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer["value"]

    def open(self, files: dict[str, bytes]) -> Any:
        """Open an index and return its manifest."""
        return self.ask(files={path: data.decode() for path, data in files.items()})

    def find(self, query: str, limit: int = 10, texts: bool = True) -> Any:
        """Return `{total, hits, complete, fetched}`."""
        return self.ask(find=[query, limit, texts])

    def travelling(self, query: str, lines: list[int] | None = None) -> list[tuple[Any, Any]]:
        """Return what the open index answers with each number of lines, or these: at once, or None, and in the end."""
        return [(at_once, late) for at_once, late in self.ask(travelling=query, lines=lines)]

    def awaited(self, query: str) -> int:
        """Return how many lines of the open index had come when a query was answered that was asked at the first."""
        return int(self.ask(awaited=query))

    def matches(self, terms: list[str], **options: Any) -> list[set[tuple[str, str, str]]]:
        """Return what the open index holds of each term: URLs, the term found there, and the field."""
        return [set(map(tuple, found)) for found in self.ask(matches=terms, **options)]
