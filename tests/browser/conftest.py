"""Sites under a policy: the repository's, and a trial of the search; and who reads them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from browser.search_trial import CORPUS, copy_scripts, corpus_entries, write_home, write_index
from browser.watch import WatchedPage, watched
from helpcentre.output import search_index
from helpcentre.output.search_index import index_files
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


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a trial of the search, below a path: each language's index in one file, and in parts."""
    root = tmp_path_factory.mktemp("trial")
    copy_scripts(root)
    for locale in CORPUS:
        entries = corpus_entries(locale)
        write_index(root, locale, index_files(entries))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(search_index, "PART_BITS", 1000)
            patch.setattr(search_index, "SHOWN_ENTRIES", 3)
            write_index(root, f"{locale}-in-parts", index_files(entries, one_file=False))
        write_home(root, locale, entries[0].lang)
    with StaticHost(root, "/repo/", headers={"Content-Security-Policy": POLICY}) as host:
        yield host.url


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page; what it complains of on the console fails the test."""
    context = browser.new_context()
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []
