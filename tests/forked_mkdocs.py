"""`mkdocs` in processes of their own that start in milliseconds, forked from one in which its modules are loaded.

The server has imported what a build imports and has run nothing: what a build leaves in its process (static-i18n's
patches, caches) ends with that process. It has also read the theme, so that a build reads and compiles only the
templates that its test has changed. Run as a script it is the server.
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
from io import BytesIO
from pathlib import Path
from types import CodeType
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
THEME = Path(__file__).parent.parent / "overrides"


def read_words_once() -> None:
    """Have what Babel finds in a template's bytes kept in this process: a check reads the words of all templates."""
    from helpcentre.content import interface_words

    known: dict[bytes, list[Any]] = {}
    babels = interface_words.extract

    def extract(method: Any, stream: BytesIO, **options: Any) -> list[Any]:
        data = stream.read()
        if data not in known:
            known[data] = list(babels(method, BytesIO(data), **options))
        return known[data]

    interface_words.extract = extract


def _read_theme() -> None:
    """Know the words and the code of the theme's templates, wherever a test has its copy."""
    from jinja2 import Environment, FileSystemLoader
    from jinja2.bccache import Bucket

    from helpcentre import templating
    from helpcentre.content.interface_words import InterfaceWords

    read_words_once()
    _ = InterfaceWords((THEME,), {}, "").required
    known: dict[str, CodeType | None] = {}
    kept = templating._Compiled.dump_bytecode

    def dump(self: templating._Compiled, bucket: Bucket) -> None:
        known[bucket.checksum] = bucket.code
        kept(self, bucket)

    def load(_self: templating._Compiled, bucket: Bucket) -> None:
        bucket.code = known.get(bucket.checksum)

    templating._Compiled.dump_bytecode = dump  # type: ignore[method-assign]  # for this process
    templating._Compiled.load_bytecode = load  # type: ignore[method-assign]  # for this process
    templating.compile_templates(Environment(loader=FileSystemLoader(THEME)), [THEME])


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
    _read_theme()
    for line in sys.stdin:
        child = os.fork()
        if not child:
            _be_mkdocs(*json.loads(line))
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        print(status, flush=True)


def _be_mkdocs(arguments: Sequence[str], cwd: str, environment: Mapping[str, str], streams: Sequence[str]) -> NoReturn:
    from mkdocs.__main__ import cli  # noqa: TID251  # the command that tests run

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
