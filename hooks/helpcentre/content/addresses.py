"""Addresses below the site's root: which articles and files share one, and which the engine writes to itself."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping

from helpcentre.content.settings import Settings

SEARCH_PAGE = "search"
STATUS_PAGE = "translation-status"
NOT_FOUND_PAGE = "404"
"""Hosts that leave out endings show it there, too."""
NOT_FOUND_FILE = f"{NOT_FOUND_PAGE}.html"
ASSETS_FOLDER = "assets"
SITEMAP_FILE = "sitemap.xml"
ROBOTS_FILE = "robots.txt"
HOST_REDIRECTS_FILE = "_redirects"
SCHEME_WORKER = "colour-scheme-worker.js"
"""Stands at the site's root, for a browser lets a worker take part in what is below its folder."""
STATUS_DATA_FILE = f"{STATUS_PAGE}/status.json"

_OWN = {
    SEARCH_PAGE: "the search page",
    STATUS_PAGE: "the page of the translations' state",
    NOT_FOUND_PAGE: "the page for addresses that lead nowhere",
    **{
        file: f"the file {file}"
        for file in (SITEMAP_FILE, ROBOTS_FILE, HOST_REDIRECTS_FILE, SCHEME_WORKER, STATUS_DATA_FILE, NOT_FOUND_FILE)
    },
}
"""What the engine writes in each locale's folder, or in the site's root, by its address key."""
_WRITTEN = (SITEMAP_FILE, STATUS_DATA_FILE, NOT_FOUND_FILE)
"""Those of them that are files of the engine's alone; docs/ and the theme may have a robots.txt, say, of their own."""
_README = "README.md"


def address_key(shared_path: str, *, directory_urls: bool) -> str:
    """Return what two articles with the same address share: `a/b.md` and `a/b/index.md` with directory URLs."""
    stem = shared_path.removesuffix(".md")
    is_index = posixpath.basename(stem) == "index"
    return stem.removesuffix("index").rstrip("/") if directory_urls and is_index else stem


def reserved_for(shared_path: str, settings: Settings) -> str:
    """Return what else stands at the address that an article of a path would have; empty where nothing does."""
    key = address_key(shared_path, directory_urls=settings.directory_urls)
    return _reserved(key, {locale.key for locale in settings.locales if locale.key != settings.source})


def folded(path: str) -> str:
    """Return what paths share that are one to Windows and macOS: capital letters and forms of accents do not count."""
    return unicodedata.normalize("NFC", path).casefold()


def _reserved(key: str, other_locales: Collection[str]) -> str:
    key = folded(key)
    if key in _OWN:
        return _OWN[key]
    folder, *below = key.split("/")
    if (locale := next((x for x in other_locales if folded(x) == folder), "")) != "":
        return f"the pages of the locale {locale}"
    if folder == ASSETS_FOLDER:
        return f"the files in {ASSETS_FOLDER}/, which browsers keep for long"
    return "the page of its folder" if "index.html" in (folder, *below) else ""


def taken_addresses(shared_paths: Iterable[str], settings: Settings) -> Iterator[tuple[str, str]]:
    """Yield each path whose page would not be there, or take another's place, and what has its address."""
    others = {locale.key for locale in settings.locales if locale.key != settings.source}
    known: dict[str, str] = {}
    for path in shared_paths:
        if posixpath.basename(path) == _README:  # which MkDocs takes for its folder's index
            yield path, posixpath.join(posixpath.dirname(path), "index.md")
            continue
        key = address_key(path, directory_urls=settings.directory_urls)
        if other := known.get(folded(key)) or _reserved(key, others):
            yield path, other
        known.setdefault(folded(key), path)


def files_in_the_way(
    assets: Iterable[str], shared_paths: Iterable[str], settings: Settings
) -> Iterator[tuple[str, str]]:
    """Yield each other file of docs/ that would lie where a page is written, and what has its address.

    `assets` are relative to docs/. One in the source locale's folder lies beside the source's pages, as do those in no
    locale's folder.
    """
    pages = _page_files(shared_paths, settings)
    others = [locale.key for locale in settings.locales if locale.key != settings.source]
    folders = {folded(key): f"the pages of the locale {key}" for key in others}
    folders[ASSETS_FOLDER] = f"the files in {ASSETS_FOLDER}/"
    for file, other in pages.items():
        for folder in _folders_of(file):
            folders.setdefault(folder, other)
    for asset in sorted(assets):
        path = asset.removeprefix(f"{settings.source}/")
        first, _, rest = path.partition("/")
        path = folded(rest if rest and first in others else path)
        above = (pages[folder] for folder in _folders_of(path) if folder in pages)
        if other := pages.get(path) or folders.get(path) or next(above, ""):
            yield asset, other


def _page_files(shared_paths: Iterable[str], settings: Settings) -> Mapping[str, str]:
    """Return, by its folded path in a locale's folder, what each file is that a build writes for a page."""
    with_folders = settings.directory_urls

    def file(key: str) -> str:
        return folded(posixpath.join(key, "index.html") if with_folders else f"{key}.html")

    own = {file(key): _OWN[key] for key in (SEARCH_PAGE, STATUS_PAGE)} | {name: _OWN[name] for name in _WRITTEN}
    return {file(address_key(path, directory_urls=with_folders)): path for path in shared_paths} | own


def _folders_of(path: str) -> Iterator[str]:
    while path := posixpath.dirname(path):
        yield path
