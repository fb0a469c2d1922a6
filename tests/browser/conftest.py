"""The repository's site under a policy, and a reader of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from browser.watch import WatchedPage, watched
from static_host import StaticHost

POLICY = (
    "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; "
    "style-src 'self'; img-src 'self' data:"
)


@pytest.fixture(scope="module")
def guarded(site: Path) -> Iterator[StaticHost]:
    """The site, whose pages may do no more than the policy says."""
    with StaticHost(site, headers={"Content-Security-Policy": POLICY}) as host:
        yield host


@pytest.fixture
def reader(guarded: StaticHost, browser: Browser) -> Iterator[WatchedPage]:
    """A reader whose browser must have had nothing to complain of in the end."""
    with watched(browser, guarded.url) as reader:
        yield reader
        assert reader.troubles == []
