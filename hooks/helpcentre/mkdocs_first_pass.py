"""A saved article's page, made from what the last build left in memory: the first pass of a preview.

A renderer of each locale goes with MkDocs through a build without pages, up to where pages are made, and stays there.
The page then goes the way that pages of a build go, so that its bytes are the same. Imports MkDocs, as the adapter.
"""

from __future__ import annotations

import contextlib
import logging
import shutil
import tempfile
import threading
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from jinja2 import Environment
from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation

from helpcentre import mkdocs_adapter as adapter
from helpcentre import templating
from helpcentre.article_errors import findings_of
from helpcentre.content.article_file import ArticleFile
from helpcentre.content.catalogue import Catalogue
from helpcentre.content.findings import Finding
from helpcentre.content.settings import Locale
from helpcentre.mkdocs_pages import LocaleFiles, PageFiles
from helpcentre.pages.page import template_of
from helpcentre.pages.site import LocaleSite


@dataclass(frozen=True)
class Loading:
    """How MkDocs has loaded the configuration of the last build."""

    config_file: str
    options: Mapping[str, Any]
    """Those of the command line."""
    site_url: str | None
    hook: Callable[..., Any]
    """The hook's `on_config`, which would begin a build."""
    events: ModuleType
    """The module that takes part in the events of a build."""

    @classmethod
    def of(cls, config: MkDocsConfig, hook: Callable[..., Any], events: ModuleType) -> Loading:
        """Return how a configuration was loaded that no plugin has changed yet."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # MkDocs, which is pinned, keeps them nowhere else
            given = config.user_configs[1:]
        options = {key: value for some in given for key, value in some.items()}
        return cls(config.config_file_path, options, config.site_url, hook, events)

    def load(self) -> MkDocsConfig:
        """Return the configuration, loaded anew."""
        config = load_config(self.config_file, **self.options)
        config.site_url = self.site_url
        methods = config.plugins.events["config"]
        methods[:] = [method for method in methods if method is not self.hook]
        config.plugins["helpcentre"] = self.events  # type: ignore[assignment]  # as MkDocs does with hooks
        return config


class PagePass:
    """What MkDocs's events need (`page_build.PageBuild`) for single pages of a locale, which nothing is kept of."""

    is_parent = False

    def __init__(self, catalogue: Catalogue, locale: Locale, output_dir: Path) -> None:
        self.locale = locale
        self.output_dir = output_dir
        self.cache = _NoCache()
        self.show(catalogue, {})

    def show(self, catalogue: Catalogue, errors: Mapping[str, tuple[Finding, ...]]) -> None:
        """Have pages made of a catalogue from here on."""
        self.catalogue = catalogue
        self.site = self.own_site = LocaleSite(catalogue, self.locale, errors)

    def restored(self, file: ArticleFile) -> bool:
        """Whether a page need not be made, as none need be until it is asked for."""
        return True

    def shown(self, file: ArticleFile) -> ArticleFile:
        """Return the file."""
        return file


class _NoCache:
    on = False

    def begin(self, text_of: ArticleFile | None = None) -> None:
        """Note nothing."""

    def text(self, file: ArticleFile) -> None:
        """Know nothing."""

    def rendered(self, file: ArticleFile, html: str) -> None:
        """Keep nothing."""

    def made(self, name: str, paths: Iterable[str]) -> None:
        """Keep nothing."""


class _Renderer:
    """MkDocs, ready to make pages of a locale."""

    def __init__(self, page_pass: PagePass, loading: Loading) -> None:
        self.page_pass = page_pass
        config = loading.load()
        adapter.take_over(config, page_pass.locale.key, page_pass.output_dir)
        self._config = config.plugins.on_config(config)
        self._config.plugins.on_pre_build(config=config)
        files = get_files(config)
        self._env: Environment = config.theme.get_env()
        files.add_files_from_theme(self._env, config)
        self._assets: Files = config.plugins.on_files(files, config=config)
        set_exclusions(self._assets, config)
        self._nav: Navigation = config.plugins.on_nav(
            get_navigation(self._assets, config), config=config, files=self._assets
        )
        self._env = config.plugins.on_env(self._env, config=config, files=self._assets)

    def page(self, file: ArticleFile) -> tuple[str, bytes] | None:
        """Return path and bytes of the page that shows a file; None where the site has no such page."""
        config = self._config
        pages = PageFiles(config, self.page_pass.site)
        made = pages.of(file.path)
        if made.inclusion is InclusionLevel.EXCLUDED:
            return None
        page = made.page
        assert page is not None
        compiled = self._env.cache
        templating.set_up_templates(self._env, self.page_pass.site)
        self._env.cache = compiled
        _populate_page(page, config, LocaleFiles(self._assets, [made], pages.find))
        _build_page(page, config, [made], self._nav, self._env, excluded=made.inclusion is InclusionLevel.DRAFT)
        written = Path(made.abs_dest_path)
        return made.dest_uri, written.read_bytes()


class FirstPass:
    """The renderers of all locales; each is made ready when it is first needed, or in time by `prepare`."""

    def __init__(
        self,
        catalogue: Catalogue,
        loading: Loading,
        begin: Callable[[PagePass], contextlib.AbstractContextManager[None]],
    ) -> None:
        """`begin` has MkDocs's events concern a page pass instead of a build, as long as its context lasts."""
        self._catalogue = catalogue
        self._loading = loading
        self._begin = begin
        self._renderers: dict[str, _Renderer] = {}
        self._preparations = self._prepare()
        self._folder = Path(tempfile.mkdtemp(prefix="helpcentre-page-"))

    def close(self) -> None:
        """Remove what was written for MkDocs's sake."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def prepare(self) -> bool:
        """Make a part ready that a page may need; return whether there was one."""
        return next(self._preparations, False)

    def _prepare(self) -> Iterator[bool]:
        """Have each locale's pages of every template, and their checks, done once: what they compile is kept."""
        for locale in self._catalogue.settings.published:
            renderer = self._renderer(locale.key)
            yield True
            prepared = set()
            for file in self._catalogue.pages(locale.key):
                template = template_of(renderer.page_pass.site, file)
                if template not in prepared:
                    prepared.add(template)
                    findings_of(file, self._catalogue)
                    with self._quietly(renderer.page_pass):
                        renderer.page(file)
                    yield True

    def page(
        self, file: ArticleFile, catalogue: Catalogue, errors: Mapping[str, tuple[Finding, ...]]
    ) -> tuple[str, bytes] | None:
        """Return path and bytes of the page that shows a file in its own locale; None where there is none."""
        self._catalogue = catalogue
        if catalogue.shown(file.locale, file.shared_path) is not file:
            return None
        renderer = self._renderer(file.locale)
        renderer.page_pass.show(catalogue, errors)
        with self._quietly(renderer.page_pass):
            return renderer.page(file)

    def _renderer(self, key: str) -> _Renderer:
        renderer = self._renderers.get(key)
        if renderer is None:
            page_pass = PagePass(self._catalogue, self._catalogue.settings.locale(key), self._folder / key)
            with self._quietly(page_pass):
                renderer = self._renderers[key] = _Renderer(page_pass, self._loading)
        return renderer

    @contextlib.contextmanager
    def _quietly(self, page_pass: PagePass) -> Iterator[None]:
        """Say nothing of it: the build that follows does. What other threads say, who serve pages, is heard."""
        own = threading.get_ident()
        handlers = list(adapter.root_logger().handlers)

        def is_others(record: logging.LogRecord) -> bool:
            return record.thread != own

        for handler in handlers:
            handler.addFilter(is_others)
        try:
            with self._begin(page_pass):
                yield
        finally:
            for handler in handlers:
                handler.removeFilter(is_others)
