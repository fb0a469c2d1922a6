"""A page that remembers what went wrong while it loaded: failed requests, other hosts, console errors."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page, Request, Response


class WatchedPage:
    """A browser page and its troubles."""

    def __init__(self, page: Page, home: str) -> None:
        self.page, self.home = page, home
        self.troubles: list[str] = []
        page.on("request", self._request)
        page.on("response", self._response)
        page.on("requestfailed", self._request_failed)
        page.on("console", lambda m: self.troubles.append(f"console: {m.text}") if m.type == "error" else None)
        page.on("pageerror", lambda error: self.troubles.append(f"script: {error}"))

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.home, "data:", "blob:")):
            self.troubles.append(f"another host: {request.url}")

    def _request_failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the reader went on before it was there
            self.troubles.append(f"{request.failure}: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self.troubles.append(f"{response.status}: {response.url}")


@contextmanager
def watched(browser: Browser, home: str, **context: Any) -> Iterator[WatchedPage]:
    """Open a page of its own context, closed at the end."""
    opened = browser.new_context(**context)
    try:
        yield WatchedPage(opened.new_page(), home)
    finally:
        opened.close()
