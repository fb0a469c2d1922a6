"""A page that remembers what went wrong while it loaded: failed requests, other hosts, console errors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Request, Response

_NOTE_SCRIPT = """globalThis.siteScript = "";
for (const told of ["load", "error"]) {
  document.addEventListener(told, ({ target }) => {
    if (target.src?.includes("/assets/site.js")) siteScript = told;
  }, { capture: true });
}"""


class WatchedPage:
    """A browser page, and the troubles of its context."""

    def __init__(self, context: BrowserContext, home: str) -> None:
        self.context, self.home = context, home
        self.troubles: list[str] = []
        context.on("request", self._request)
        context.on("response", self._response)
        context.on("requestfailed", self._request_failed)
        context.on("console", lambda m: self.troubles.append(f"console: {m.text}") if m.type == "error" else None)
        context.on("weberror", lambda error: self.troubles.append(f"script: {error.error}"))
        context.add_init_script(_NOTE_SCRIPT)
        self.page = context.new_page()

    def open_all(self, urls: Iterable[str]) -> None:
        """Open each address in a page of its own and wait until all of them have what they ask for."""
        pages = []
        for url in urls:
            pages.append(self.context.new_page())
            pages[-1].goto(url)
        for page in pages:
            page.wait_for_load_state("networkidle")
            page.close()

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.home, "data:", "blob:")):
            self.troubles.append(f"another host: {request.url}")

    def _request_failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the reader went on before it was there
            self.troubles.append(f"{request.failure}: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self.troubles.append(f"{response.status}: {response.url}")


def visit(page: Page, url: str) -> None:
    """Open an address in a watched page and wait for the site's script, which comes when the page has been painted."""
    page.goto(url)
    has_site_script(page)


def has_site_script(page: Page) -> None:
    """Wait for the site's script in a watched page that is being opened."""
    for _ in range(1_500):  # not by a promise: nothing would end a test's wait for one where scripts are off
        if told := page.evaluate("siteScript"):
            break
        page.wait_for_timeout(20)
    assert told == "load", f"{page.url}: the site's script has not come"


@contextmanager
def watched(browser: Browser, home: str, **context: Any) -> Iterator[WatchedPage]:
    """Open a page of its own context, closed at the end."""
    opened = browser.new_context(**context)
    try:
        yield WatchedPage(opened, home)
    finally:
        opened.close()
