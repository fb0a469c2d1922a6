"""One build of the site: who builds what, what surrounds the pages, and when the result becomes the site."""

from __future__ import annotations

import logging
import shutil
import sys
import time
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlsplit

from helpcentre.content.brand import brand_css
from helpcentre.content.catalogue import Catalogue
from helpcentre.content.settings import Locale
from helpcentre.output import redirects
from helpcentre.output.query_words import query_words
from helpcentre.output.search_index import index_files
from helpcentre.output.sitemap import SitemapPage, sitemap_xml
from helpcentre.pages.redirects import moved_pages
from helpcentre.pages.search import search_entries
from helpcentre.pages.site import LocaleSite
from helpcentre.pages.urls import absolute_url, page_url
from helpcentre.run.staging import Staging, carry_over, open_staging
from helpcentre.run.workers import WorkerResult, Workers, default_slots

BRAND_SHEET = "assets/stylesheets/brand.css"
SEARCH_FOLDER = "assets/search"
_PARTS = ".parts"


class LocaleFailedError(RuntimeError):
    """A worker could not build its locale."""


class SiteBuild:
    """The build of all locales, as one of its processes sees it.

    The process that MkDocs runs in builds the source locale and waits for the others, which it forks.
    """

    def __init__(
        self, catalogue: Catalogue, site_dir: Path, log: logging.Logger, unchanged: Collection[str] = ()
    ) -> None:
        """Open a staging beside `site_dir`; locales in `unchanged` are taken over from it as they are."""
        self.catalogue = catalogue
        self.log = log
        self.site_dir = site_dir
        others = [locale.key for locale in catalogue.settings.published if locale.key != catalogue.settings.source]
        self.unchanged = [key for key in others if key in unchanged and (site_dir / key).is_dir()]
        building = [key for key in others if key not in self.unchanged]
        self.workers = Workers(building, default_slots(), log, self._show_progress)
        # Last of what can fail: whoever gets a SiteBuild closes it, nobody else would.
        self.staging: Staging = open_staging(site_dir)
        self.locale: Locale = catalogue.settings.locale(catalogue.settings.source)
        self.output_dir = self.staging.path
        """Where this process writes."""
        self.is_parent = True

    def fork(self) -> None:
        """Go on in one process a locale; from here on `locale` and `output_dir` are this process's."""
        name = self.workers.fork()
        if name is not None:
            self.is_parent = False
            self.locale = self.catalogue.settings.locale(name)
            self.output_dir = self.staging.path / _PARTS / name
            self.output_dir.mkdir(parents=True)
        self.site = LocaleSite(self.catalogue, self.locale)
        self.started = time.monotonic()

    def _show_progress(self, result: WorkerResult, done: int, total: int) -> None:
        if sys.stderr.isatty() and self.log.isEnabledFor(logging.INFO):
            sys.stderr.write(f"\r\033[K{done} of {total + 1} languages built ({result.name})")
            sys.stderr.flush()
            if done == total:
                sys.stderr.write("\r\033[K")

    def write(self, path: str, data: bytes) -> None:
        """Write a file of the site; `path` is relative to its root."""
        file = self.output_dir / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)

    def write_search_index(self) -> None:
        """Write the index of this process's locale."""
        words = query_words(self.catalogue.synonyms, self.catalogue.glossary, self.locale.key)
        for path, data in index_files(search_entries(self.site), extra=words).items():
            self.write(f"{SEARCH_FOLDER}/{self.locale.key}/{path}", data)

    def leave(self, code: int = 0) -> NoReturn:
        """End a worker; its count of pages goes to the parent."""
        if code == 0:
            pages = sum(1 for _ in self.catalogue.pages(self.locale.key))
            self.workers.send((pages, time.monotonic() - self.started))
        self.workers.leave(code)

    def gather(self, replay: Callable[[logging.LogRecord], None]) -> None:
        """Wait for the workers, show in order what each had to say, and join their pages to the parent's.

        Raises LocaleFailedError, after the output, if one failed.
        """
        self._say_built(
            self.locale.key, sum(1 for _ in self.catalogue.pages(self.locale.key)), time.monotonic() - self.started
        )
        failed: list[WorkerResult] = []
        for result in self.workers.wait():
            for record in result.records:
                record.msg = f"[{result.name}] {record.msg}"
                replay(record)
            if result.output.strip():
                self.log.info("[%s] %s", result.name, result.output.strip())
            if result.state == "failed":
                failed.append(result)
            elif result.state == "done":
                self._say_built(result.name, *result.values[0])
                self._join(result.name)
        if failed:
            reasons = "; ".join(f"{result.name} {result.reason}" for result in failed)
            raise LocaleFailedError(f"not every language could be built: {reasons}")
        for key in self.unchanged:
            carry_over(self.site_dir / key, self.staging.path / key)
            index = f"{SEARCH_FOLDER}/{key}"
            carry_over(self.site_dir / index, self.staging.path / index)
        shutil.rmtree(self.staging.path / _PARTS, ignore_errors=True)

    def _say_built(self, name: str, pages: int, seconds: float) -> None:
        self.log.info("[%s] %d pages in %.1f s", name, pages, seconds)

    def _join(self, name: str) -> None:
        part = self.staging.path / _PARTS / name
        (part / name).rename(self.staging.path / name)
        index = f"{SEARCH_FOLDER}/{name}"
        (self.staging.path / index).parent.mkdir(parents=True, exist_ok=True)
        (part / index).rename(self.staging.path / index)

    def write_brand(self) -> None:
        """Write the style sheet of the brand's colour, where mkdocs.yml has one."""
        colour = self.catalogue.settings.options.brand.colour
        if colour is not None:
            self.write(BRAND_SHEET, brand_css(colour).encode())

    def write_sitemap(self) -> None:
        """Write sitemap.xml, and robots.txt that names it, unless docs/ has one of its own.

        A site whose address nobody has told gets no sitemap: its entries must be whole addresses.
        """
        settings = self.catalogue.settings
        text = "User-agent: *\nAllow: /\n"
        if settings.site_url:
            self.write("sitemap.xml", sitemap_xml(self._sitemap_pages()))
            text += f"Sitemap: {absolute_url(settings, 'sitemap.xml')}\n"
        if "robots.txt" not in self.catalogue.assets:
            self.write("robots.txt", text.encode())

    def _sitemap_pages(self) -> list[SitemapPage]:
        settings = self.catalogue.settings
        pages = []
        for shared_path in self.catalogue.source_files:
            alternates = self.catalogue.alternates(shared_path)
            hrefs = {x.lang: absolute_url(settings, page_url(settings, x.key, shared_path)) for x in alternates}
            default = {"x-default": hrefs[alternates[0].lang]} if alternates else {}
            for locale in alternates:
                file = self.catalogue.get(locale.key, shared_path)
                modified = file.meta.reviewed.isoformat() if file and file.meta.reviewed else ""
                announced: Mapping[str, str] = hrefs | default if len(hrefs) > 1 else {}
                pages.append(SitemapPage(hrefs[locale.lang], modified, announced))
        return pages

    def write_redirects(self) -> None:
        """Write what static hosts read to answer old addresses; rules of docs/ stand first, where the first wins."""
        settings = self.catalogue.settings
        root = urlsplit(settings.site_url or "/").path.rstrip("/") + "/"
        sites = [LocaleSite(self.catalogue, locale) for locale in settings.published]
        moved = ((page.url, page.page.url) for site in sites for page in moved_pages(site))
        rules = redirects.redirect_rules(moved, root)
        own = settings.docs_dir / redirects.NAME
        if rules:
            before = own.read_text(encoding="utf-8").rstrip("\n") + "\n" if own.is_file() else ""
            self.write(redirects.NAME, (before + rules).encode())

    def publish(self) -> None:
        """Put the finished build in the place of the site."""
        self.staging.publish()

    def abandon(self) -> None:
        """End the workers and drop what they wrote; the site stays as it was. Harmless when all is done."""
        self.workers.stop()
        self.staging.discard()
