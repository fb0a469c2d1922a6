"""What tests of the search module share: a site of a few articles a language that has a search and nothing else."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from helpcentre.output.search_entry import SearchEntry

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "tests" / "output"
CORPUS: dict[str, list[dict[str, Any]]] = json.loads((FIXTURES / "search_corpus.json").read_text("utf-8"))
PAGE = '<!doctype html><html lang="{lang}" data-locale="{locale}"><link rel="icon" href="data:,"><title>Page</title>'
SAID = """async (locale) => {
  const { search } = await import(new URL("../../assets/search/search.js", document.baseURI));
  return search("password", { locale }).then((hits) => hits[0].title, (error) => error.message);
}"""
"""What the first hit for `password` is called, or why there is none."""


def corpus_entries(locale: str) -> list[SearchEntry]:
    """Return what can be found in a language."""
    return [SearchEntry(**{**raw, "keywords": tuple(raw.get("keywords", ()))}) for raw in CORPUS[locale]]


def copy_scripts(root: Path) -> None:
    """Put the search's scripts into a site."""
    scripts = ROOT / "overrides" / "assets" / "search"
    assert (scripts / "worker.js").is_file(), "the bundles are missing: run `npm ci && npm run build` first"
    shutil.copytree(scripts, root / "assets" / "search")


def write_index(root: Path, locale: str, files: dict[str, bytes]) -> None:
    """Put the files of an index into a site."""
    for path, data in files.items():
        file = root / "assets" / "search" / locale / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


def write_home(root: Path, locale: str, lang: str) -> None:
    """Put a page from which to search into a site."""
    home = root / locale / "home" / "index.html"
    home.parent.mkdir(parents=True)
    home.write_text(PAGE.format(lang=lang, locale=locale), "utf-8")


def call(page: Page, name: str, *args: object) -> Any:
    """Return what an export of the search module answers in the page."""
    code = (
        "async ([name, args]) => "
        "(await import(new URL('../../assets/search/search.js', document.baseURI)))[name](...args)"
    )
    return page.evaluate(code, [name, list(args)])
