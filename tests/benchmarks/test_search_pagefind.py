"""The alternative that was measured: Pagefind 1.6.0 (extended) behind a small index of titles and headings.

`HELPCENTRE_PAGEFIND` names its program, `npm install pagefind@1.6.0` brings it; the texts and the queries are those of
test_search.py. A query is answered from titles where all its words stand in one, then by Pagefind, then from titles.
"""

from __future__ import annotations

import html
import os
import statistics
import subprocess
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from benchmarks.search_queries import article, queries
from benchmarks.search_sites import sites
from benchmarks.test_search import ASSETS, COLD, LINE, SAMPLE, percentile, place_of, sent
from helpcentre.output.search_entry import SearchEntry
from helpcentre.output.search_index import index_files
from output.search_driver import SearchDriver
from static_host import StaticHost

PROGRAM = os.environ.get("HELPCENTRE_PAGEFIND", "")
SEARCH = """async ([address, query]) => {
  const start = performance.now();
  const pagefind = await import(address);
  const { results } = await pagefind.search(query);
  const found = await Promise.all(results.slice(0, 5).map((result) => result.data()));
  return { ms: performance.now() - start, urls: found.map(({ url }) => url) };
}"""


@pytest.mark.skipif(not PROGRAM, reason="HELPCENTRE_PAGEFIND names no program")
def test_pagefind_behind_titles(browser: Browser, tmp_path: Path) -> None:
    modules = sum(sent((ASSETS / name).read_bytes()) for name in ("search.js", "worker.js"))
    head = ("site", "locale", "query", "recall@5 Pagefind", "recall@5 with titles", "kB p50", "kB max", "first s")
    print("\n\n" + " | ".join((*head, "query p50 ms", "query p95 ms")))
    for site, locales in sites(tmp_path):
        for locale, entries in locales.items():
            folder = tmp_path / f"pagefind {site} {locale}"
            write_pages(folder, entries)
            subprocess.run([PROGRAM, "--site", str(folder)], check=True, capture_output=True, timeout=600)
            measure(site, locale, entries, folder, modules, browser)


def write_pages(folder: Path, entries: list[SearchEntry]) -> None:
    """Write a page an article, with its words and nothing else."""
    pages: dict[str, list[SearchEntry]] = defaultdict(list)
    for entry in entries:
        pages[article(entry.url)].append(entry)
    for url, parts in pages.items():
        body = [f"<h1>{html.escape(parts[0].title)}</h1>"]
        for part in parts:
            if part.section:
                body.append(f'<h2 id="{html.escape(part.url.partition("#")[2])}">{html.escape(part.section)}</h2>')
            body.append(f"<p>{html.escape(part.text)}</p>")
        file = folder / url / "index.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        text = "".join(body)
        file.write_text(
            f'<!doctype html><html lang="{parts[0].lang}"><meta charset="utf-8"><link rel="icon" href="data:,">'
            f"<title>{html.escape(parts[0].title)}</title><body data-pagefind-body>{text}</body></html>",
            "utf-8",
        )


def measure(site: str, locale: str, entries: list[SearchEntry], folder: Path, modules: int, browser: Browser) -> None:
    titles = index_files([replace(entry, text="") for entry in entries], one_file=True)
    own = modules + sent(titles["index.json"])
    asked = defaultdict(list)
    for query in queries(entries, locale, SAMPLE):
        asked[query.kind].append(query)
    first = next(entry.url for entry in entries if entry.lead)
    with SearchDriver() as driver, StaticHost(folder) as host:
        driver.open(titles)
        page = browser.new_page()
        page.goto(host.url + article(first))
        for kind, ones in asked.items():
            alone, both, times = [], [], []
            for query in ones:
                found = search(page, host, query.text)
                hits = driver.find(query.text, 10, False)["hits"]
                sure = [hit["url"] for hit in hits if hit["score"] >= 1]
                rest = [hit["url"] for hit in hits if hit["score"] < 1]
                alone.append(place_of(found["urls"], query) < 5)
                both.append(place_of([*sure, *found["urls"], *rest], query) < 5)
                times.append(found["ms"])
            cold = [cold_search(browser, host, article(first), query.text) for query in ones[:COLD]]
            loaded = [(own + size) / 1000 for size, _ in cold]
            columns = (
                f"{site} | {locale} | {kind} | {sum(alone) / len(alone):.3f} | {sum(both) / len(both):.3f}",
                f"{percentile(loaded, 0.5):.0f} | {max(loaded):.0f} | {statistics.median(s for _, s in cold):.2f}",
                f"{percentile(times, 0.5):.1f} | {percentile(times, 0.95):.1f}",
            )
            print(" | ".join(columns), flush=True)
        page.close()


def search(page: Page, host: StaticHost, query: str) -> dict[str, Any]:
    """Return the milliseconds and the addresses, relative to the root, of what Pagefind finds first."""
    found = page.evaluate(SEARCH, [f"{host.url}pagefind/pagefind.js", query])
    return {"ms": found["ms"], "urls": [url.lstrip("/") for url in found["urls"]]}


def cold_search(browser: Browser, host: StaticHost, address: str, query: str) -> tuple[int, float]:
    """Return bytes and seconds of a first search on a slow line."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(host.url + address)
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", LINE)
    before = len(host.requests)
    seconds = search(page, host, query)["ms"] / 1000
    context.close()
    return sum(size for _, _, size in host.requests[before:]), float(seconds)
