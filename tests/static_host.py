"""A static host for tests: index files, redirects to folders, gzip, the nearest 404 page, below any path."""

from __future__ import annotations

import gzip
import mimetypes
import sys
import threading
import time
from functools import lru_cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import unquote, urlsplit

AXE = Path(__file__).parents[1] / "node_modules" / "axe-core" / "axe.min.js"
AXE_ADDRESS = "/axe"
"""Where every host has axe-core besides its site: browsers keep it, and what they have made of it."""
PAUSE = 0.4
_COMPRESSED = ("text/", "application/json", "application/xml", "image/svg+xml", "text/javascript")


@lru_cache(maxsize=256)
def _compressed(body: bytes) -> bytes:
    """Return what is sent of a file. Hosts compress it once, and not while a reader waits."""
    return gzip.compress(body, mtime=0)


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Tell of every error but a browser that went on before all was there."""
        if not isinstance(sys.exception(), ConnectionResetError | BrokenPipeError):
            super().handle_error(request, client_address)


class StaticHost:
    """Serves a folder at `url` on a port of its own while it is open, and notes what was asked of it."""

    def __init__(
        self, root: Path, base: str = "/", *, one_404: bool = True, headers: dict[str, str] | None = None
    ) -> None:
        """Serve `root` below `base`; `one_404` is a host that knows only the root's 404.html."""
        self.root, self.base, self.one_404, self.headers = root, base, one_404, headers or {}
        self.slow_at: bytes | None = None
        """Where a page's text stops for a while, as over a phone's network; what has been read is painted."""
        self.requests: list[tuple[str, int, int]] = []
        """Path, status and bytes of each answer."""
        self._server = _Server(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_port}{base}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _find(self, path: str) -> tuple[int, Path | None, str]:
        """Return status, file and the address to go to instead."""
        below = unquote(urlsplit(path).path)
        if not below.startswith(self.base):
            return HTTPStatus.NOT_FOUND, None, ""
        file = (self.root / below.removeprefix(self.base)).resolve()
        if not file.is_relative_to(self.root.resolve()):
            return HTTPStatus.NOT_FOUND, None, ""
        if file.is_dir() and not below.endswith("/"):
            return HTTPStatus.MOVED_PERMANENTLY, None, below + "/"
        file = file / "index.html" if file.is_dir() else file
        if file.is_file():
            return HTTPStatus.OK, file, ""
        folders = [self.root] if self.one_404 else [*file.parents]
        found = (f / "404.html" for f in folders if f.is_relative_to(self.root) and (f / "404.html").is_file())
        return HTTPStatus.NOT_FOUND, next(found, None), ""

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        host = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                if self.path == AXE_ADDRESS:
                    self._send_axe()
                    return
                status, file, location = host._find(self.path)
                body = file.read_bytes() if file else b""
                kind = (mimetypes.guess_type(file.name)[0] if file else None) or "application/octet-stream"
                first, marker, rest = body.partition(host.slow_at) if host.slow_at else (body, b"", b"")
                compress = (
                    not marker and kind.startswith(_COMPRESSED) and "gzip" in self.headers.get("Accept-Encoding", "")
                )
                body = _compressed(body) if compress else body
                host.requests.append((self.path, int(status), len(body)))
                self.send_response(status)
                if location:
                    self.send_header("Location", location)
                if compress:
                    self.send_header("Content-Encoding", "gzip")
                charset = "; charset=utf-8" if kind.startswith("text/") else ""
                self.send_header("Content-Type", kind + charset)
                self.send_header("Content-Length", str(len(body)))
                for name, value in host.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                if marker:
                    self.wfile.write(first)
                    time.sleep(PAUSE)
                    body = marker + rest
                self.wfile.write(body)

            def _send_axe(self) -> None:
                self.send_response(HTTPStatus.OK)
                self.send_header("Content-Type", "text/javascript; charset=utf-8")
                self.send_header("Content-Length", str(AXE.stat().st_size))
                self.send_header("Cache-Control", "max-age=3600")
                self.end_headers()
                self.wfile.write(AXE.read_bytes())

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing: `requests` has it."""

        return Handler
