"""`mkdocs serve`'s live server, changed so that a saved article is in the browser before the rest of the site.

A change of articles alone is answered in two passes. The first makes the saved page from what is in memory and shows
it; the second is the usual build of everything, in a process of its own, so that it can be ended when the next save
comes. Any other change is a usual build in this process. A build that fails is told, and the last good site stays.
Imports MkDocs, as the adapter.
"""

from __future__ import annotations

import hashlib
import itertools
import logging
import os
import re
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from threading import local
from typing import Any, NoReturn, Protocol

from mkdocs.livereload import _SCRIPT_TEMPLATE, LiveReloadServer, _timestamp

from helpcentre.content.reading import TextFile
from helpcentre.preview.changes import LargerChangeError
from helpcentre.preview.watching import Watcher
from helpcentre.run.gate import Gate
from helpcentre.run.staging import recover
from helpcentre.run.workers import WorkerResult, Workers, WorkersError

_POLL = re.compile(r"/livereload/(?P<epoch>[0-9]+)/(?P<id>[0-9]+)(?P<script>\.js)?")
_DIGEST = re.compile(r"v=[0-9a-f]+")
_LASTING = ("Cache-Control", "max-age=31536000, immutable")
"""Of assets whose digest is in their address: a page that is loaded again need not ask for them."""
_REMEMBERED = 500
"""So many pages that browsers have been given are told apart."""
_REST = "rest"
_NICENESS = 5
"""Of the second pass: the browser, which is loading the page, goes first."""


class Passes(Protocol):
    """What the server asks of the engine."""

    def built(self) -> None:
        """Remember the build that has succeeded in this process."""

    def forget(self) -> None:
        """Remember nothing: everything is to be built."""

    def prepare(self) -> bool:
        """Make a part of the first pass ready; return whether there was one."""

    def saved(self, changed: Iterable[Path]) -> Sequence[TextFile]:
        """Return the articles that were saved; none if nothing has changed that counts. Raises LargerChangeError."""

    def first(self, saved: Sequence[TextFile]) -> Mapping[str, bytes]:
        """Return the pages of saved articles by their path in the site."""

    def second(self) -> object:
        """Return, after the second pass, what tells whether what is in memory still holds."""

    def still_holds(self, told: object) -> bool:
        """Whether it does."""

    def replay(self, record: logging.LogRecord) -> None:
        """Show what a process has said."""

    def close(self) -> None:
        """Remove what was made for the preview."""


class PreviewServer(LiveReloadServer):
    """The server in the place of MkDocs's own."""

    def __init__(
        self,
        given: LiveReloadServer,
        passes: Passes,
        gate: Gate,
        log: logging.Logger | logging.LoggerAdapter[Any],
    ) -> None:
        """Take over what `given`, which has not begun to serve, was told.

        `gate` is held by whoever changes the site.
        """
        host, port = given.server_address[:2]
        super().__init__(given.builder, str(host), int(port), given.root, given.mount_path)
        self.error_handler = given.error_handler
        self._passes = passes
        self._gate = gate
        self._log = log
        self._root_logger = logging.getLogger(log.name.partition(".")[0])
        self._watcher = Watcher(self._note, log)
        self.observer = self._watcher  # type: ignore[assignment]  # it does all that the server asks of its own
        for path in given._watched_paths:
            self.watch(path)
        given.server_close()
        self._changed: set[Path] = set()
        self._rest: Workers | None = None
        self._rest_ended = False
        self._reload_all = 0
        self._ids = itertools.count(_timestamp())
        self._shown: dict[int, tuple[Path, bytes]] = {}
        self._request = local()

    # --- what is built, and when

    def _note(self, changed: set[Path]) -> None:
        with self._rebuild_cond:
            self._changed |= changed
            self._want_rebuild = True
            self._rebuild_cond.notify_all()

    def _build_loop(self) -> None:
        """Answer changes until the server is shut down."""
        self._passes.built()
        while not self._shutdown:
            if self._rest_ended:
                self._end_rest()
            if changed := self._next_changes():
                self._answer(changed)

    def _next_changes(self) -> set[Path]:
        """Return what was changed, once nothing changes for a moment; nothing if there is something else to do."""
        if not self._want_rebuild and self._rest is None and self._prepare():
            return set()
        with self._rebuild_cond:
            self._rebuild_cond.wait_for(
                lambda: self._want_rebuild or self._rest_ended or self._shutdown, timeout=self.shutdown_delay
            )
            if not self._want_rebuild:
                return set()
            while self._rebuild_cond.wait(timeout=self._watcher.quiet_seconds):
                pass
            changed, self._changed, self._want_rebuild = self._changed, set(), False
        return changed

    def _prepare(self) -> bool:
        """Make a part of the first pass ready; return whether there may be more."""
        try:
            return self._passes.prepare()
        except (Exception, SystemExit) as error:  # what was just saved is told by the build that it will cause
            self._log.debug("The first pass cannot be prepared", exc_info=error)
            self._passes.forget()
            return False

    def _answer(self, changed: set[Path]) -> None:
        began = time.monotonic()
        try:
            saved = self._passes.saved(changed)
        except LargerChangeError:
            self._stop_rest()
            self._build_all()
            return
        if not saved:
            return
        if self._rest is not None:
            self._rest.kill()  # what it would have built is out of date
        try:
            pages = self._passes.first(saved)
        except (Exception, SystemExit) as error:  # the second pass says what is wrong
            self._log.debug("The first pass failed", exc_info=error)
            pages = {}
        with self._gate.held():
            if pages:
                self._put(pages)
                self._show()
                told = ", ".join(one.path for one in saved)
                self._log.info("Shown after %.2f s, the rest of the site follows: %s", time.monotonic() - began, told)
            self._stop_rest()
        self._start_rest()

    def _build_all(self) -> None:
        self._passes.forget()
        if self._build():
            self._passes.built()
            self._log.info("Reloading browsers")
        self._show(everything=True)

    def _build(self) -> bool:
        """Build the site as MkDocs does; return whether that went well."""
        try:
            self.builder()
        except (Exception, SystemExit) as error:
            self._log.error("The preview shows the last good build: %s", error)
            return False
        return True

    def _put(self, pages: Mapping[str, bytes]) -> None:
        """Put pages into the site, each in one step: the file that is there may be the cache's own."""
        for path, data in pages.items():
            place = Path(self.root, path)
            place.parent.mkdir(parents=True, exist_ok=True)
            new = place.with_name(f".{place.name}.new")
            new.write_bytes(data)
            new.replace(place)

    # --- the second pass

    def _start_rest(self) -> None:
        self._rest_ended = False
        rest = self._rest = Workers([_REST], 2, self._root_logger, self._note_rest)
        try:
            if rest.fork() is not None:
                self._be_rest(rest)
        except WorkersError as error:
            self._rest = None
            self._log.debug("The second pass is built here: %s", error)
            self._build_all()

    def _note_rest(self, _result: WorkerResult, _done: int, _total: int) -> None:
        with self._rebuild_cond:
            self._rest_ended = True
            self._rebuild_cond.notify_all()

    def _be_rest(self, rest: Workers) -> NoReturn:
        """Build the site, tell the parent, and end this process: nothing may run on the stack that is the parent's."""
        code = 1
        os.nice(_NICENESS)
        try:
            if self._build():
                rest.send(self._passes.second())
                code = 0
        finally:
            rest.leave(code)

    def _end_rest(self) -> None:
        """Show what the second pass has built."""
        rest, self._rest, self._rest_ended = self._rest, None, False
        if rest is None:
            return
        (result,) = rest.wait()
        for record in result.records:
            self._passes.replay(record)
        if result.output.strip():
            self._log.info("%s", result.output.strip())
        if result.state == "done" and not self._passes.still_holds(result.values[0]):
            self._build_all()
            return
        if result.state == "done":
            self._log.info("The rest of the site is built")
        elif not result.left:
            self._log.error("The preview shows the last good build: the process that built it %s", result.reason)
        self._show()

    def _stop_rest(self) -> None:
        """End the second pass, and return when none of its processes is left."""
        if self._rest is not None:
            self._rest.stop()
            self._rest = None
        self._rest_ended = False

    def shutdown(self, wait: bool = False) -> None:
        """End everything."""
        super().shutdown(wait)
        self._stop_rest()
        recover(Path(self.root))
        self._passes.close()
        self._gate.close()

    # --- what browsers see

    def _show(self, *, everything: bool = False) -> None:
        """Have browsers load their page again: those whose page has changed, or all."""
        with self._epoch_cond:
            self._wanted_epoch = self._visible_epoch = max(_timestamp(), self._visible_epoch + 1)
            if everything:
                self._reload_all = self._visible_epoch
            self._epoch_cond.notify_all()

    def _serve_request(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes] | None:
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
        if poll := _POLL.fullmatch(path):
            epoch, number = int(poll["epoch"]), int(poll["id"])
            if poll["script"]:
                start_response("200 OK", [("Content-Type", "text/javascript")])
                return [_SCRIPT_TEMPLATE.substitute(epoch=epoch, request_id=number).encode()]
            start_response("200 OK", [("Content-Type", "text/plain")])
            self._log_poll_request(environ.get("HTTP_REFERER"), request_id=path)
            return [b"%d" % self._next_epoch(epoch, number)]
        self._request.path = path
        lasting = _DIGEST.fullmatch(environ.get("QUERY_STRING", "")) is not None

        def start(status: str, headers: list[tuple[str, str]]) -> Any:
            return start_response(status, [*headers, _LASTING] if lasting and status.startswith("200") else headers)

        answer: Iterable[bytes] | None = super()._serve_request(environ, start)
        return answer

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        """Return a page with the script that waits for the next one; what the browser was given is remembered.

        The script is a file, for the page's policy refuses what stands in the page.
        """
        number = next(self._ids)
        file = Path(self.root, self._request.path.removeprefix(self.mount_path))
        file = file / "index.html" if self._request.path.endswith("/") else file
        self._shown[number] = (file, _digest(content))
        while len(self._shown) > _REMEMBERED:
            self._shown.pop(next(iter(self._shown)), None)
        before, end, after = content.rpartition(b"</body>")
        script = b'<script src="/livereload/%d/%d.js"></script>' % (epoch, number)
        return b"%b%b%b%b" % (before or after, script, end, after if before else b"")

    def _next_epoch(self, epoch: int, number: int) -> int:
        """Return an epoch at which a browser's page is another than at `epoch`, or that one if it takes long."""

        def is_new() -> bool:
            if self._visible_epoch <= epoch:
                return False
            shown = self._shown.get(number)
            return shown is None or self._reload_all > epoch or _digest_of(shown[0]) != shown[1]

        with self._epoch_cond:
            found = self._epoch_cond.wait_for(is_new, timeout=self.poll_response_timeout)
            return self._visible_epoch if found else epoch


def _digest(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=16).digest()


def _digest_of(file: Path) -> bytes:
    """Return the digest of a file's content, empty if it is gone."""
    try:
        return _digest(file.read_bytes())
    except OSError:
        return b""
