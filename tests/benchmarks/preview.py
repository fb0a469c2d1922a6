"""Measures `mkdocs serve`: how long after a file is closed its page is in a browser. `make bench-preview` runs it.

Chromium shows an article, a sentence is added to its file, and the time is taken when it is on the screen. A second
client waits as MkDocs's script does and then asks for the page: the time without the browser's share. Wall seconds,
each the median of the rounds, with the load of the machine beside it; a round begins when all of the site is built.
"""

from __future__ import annotations

import argparse
import os
import re
import signal
import statistics
import tempfile
import time
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urljoin

from playwright.sync_api import Page, sync_playwright

import chromium
from benchmarks.corpus import make_corpus
from running_preview import Preview

LOCALES = ("en", "zh", "es", "fr", "de", "ru", "ar")
ARTICLE = "withdrawals/how-to-withdraw"
EDITED = ("zh", "en")
"""A translation, and the source, whose text other languages may show."""
_REST = "The rest of the site is built"
_PATIENCE = 1800.0
"""Seconds that a first build may take."""


def append(file: Path, text: str) -> float:
    """Add a paragraph to a file and return the moment when it was closed."""
    with file.open("a", encoding="utf-8") as stream:
        stream.write(f"\n{text}\n")
    return time.monotonic()


def read(url: str) -> str:
    with urllib.request.urlopen(url, timeout=120) as answer:
        text: str = answer.read().decode()
    return text


def over_http(preview: Preview, url: str, file: Path, text: str) -> float:
    script = re.search(r"/livereload/(\d+)/(\d+)\.js", read(url))
    assert script is not None
    with ThreadPoolExecutor(1) as waiting:
        told = waiting.submit(read, urljoin(preview.root, f"/livereload/{script[1]}/{script[2]}"))
        time.sleep(0.5)  # the request is with the server
        closed = append(file, text)
        told.result()
        assert text in read(url)
        return time.monotonic() - closed


def in_browser(page: Page, file: Path, text: str) -> float:
    closed = append(file, text)
    page.get_by_text(text).wait_for(timeout=120_000)
    return time.monotonic() - closed


def measure(preview: Preview, corpus: Path, rounds: int) -> None:
    print("| | median, s | all, s | load |\n|---|---|---|---|")
    with sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        for locale in EDITED:
            file = corpus / "docs" / locale / f"{ARTICLE}.md"
            url = f"{preview.root}{'' if locale == LOCALES[0] else f'{locale}/'}{ARTICLE}/"
            page = browser.new_page()
            page.goto(url)
            ways: dict[str, Callable[[str], float]] = {
                "in Chromium": lambda text, page=page, file=file: in_browser(page, file, text),
                "over HTTP": lambda text, url=url, file=file: over_http(preview, url, file, text),
            }
            for way, take in ways.items():
                taken = []
                for round_ in range(rounds):
                    page.wait_for_timeout(1500)  # a writer's pause
                    start = len(preview.output)
                    taken.append(take(f"One more sentence, {way}, the {round_ + 1}."))
                    preview.wait_for(_REST, start, _PATIENCE)
                every = ", ".join(f"{one:.2f}" for one in taken)
                median, load = statistics.median(taken), os.getloadavg()[0]
                print(f"| {locale}, {way} | {median:.2f} | {every} | {load:.1f} |", flush=True)
            page.close()
        browser.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=1000, help="articles a language")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--corpus", type=Path, help="a help centre that was made before, by corpus.py")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="helpcentre-bench-") as scratch:
        corpus = options.corpus or make_corpus(Path(scratch, "corpus"), options.size, LOCALES).parent
        preview = Preview(corpus)
        try:
            preview.wait_until_it_serves(_PATIENCE)
            time.sleep(10)  # what the first pass needs is made ready meanwhile
            measure(preview, corpus, options.rounds)
        finally:
            os.killpg(preview.process.pid, signal.SIGINT)
            preview.process.wait()


if __name__ == "__main__":
    main()
