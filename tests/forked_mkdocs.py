"""`mkdocs` in processes of their own that start in milliseconds, forked from one in which its modules are loaded.

The server has imported what a build imports and has run nothing: what a build leaves in its process (static-i18n's
patches, caches) ends with that process. Run as a script it is the server.
"""

from __future__ import annotations

import atexit
import importlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

MODULES = (
    "mkdocs.__main__",
    "mkdocs.commands.build",
    "mkdocs_static_i18n.plugin",
    "helpcentre.mkdocs_events",
    "helpcentre.output.search_index",
    "pymdownx.snippets",
)
"""What a build would spend most of its start with; what is missing here is only loaded later."""
PATIENCE = 300


class _Server:
    def __init__(self) -> None:
        command = [sys.executable, "-P", __file__]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        atexit.register(self._process.communicate)  # it ends where its input does

    def run(
        self, arguments: Sequence[str], cwd: Path, environment: Mapping[str, str]
    ) -> subprocess.CompletedProcess[str]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with tempfile.NamedTemporaryFile("w+") as out, tempfile.NamedTemporaryFile("w+") as err:
            request = [list(arguments), str(cwd), dict(environment), [out.name, err.name]]
            self._process.stdin.write(json.dumps(request) + "\n")
            self._process.stdin.flush()
            status = int(self._process.stdout.readline())
            return subprocess.CompletedProcess(["mkdocs", *arguments], status, out.read(), err.read())


@cache
def server(number: int = 1) -> _Server:
    """Return one of the servers of this run.

    Each has its own seed of hashes: what two of them build differs wherever the order of a set comes to light.
    """
    return _Server()


def _serve() -> None:
    for module in MODULES:
        importlib.import_module(module)
    for line in sys.stdin:
        child = os.fork()
        if not child:
            _be_mkdocs(*json.loads(line))
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        print(status, flush=True)


def _be_mkdocs(arguments: Sequence[str], cwd: str, environment: Mapping[str, str], streams: Sequence[str]) -> NoReturn:
    from mkdocs.__main__ import cli  # noqa: TID251

    signal.alarm(PATIENCE)
    for number, path in enumerate(("/dev/null", *streams)):
        opened = os.open(path, os.O_RDWR)
        os.dup2(opened, number)
        os.close(opened)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(environment)
    sys.path.insert(0, cwd)  # as -m does
    sys.argv[:] = ["mkdocs", *arguments]
    command: Any = cli
    command(prog_name="mkdocs")
    raise AssertionError("a command of click ends the process")


if __name__ == "__main__":
    _serve()
