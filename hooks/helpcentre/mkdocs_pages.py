"""The files and pages that MkDocs is given to build: made from the catalogue, and rendered by one parser a process.

MkDocs would walk docs/ and the theme's ten thousand icons in each process, static-i18n would make every file anew for
each locale, and each page would set up its own Markdown parser: two thirds of a build. Imports MkDocs, as the adapter.
"""

from __future__ import annotations

import logging
import posixpath
import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from markdown.treeprocessors import Treeprocessor
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel, set_exclusions
from mkdocs.structure.pages import Page, _RelativePathTreeprocessor
from mkdocs.structure.toc import get_toc
from mkdocs.utils import get_relative_url

from helpcentre.pages.markdown_parser import make_parser
from helpcentre.pages.site import LocaleSite

_PLAIN_LINK = re.compile(r"(?P<path>(?!/)[\w./-]+\.md)(?P<fragment>#[^\s\x00-\x1f]+)?")
"""A link that is the same however it is read: without scheme, query, or what is written as a percentage."""
_SHOWN = (InclusionLevel.INCLUDED, InclusionLevel.NOT_IN_NAV)


class LocaleFiles(Files):
    """Assets, the pages to render, and, for links, every other page of the locale."""

    def __init__(self, assets: Files, pages: Iterable[File], find: Callable[[str], File | None]) -> None:
        super().__init__([*assets, *pages])
        self._assets = assets
        self._find = find

    def get_file_from_path(self, path: str) -> File | None:
        """Return the page or asset that a link's path names, as static-i18n finds it: own language, then source."""
        return self._find(path) or self._assets.get_file_from_path(path)


class PageFiles:
    """MkDocs's files of a locale's pages, each made when it is asked for."""

    def __init__(self, config: MkDocsConfig, site: LocaleSite, *, contents: bool = False) -> None:
        """`contents` says whether somebody asks pages for theirs; the engine has its own."""
        self._config = config
        self._site = site
        self._contents = contents
        self._made: dict[str, File] = {}

    def of(self, path: str) -> File:
        """Return the file of the page that shows an article's file."""
        made = self._made.get(path)
        if made is None:
            made = self._made[path] = self._make(path)
        return made

    def find(self, path: str) -> File | None:
        """Return the file of the page that a path below docs/ names, be it in this locale's folder or the source's."""
        folder, _, rest = path.partition("/")
        site = self._site
        shared_path = rest if folder in (site.locale.key, site.settings.source) else path
        shown = site.shown_path(shared_path)
        if shown is None:
            len(site.catalogue.assets)  # where the answer is sought next
        return self.of(shown) if shown is not None else None

    def _make(self, path: str) -> File:
        config, locale = self._config, self._site.locale.key
        file = File(path, config.docs_dir, config.site_dir, config.use_directory_urls)
        below = file.dest_uri.partition("/")[2]
        file.dest_uri = below if locale == self._site.settings.source else f"{locale}/{below}"
        set_exclusions([file], config)
        if file.inclusion == InclusionLevel.INCLUDED:
            file.inclusion = InclusionLevel.NOT_IN_NAV  # the engine has its own navigation
        page = file.page = HelpPage(None, file, config)
        page.has_contents = self._contents
        return file


class _Lazy:
    """An address that MkDocs works out for each page, and here for who asks: the engine's templates have their own."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, page: HelpPage, owner: type) -> str | None:
        page.work_out_addresses()
        address: str | None = vars(page)[self._name]
        return address


class HelpPage(Page):
    """A page whose Markdown is rendered by the process's one parser, or known."""

    known_text: str | None = None
    """Its HTML, if that is known."""
    canonical_url = _Lazy()
    abs_url = _Lazy()
    edit_url = _Lazy()
    has_contents = False
    """Whether `toc` is to tell of its headings."""

    def _set_canonical_url(self, base: str | None) -> None:
        self._base = base

    def _set_edit_url(self, *edit: Any) -> None:
        self._edit = edit
        if not edit[0]:  # without `repo_url` MkDocs may have a warning to give
            super()._set_edit_url(*edit)

    def work_out_addresses(self) -> None:
        """Set what MkDocs sets when it makes a page."""
        super()._set_canonical_url(self._base)
        super()._set_edit_url(*self._edit)

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Set the page's HTML, and its contents if they are asked for."""
        if self.known_text is not None:
            self.content = self.known_text
            return
        if config.validation.links.anchors > logging.DEBUG:
            super().render(config, files)  # MkDocs's own check of fragments needs more than the text
            return
        assert self.markdown is not None
        parser = _parser(config, contents=self.has_contents)
        parser.links.point_to(_PageLinks(self.file, files, config))
        self.content = parser.markdown.reset().convert(self.markdown)
        self.toc = get_toc(getattr(parser.markdown, "toc_tokens", []))


class _PageLinks(_RelativePathTreeprocessor):
    """MkDocs's own step that leads a page's links to pages; what is no address stays, for `link-broken` names it."""

    def path_to_url(self, url: str) -> str:
        """Return the address that a link gets; one to a page that is there is known without more ado."""
        if (link := _relative_link(posixpath.dirname(self.file.src_uri), url)) is not None:
            target = self.files.get_file_from_path(link[0])
            if target is not None and target.inclusion in _SHOWN:
                return get_relative_url(target.url, self.file.url) + link[1]
        try:
            return super().path_to_url(url)
        except ValueError:  # such as http://[
            return url


@lru_cache(maxsize=10_000)
def _relative_link(folder: str, url: str) -> tuple[str, str] | None:
    """Return the path below docs/ that a plain link in a folder's text names, and its fragment; None for others."""
    link = _PLAIN_LINK.fullmatch(url)
    return (posixpath.normpath(posixpath.join(folder, link["path"])), link["fragment"] or "") if link else None


class _Links(Treeprocessor):
    """MkDocs's own step that leads links to pages, for whichever page is rendered now."""

    def point_to(self, links: _PageLinks) -> None:
        self._links = links

    def run(self, root: Any) -> Any:
        return self._links.run(root)


class _Parser:
    def __init__(self, config: MkDocsConfig, *, contents: bool) -> None:
        self.markdown = make_parser(config["markdown_extensions"], config["mdx_configs"] or {}, contents=contents)
        self.links = _Links()
        self.markdown.treeprocessors.register(self.links, "relpath", 0)


_parsers: dict[int, tuple[MkDocsConfig, _Parser]] = {}


def _parser(config: MkDocsConfig, *, contents: bool) -> _Parser:
    known = _parsers.get(id(config))
    if known is None:
        _parsers.clear()  # a preview loads its configuration anew for each build
        known = _parsers[id(config)] = (config, _Parser(config, contents=contents))
    return known[1]


class Shortcut:
    """Keeps MkDocs from walking docs/ and the theme's folders, whose files are known; undone once it has passed."""

    def __init__(self, config: MkDocsConfig, empty: Path) -> None:
        """Let MkDocs see an empty folder in the place of docs/, and of the theme's folders only the site's own."""
        self._config = config
        self._docs_dir, self._dirs = config.docs_dir, list(config.theme.dirs)
        empty.mkdir(parents=True, exist_ok=True)
        self._empty = empty
        config.docs_dir = str(empty)
        config.theme.dirs[:] = [config.theme.custom_dir] if config.theme.custom_dir else []

    def end(self) -> None:
        """Put the folders back, once MkDocs has listed its files and made the templates' environment."""
        self._config.docs_dir = self._docs_dir
        self._config.theme.dirs[:] = self._dirs
        self._empty.rmdir()

    def complete(self, env: Environment) -> None:
        """Let templates find what stands in all of the theme's folders."""
        env.loader = FileSystemLoader(self._dirs)
