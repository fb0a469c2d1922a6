"""What a first search loads and how long it takes, how often the answer is among the first five, what a key costs.

`make bench` prints the tables; search_sites.py says on which texts. Bytes are all that a reader's first search loads:
both modules, the index and its parts, as a static host sends them with gzip. Times are Chromium's, from a page that has
loaded nothing of the search.
"""

from __future__ import annotations

import gzip
import os
import shutil
import statistics
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.search_queries import Query, article, queries
from benchmarks.search_sites import sites
from helpcentre.output.search_entry import SearchEntry
from helpcentre.output.search_index import index_files
from output.search_driver import SearchDriver
from static_host import StaticHost

ASSETS = Path(__file__).parents[2] / "overrides" / "assets" / "search"
LINE = {"offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}
SAMPLE = int(os.environ.get("HELPCENTRE_BENCH_QUERIES", "100"))
COLD = 9
"""Cold starts of the browser for each kind of query."""
FIRST = """async ([folder, locale, query]) => {
  const start = performance.now();
  const { search } = await import(`${folder}/search.js`);
  await search(query, { locale });
  return performance.now() - start;
}"""
KEYS = """async ([folder, locale, queries]) => {
  const { find } = await import(`${folder}/search.js`);
  // As the dialog asks: with marks, and without waiting for texts.
  const asked = { locale, texts: false };
  await find(queries[0], asked);
  const times = [];
  for (const query of queries) {
    for (let end = 1; end <= query.length; end++) {
      const start = performance.now();
      await find(query.slice(0, end), asked);
      times.push(performance.now() - start);
    }
  }
  return times;
}"""


def sent(data: bytes) -> int:
    """Return how many bytes a host sends for a file."""
    return len(gzip.compress(data, 6, mtime=0))


def percentile(numbers: Sequence[float], share: float) -> float:
    """Return the number that this share of the numbers does not exceed."""
    ordered = sorted(numbers)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def place_of(urls: Sequence[str], query: Query) -> int:
    """Return the place of the first article that answers, from 0; 99 where there is none."""
    articles = dict.fromkeys(article(url) for url in urls)
    return next((place for place, url in enumerate(articles) if url in query.answers), 99)


def test_search(browser: Browser, tmp_path: Path) -> None:
    modules = sum(sent((ASSETS / name).read_bytes()) for name in ("search.js", "worker.js"))
    print(f"\n\nmodules {modules / 1000:.1f} kB; load of the machine {os.getloadavg()[0]:.1f}")
    head = ("site", "locale", "pages", "form", "built s", "query", "recall@5", "MRR", "kB p50", "kB p95", "kB max")
    print(" | ".join((*head, "requests", "first s", "key p50 ms", "key p95 ms")))
    for site, locales in sites(tmp_path):
        for locale, entries in locales.items():
            measure(site, locale, entries, modules, browser, tmp_path)


def measure(site: str, locale: str, entries: list[SearchEntry], modules: int, browser: Browser, scratch: Path) -> None:
    started = time.process_time()
    files = index_files(entries)
    spent = time.process_time() - started
    sizes = {path: sent(data) for path, data in files.items()}
    asked = defaultdict(list)
    for query in queries(entries, locale, SAMPLE):
        asked[query.kind].append(query)
    pages = len({article(entry.url) for entry in entries})
    folder = scratch / f"{site} {locale}"
    shutil.copytree(ASSETS, folder, ignore=lambda _, names: [name for name in names if not name.endswith(".js")])
    for path, data in files.items():
        file = folder / locale / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    (folder / "index.html").write_text("<!doctype html><link rel=icon href=data:,><title>Trial</title>")
    with SearchDriver() as driver, StaticHost(folder) as host:
        whole = "whole" in driver.open(files)
        keys = key_times(browser, host, locale, [q.text for kind in asked.values() for q in kind[:4]])
        firsts: list[float] = []
        for kind, ones in asked.items():
            places, loaded, requests = [], [], []
            for query in ones:
                if not whole:
                    driver.ask(reopen=True)
                answer = driver.find(query.text, 10, False)
                places.append(place_of([hit["url"] for hit in answer["hits"]], query))
                loaded.append((modules + sizes["index.json"] + sum(sizes[path] for path in answer["fetched"])) / 1000)
                requests.append(3 + len(answer["fetched"]))
            seconds = [first_result(browser, host, locale, query.text) for query in ones[:COLD]]
            firsts += seconds
            columns = (
                f"{site} | {locale} | {pages} | {'one file' if whole else 'parts'} | {spent:.2f} | {kind}",
                f"{sum(place < 5 for place in places) / len(places):.3f}",
                f"{sum(1 / (place + 1) for place in places if place < 10) / len(places):.3f}",
                f"{percentile(loaded, 0.5):.0f} | {percentile(loaded, 0.95):.0f} | {max(loaded):.0f}",
                f"{statistics.median(requests):.0f} | {statistics.median(seconds):.2f}",
                f"{percentile(keys, 0.5):.1f} | {percentile(keys, 0.95):.1f}",
            )
            print(" | ".join(columns), flush=True)
    print(f"{site} | {locale} | first result, all kinds: {statistics.median(firsts):.2f} s ({max(firsts):.2f})")


def first_result(browser: Browser, host: StaticHost, locale: str, query: str) -> float:
    """Return the seconds from the import of the module to the first hits, on a slow line, with nothing loaded."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(host.url)
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", LINE)
    seconds = float(page.evaluate(FIRST, [host.url.rstrip("/"), locale, query])) / 1000
    context.close()
    return seconds


def key_times(browser: Browser, host: StaticHost, locale: str, texts: list[str]) -> list[float]:
    """Return the milliseconds from each key to its answer, as queries are typed on a fast line."""
    page = browser.new_page()
    page.goto(host.url)
    times: list[float] = page.evaluate(KEYS, [host.url.rstrip("/"), locale, texts])
    page.close()
    return times
