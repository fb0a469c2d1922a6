"""What was parsed is the same when a later run takes it from the store."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpcentre.content.reading import Parsed, TextFile, parse_file
from helpcentre.parse_cache import ParseCache
from helpcentre.run.store import Store

LINES = st.sampled_from(
    [
        "---",
        "reviewed: 2026-11-20",
        'description: "\\u00e9 *a*"',
        "kind: nope",
        "keywords: [1, true, x]",
        "? [a]\n: b",
        "# Title",
        "## Näme {#id}",
        "Text `code` [link](../a/b.md#c) ![image](x.png)",
        "1. one\n2. two",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        '!!! note "T"\n    inside',
        '<a id="x" href="y.md&#xD800;">&#0;z</a>',
        "{{ facts.fee }}",
        '--8<-- "passage.md"',
        "[text][nowhere]",
        "你好，世界",
        "",
    ]
)
FILES = st.lists(LINES, max_size=12).map(lambda lines: "\n".join(lines).encode()) | st.binary(max_size=40)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


def parsed_by_a_run(folder: Path, files: list[TextFile]) -> list[Parsed]:
    cache = ParseCache(Store(folder), "constant", "docs", logging.getLogger(__name__))
    found = list(cache.parse_all(files, lambda: None))
    cache.save()
    return found


@settings(max_examples=60, deadline=None)
@given(data=FILES)
def test_what_is_kept_is_what_was_parsed(folder: Path, data: bytes) -> None:
    file = TextFile("en/topic/article.md", data)
    fresh, faults = parse_file(file)
    parsed_by_a_run(folder, [file])
    kept, kept_faults = parsed_by_a_run(folder, [file])[0]
    assert type(kept) is not type(fresh), "it was parsed again"
    assert (kept.head, kept.document, kept.meta) == (fresh.head, fresh.document, fresh.meta)
    assert (kept.digest, kept.title, list(kept_faults)) == (fresh.digest, fresh.title, list(faults))
