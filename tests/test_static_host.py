"""The host that tests serve sites with says nothing of a browser that goes on, and tells of every other error."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from static_host import StaticHost

REQUEST = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
RESET_WHEN_CLOSED = struct.pack("ii", 1, 0)


def no_pages(_path: str) -> Any:
    raise LookupError


@pytest.mark.parametrize(
    ("sent", "find", "is_told"),
    [(REQUEST[:9], None, False), (REQUEST, no_pages, True)],
    ids=["reset while it is asked", "an error of ours"],
)
def test_which_errors_are_told(
    sent: bytes,
    find: Callable[[str], Any] | None,
    is_told: bool,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with StaticHost(tmp_path) as host:
        if find is not None:
            monkeypatch.setattr(host, "_find", find)
        ended = threading.Event()

        def note(request: Any, client_address: Any) -> None:
            handle_error(request, client_address)
            ended.set()

        handle_error = host._server.handle_error
        monkeypatch.setattr(host._server, "handle_error", note)
        with socket.create_connection(host._server.server_address[:2]) as browser:
            browser.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_WHEN_CLOSED)
            browser.sendall(sent)
            if is_told:
                assert ended.wait(30)
        assert ended.wait(30)
    assert ("Traceback" in capfd.readouterr().err) is is_told
