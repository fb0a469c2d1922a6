"""The browser's side of the search, for tests of what the builder writes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from output.search_driver import SearchDriver


@pytest.fixture(scope="module")
def driver() -> Iterator[SearchDriver]:
    with SearchDriver() as driver:
        yield driver
