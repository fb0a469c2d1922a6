"""A build as MkDocs goes through it: checks before anything renders, one process a locale, and the swap at the end.

Loaded by the hook when there is something to build. Imports MkDocs, as the adapter.
"""

from __future__ import annotations

import contextlib
import gc
import logging
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from jinja2 import Environment, TemplateSyntaxError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError
from mkdocs.plugins import CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from helpcentre import mkdocs_adapter as adapter
from helpcentre import templating
from helpcentre.article_errors import errors_by_path
from helpcentre.check_cache import run_checks
from helpcentre.checks.taken_addresses import RULE as ADDRESS_TAKEN
from helpcentre.constants import Constants, variant_of
from helpcentre.content.findings import Finding
from helpcentre.content.interface_words import word_folders
from helpcentre.content.reading import read_catalogue
from helpcentre.content.refusal import RefusedError
from helpcentre.last_build import Unchanged
from helpcentre.mkdocs_configuration import configuration_text
from helpcentre.mkdocs_first_pass import Loading, PagePass
from helpcentre.mkdocs_pages import HelpPage, LocaleFiles, PageFiles, Shortcut
from helpcentre.mkdocs_preview import Built, Passes
from helpcentre.mkdocs_settings import settings_of
from helpcentre.page_build import PageBuild
from helpcentre.page_cache import Listener, keep_bounds
from helpcentre.pages.page import template_of
from helpcentre.pages.page_markdown import page_markdown
from helpcentre.parse_cache import ParseCache
from helpcentre.reports import summary, text_line
from helpcentre.run import interrupts
from helpcentre.run.gate import Gate
from helpcentre.run.staging import StagingError
from helpcentre.run.store import Store
from helpcentre.run.workers import WorkersError
from helpcentre.site_build import OWN_PAGES, REDIRECT_PAGES, STATUS_PAGE, CacheOptions, LocaleFailedError, SiteBuild

log = get_plugin_logger("helpcentre")

_GARBAGE = 100_000
"""So many objects are made before garbage is looked for: most stay, and to go through them often takes a tenth."""


class _State:
    """What lives between MkDocs's events; made anew for each build."""

    command = "build"
    unchanged: Unchanged | None = None
    warnings: Listener | None = None
    told: ClassVar[list[tuple[int, str]]] = []
    told_at_once: ClassVar[set[tuple[int, str]]] = set()
    """By the first pass of a preview."""
    gate: Gate | None = None
    """Held by whoever changes a site that is served."""
    build: SiteBuild | None = None
    page_pass: PageBuild | None = None
    """What the events of pages concern instead of a build, while a preview shows a saved article."""
    loading: Loading | None = None
    env: Environment | None = None
    shortcut: Shortcut | None = None


def start(
    config: MkDocsConfig, command: str, store: Store, unchanged: Unchanged, hook: Callable[..., Any] | None
) -> MkDocsConfig:
    """Read and check everything, then go on in one process a locale, each into its own folder.

    From here on this module takes part in MkDocs's events. `unchanged` is told when the site is built. `hook` is the
    event that calls this; None where others take part in the pages, so that single pages cannot be made.
    """
    gc.set_threshold(_GARBAGE)
    _State.command = command
    _State.unchanged = unchanged
    _State.loading = Loading.of(config, hook, sys.modules[__name__]) if hook is not None else None
    config.plugins["helpcentre"] = sys.modules[__name__]  # type: ignore[assignment]  # as MkDocs does with hooks
    adapter.let_warnings_count(adapter.root_logger())
    try:
        settings = settings_of(config, preview=command == "serve")
        cache = CacheOptions(store, variant_of(settings), Constants(settings, configuration_text(config)))
        parsed = ParseCache(store, cache.constants.engine, settings.docs_dir.name, adapter.root_logger())
        catalogue = read_catalogue(settings, adapter.build_time(), parsed.parse_all)
        findings = run_checks(catalogue, store, cache.variant, cache.constants.checks, adapter.root_logger())
        _log(findings, config)
        with interrupts.held_back():  # whoever opens a staging must be known to whoever discards it
            errors = errors_by_path(findings) if settings.preview else {}
            build = _State.build = SiteBuild(catalogue, Path(config.site_dir), adapter.root_logger(), cache, errors)
        _State.warnings = Listener(adapter.root_logger())
        if hook is not None and build.has_much_to_make:  # others may give the templates' language more words
            templating.compile_templates(config.theme.get_env(), settings.theme_dirs)
        build.fork()
        parsed.save([build.locale.key])
        if not build.is_parent and not adapter.has_own_assets(config, build) and build.restore():
            build.leave()
    except (RefusedError, StagingError, WorkersError, OSError) as error:
        raise Abort(f"helpcentre: {error}") from error
    except TemplateSyntaxError as error:
        raise _unreadable(error) from error
    adapter.take_over(config, build.locale.key, build.output_dir)
    return config


def _unreadable(error: TemplateSyntaxError) -> Abort:
    """Return what ends the build where a template cannot be read."""
    return Abort(f"helpcentre: {error.filename}:{error.lineno}: the template cannot be read: {error.message}")


def _log(findings: list[Finding], config: MkDocsConfig) -> None:
    """Show the findings; errors in a strict build, or pages of one address, end it before anything is rendered.

    Raises Abort.
    """
    _State.told = _told(findings, config)
    for level, line in _State.told:
        if (level, line) not in _State.told_at_once:
            log.log(level, line)
    errors = sum(finding.severity == "error" for finding in findings)
    if errors and (config.strict or any(f.rule == ADDRESS_TAKEN for f in findings)):
        raise Abort(f"helpcentre: {summary(findings)}. Nothing was built, the site is as it was.")


def _told(findings: Iterable[Finding], config: MkDocsConfig) -> list[tuple[int, str]]:
    """Return what the writer is told of findings: levels of logging, and lines."""
    docs = Path(config.docs_dir)
    return [
        (
            logging.WARNING if finding.severity == "error" else logging.INFO,
            text_line(finding, adapter.shown_path(docs / finding.path)),
        )
        for finding in findings
    ]


@event_priority(-200)  # after all others, who may look into the folders that MkDocs is kept from
def on_pre_build(config: MkDocsConfig) -> None:
    """Keep MkDocs from looking for files that are known."""
    adapter.leave_out_i18n(config)
    _State.shortcut = Shortcut(config, _page_build().output_dir / ".nothing")


@event_priority(90)
def _assets(files: Files, config: MkDocsConfig) -> Files:
    """Keep the assets that this process copies; static-i18n, who comes next, gives them their places."""
    assert _State.shortcut is not None
    _State.shortcut.end()
    return adapter.assets(files, config, _page_build())


@event_priority(-200)  # after static-i18n
def _pages(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that this process builds."""
    build = _page_build()
    if config.nav is None:
        config.nav = []  # the engine has its own navigation: MkDocs need not look for one among all pages
    pages = PageFiles(config, build.site, contents=_State.loading is None)  # others may show them
    made = (pages.of(file.path) for file in build.catalogue.pages(build.locale.key) if not build.restored(file))
    return LocaleFiles(files, made, pages.find)


on_files = CombinedEvent(_assets, _pages)


def on_page_read_source(page: HelpPage, config: MkDocsConfig) -> str:
    """Give MkDocs the text that the catalogue has read, if its HTML is not known."""
    build = _page_build()
    file = adapter.article_file(page, build)
    build.cache.begin()
    page.known_text = build.cache.text(file)
    return page_markdown(build.site, build.shown(file)) if page.known_text is None else ""


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Choose the page's template."""
    file = adapter.article_file(page, _page_build())
    page.meta = {"title": file.title, "template": template_of(_page_build().own_site, file)}
    return markdown


def on_page_content(html: str, page: HelpPage, config: MkDocsConfig, files: Files) -> str:
    """Lead the links of raw HTML where the writer meant them to."""
    if page.known_text is None:
        html = adapter.with_raw_links(html, page, _page_build())
        _page_build().cache.rendered(adapter.article_file(page, _page_build()), html)
    return html


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Give the templates the locale's words."""
    assert _State.shortcut is not None
    _State.shortcut.complete(env)
    try:
        templating.set_up_templates(env, _page_build().site)
    except templating.MissingAssetError as error:
        raise Abort(f"helpcentre: {error}") from error
    _State.env = env
    return env


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Any) -> dict[str, Any]:
    """Give the template what it shows of this page."""
    build = _page_build()
    own = adapter.article_file(page, build)
    build.cache.begin(text_of=own)
    file = build.shown(own)
    return context | templating.page_context(build.site, file, page.content or "", context["base_url"])


@event_priority(-200)  # after all others, who may look at the page
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> None:
    """Note what the page was made of, and let its texts go, of which MkDocs would keep those of all pages."""
    file = adapter.article_file(page, _page_build())
    _page_build().cache.made(file.shared_path, [page.file.dest_uri])
    if _page_build().cache.on:  # nobody looks at pages when all are built
        page.content = page.markdown = None


@event_priority(-200)  # after static-i18n
def on_post_build(config: MkDocsConfig) -> None:
    """Write what surrounds the pages; in the parent wait for the others, count warnings, and swap."""
    build = _build()
    env = _State.env
    assert env is not None
    build.cache.save_texts()
    build.cached(
        OWN_PAGES,
        lambda: {
            path: html.encode() for path, html in templating.own_pages(env, build.site, every_language=build.is_parent)
        },
    )
    if build.is_parent:
        build.cached(
            STATUS_PAGE,
            lambda: {path: text.encode() for path, text in templating.status_pages(env, build.site, build.cache.work)},
        )
    build.cached(
        REDIRECT_PAGES,
        lambda: {path: text.encode() for path, text in templating.redirect_pages(env, build.site)},
    )
    build.write_search_index()
    if not build.is_parent:
        build.leave()
    build.write_brand()
    build.write_sitemap()
    build.write_redirects()
    try:
        build.gather(adapter.replay)
    except LocaleFailedError as error:
        raise Abort(f"helpcentre: {error}") from error
    if counts := [c for handler in adapter.counting_handlers(adapter.root_logger()) for c in handler.get_counts()]:
        told = ", ".join(f"{number} {name.lower()}s" for name, number in counts)
        raise Abort(f"Aborted with {told} in strict mode! The site is as it was.")
    try:
        with _State.gate.held() if _State.gate is not None else contextlib.nullcontext():
            build.publish()
    except StagingError as error:
        raise Abort(f"helpcentre: {error}") from error
    config.site_dir = str(build.site_dir)
    assert _State.unchanged is not None
    assert _State.warnings is not None
    _State.warnings.close()
    if not _State.warnings.heard:
        _State.unchanged.built(_State.told, build.catalogue.changes_at.timestamp())
    keep_bounds(build.store, build.page_count)


def on_serve(server: Any, config: MkDocsConfig, builder: Any) -> Any:
    """Serve with a server that shows a saved article before the rest, and that outlives a fault."""
    from helpcentre.mkdocs_preview_server import PreviewServer  # an HTTP server, which no other command waits for

    for folder in word_folders(_build().catalogue.settings):
        if folder.is_dir():  # MkDocs has its server look at docs/ and mkdocs.yml
            server.watch(str(folder.resolve()))
    _State.gate = Gate()
    passes = Passes(_last_built, _page_pass, partial(_tell_at_once, config=config))
    return PreviewServer(server, passes, _State.gate, log)


def _last_built() -> Built:
    build = _build()
    return Built(build.catalogue, build.constants, _State.loading)


@contextlib.contextmanager
def _page_pass(page_pass: PagePass) -> Iterator[None]:
    """Have MkDocs's events concern the page of a first pass for a while."""
    _State.page_pass = page_pass
    try:
        yield
    finally:
        _State.page_pass = None


def _tell_at_once(findings: Iterable[Finding], config: MkDocsConfig) -> None:
    """Show the findings of a saved article; the build of the rest does not say them again."""
    _State.told_at_once = set()
    lines = _told(findings, config)
    for level, line in lines:
        log.log(level, line)
    _State.told_at_once = set(lines)


def on_build_error(error: Exception) -> None:
    """Leave the site as it was; a worker tells the parent why it failed. Raises Abort for what needs no traceback."""
    build = _State.build
    if build is None:
        return
    told = _unreadable(error) if isinstance(error, TemplateSyntaxError) else error
    if not build.is_parent:
        log.error("%s", told, exc_info=None if isinstance(told, Abort | BuildError) else told)
        build.leave(1)
    build.abandon()
    if told is not error:
        raise told from error


def on_shutdown() -> None:
    """End what Ctrl-C left running."""
    if _State.build is not None and _State.build.is_parent:
        _State.build.abandon()
    gc.freeze()  # else the interpreter collects all that was read once more before it ends, for half a second


def _build() -> SiteBuild:
    assert _State.build is not None, "MkDocs calls on_config first"
    return _State.build


def _page_build() -> PageBuild:
    return _State.page_pass or _build()
