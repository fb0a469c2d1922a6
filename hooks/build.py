"""MkDocs's door to the help centre: checks before anything renders, one process a locale, and the swap at the end."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError
from mkdocs.plugins import CombinedEvent, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from helpcentre import mkdocs_adapter as adapter
from helpcentre import preview, templating
from helpcentre.checks.rules import run_checks
from helpcentre.content.catalogue import read_catalogue
from helpcentre.content.findings import Finding
from helpcentre.content.settings import SettingsError
from helpcentre.mkdocs_pages import LocaleFiles, PageFiles, Shortcut
from helpcentre.pages.page import page_markdown, page_view
from helpcentre.reports import summary, text_line
from helpcentre.run.staging import StagingError
from helpcentre.run.workers import WorkersError
from helpcentre.site_build import LocaleFailedError, SiteBuild

log = get_plugin_logger("helpcentre")


class _State:
    """What lives between MkDocs's events; `build` is made anew by each on_config."""

    command = "build"
    build: SiteBuild | None = None
    env: Environment | None = None
    shortcut: Shortcut | None = None
    previews = preview.Previews()


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Note whether this is a build or a preview, which shows drafts."""
    _State.command = command


@event_priority(100)  # before static-i18n, which would set up its own builds
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check everything, then go on in one process a locale, each into its own folder."""
    adapter.let_warnings_count(adapter.root_logger())
    try:
        settings = adapter.settings_of(config, preview=_State.command == "serve")
        catalogue = read_catalogue(settings)
        findings = run_checks(catalogue)
        _log(findings, config)
        unchanged = _State.previews.unchanged(catalogue) if _State.command == "serve" else ()
        build = SiteBuild(catalogue, Path(config.site_dir), adapter.root_logger(), unchanged)
        _State.build = build
        build.fork()
    except (SettingsError, StagingError, WorkersError, OSError) as error:
        raise Abort(f"helpcentre: {error}") from error
    adapter.take_over(config, build.locale.key, build.output_dir)
    return config


def _log(findings: list[Finding], config: MkDocsConfig) -> None:
    """Show the findings; errors in a strict build end it before anything is rendered. Raises Abort."""
    docs = Path(config.docs_dir)
    for finding in findings:
        line = text_line(finding, adapter.shown_path(docs / finding.path))
        (log.warning if finding.severity == "error" else log.info)(line)
    errors = sum(finding.severity == "error" for finding in findings)
    if errors and config.strict:
        raise Abort(f"helpcentre: {summary(findings)}. Nothing was built, the site is as it was.")


@event_priority(-200)  # after all others, who may look into the folders that MkDocs is kept from
def on_pre_build(config: MkDocsConfig) -> None:
    """Keep MkDocs from looking for files that are known."""
    adapter.leave_out_i18n(config)
    _State.shortcut = Shortcut(config, _build().output_dir / ".nothing")


@event_priority(90)
def _assets(files: Files, config: MkDocsConfig) -> Files:
    """Keep the assets that this process copies; static-i18n, who comes next, gives them their places."""
    assert _State.shortcut is not None
    _State.shortcut.end()
    return adapter.assets(files, config, _build())


@event_priority(-200)  # after static-i18n
def _pages(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that this process builds."""
    pages = PageFiles(config, _build().catalogue, _build().locale)
    return LocaleFiles(files, pages.all(), pages.find)


on_files = CombinedEvent(_assets, _pages)


def on_page_read_source(page: Page, config: MkDocsConfig) -> str:
    """Give MkDocs the text that the catalogue has read."""
    return page_markdown(_build().site, adapter.article_file(page, _build()))


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Choose the page's template."""
    file = adapter.article_file(page, _build())
    page.meta = {"title": file.title, "template": page_view(_build().site, file).template}
    return markdown


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Lead the links of raw HTML where the writer meant them to."""
    return adapter.with_raw_links(html, page, _build())


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Give the templates the locale's words."""
    assert _State.shortcut is not None
    _State.shortcut.complete(env)
    try:
        templating.set_up_templates(env, _build().site)
    except templating.MissingAssetError as error:
        raise Abort(f"helpcentre: {error}") from error
    _State.env = env
    return env


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Any) -> dict[str, Any]:
    """Give the template what it shows of this page."""
    site, file = _build().site, adapter.article_file(page, _build())
    return context | templating.page_context(site, file, page.content or "", context["base_url"])


@event_priority(-200)  # after static-i18n
def on_post_build(config: MkDocsConfig) -> None:
    """Write what surrounds the pages; in the parent wait for the others, count warnings, and swap."""
    build = _build()
    assert _State.env is not None
    for path, html in templating.own_pages(_State.env, build.site, every_language=build.is_parent):
        build.write(path, html.encode())
    build.write_search_index()
    if not build.is_parent:
        build.leave()
    try:
        build.gather(adapter.replay)
    except LocaleFailedError as error:
        raise Abort(f"helpcentre: {error}") from error
    build.write_sitemap()
    if counts := [c for handler in adapter.counting_handlers(adapter.root_logger()) for c in handler.get_counts()]:
        told = ", ".join(f"{number} {name.lower()}s" for name, number in counts)
        raise Abort(f"Aborted with {told} in strict mode! The site is as it was.")
    try:
        build.publish()
    except StagingError as error:
        raise Abort(f"helpcentre: {error}") from error
    config.site_dir = str(build.site_dir)
    if _State.command == "serve":
        _State.previews.built(build.catalogue)


def on_serve(server: Any, config: MkDocsConfig, builder: Any) -> Any:
    """Keep the preview alive when a build fails."""
    return preview.keep_serving(server, log)


def on_build_error(error: Exception) -> None:
    """Leave the site as it was; a worker tells the parent why it failed."""
    build = _State.build
    if build is None:
        return
    if not build.is_parent:
        log.error("%s", error, exc_info=None if isinstance(error, Abort | BuildError) else error)
        build.leave(1)
    build.abandon()


def on_shutdown() -> None:
    """End what Ctrl-C left running."""
    if _State.build is not None and _State.build.is_parent:
        _State.build.abandon()


def _build() -> SiteBuild:
    assert _State.build is not None, "MkDocs calls on_config first"
    return _State.build
