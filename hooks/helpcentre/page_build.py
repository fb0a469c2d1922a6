"""What MkDocs's events need of whatever pages are made for: a build of the site, or a preview's first pass."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from helpcentre.content.article_file import ArticleFile
from helpcentre.content.catalogue import Catalogue
from helpcentre.content.settings import Locale
from helpcentre.pages.site import LocaleSite


class PageCache(Protocol):
    """Knows texts of earlier builds, and notes what pages are made of."""

    @property
    def on(self) -> bool:
        """Whether anything is kept."""

    def begin(self, text_of: ArticleFile | None = None) -> None:
        """Note from here on what is read; the text of a page counts with all that was read for it."""

    def text(self, file: ArticleFile) -> str | None:
        """Return the HTML of a file's Markdown, if it is known."""

    def rendered(self, file: ArticleFile, html: str) -> None:
        """Keep the HTML that was rendered since `begin`."""

    def made(self, name: str, paths: Iterable[str]) -> None:
        """Note that files were made since `begin`."""


class PageBuild(Protocol):
    """Pages of one locale, as they are made."""

    @property
    def catalogue(self) -> Catalogue:
        """All that the site consists of."""

    @property
    def locale(self) -> Locale:
        """Whose pages they are."""

    @property
    def output_dir(self) -> Path:
        """Where they are written."""

    @property
    def is_parent(self) -> bool:
        """Whether this process makes what stands once in the site, too."""

    @property
    def cache(self) -> PageCache:
        """What is known, and what notes."""

    @property
    def own_site(self) -> LocaleSite:
        """What readers of the locale see."""

    @property
    def site(self) -> LocaleSite:
        """The same, for what is kept: it may note what is read."""

    def restored(self, file: ArticleFile) -> bool:
        """Whether the page that shows a file need not be made."""

    def shown(self, file: ArticleFile) -> ArticleFile:
        """Return the file, having noted that it is what its page shows."""
