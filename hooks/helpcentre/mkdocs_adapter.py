"""MkDocs's objects, translated to and from the engine's, while it builds."""

from __future__ import annotations

import logging
import os
import re
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from mkdocs.commands.build import log as build_log
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel, set_exclusions
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler, get_build_datetime, get_relative_url

from helpcentre.content.addresses import NOT_FOUND_FILE, SCHEME_WORKER, SITEMAP_FILE
from helpcentre.content.article_file import ArticleFile
from helpcentre.content.catalogue import DATA_FILES
from helpcentre.content.links import resolve
from helpcentre.content.settings import SettingsError
from helpcentre.mkdocs_configuration import I18N
from helpcentre.page_build import PageBuild
from helpcentre.pages.page_markdown import EXTENSIONS
from helpcentre.pages.passages import passages

_EPOCH_DIGITS = 11
"""The year is 5138 at most, which every part of a build can write."""


def take_over(config: MkDocsConfig, locale: str, output_dir: Path) -> None:
    """Set MkDocs and static-i18n to build one locale into a folder; the nested builds of static-i18n are off."""
    plugin: Any = config.plugins[I18N]  # static-i18n ships no types
    plugin.current_language = locale
    plugin.building = True
    config.site_dir = str(output_dir)
    config.markdown_extensions += [name for name in EXTENSIONS if name not in config.markdown_extensions]
    # Written by the engine: static-i18n's knows fallback pages as translations, Material's 404 one language.
    config.theme.static_templates -= {SITEMAP_FILE, NOT_FOUND_FILE}


def leave_out_i18n(config: MkDocsConfig) -> None:
    """Take static-i18n out of what costs time for each page, and out of the navigation, which is the engine's own."""
    plugin: Any = config.plugins[I18N]
    idle = ["nav"] if plugin.current_language_config.admonition_translations else ["nav", "page_markdown"]
    for event in idle:
        methods = config.plugins.events[event]
        methods[:] = [method for method in methods if getattr(method, "__self__", None) is not plugin]


def assets(files: Files, config: MkDocsConfig, build: PageBuild) -> Files:
    """Return what a process copies: what its pages may show from docs/, and in the parent the theme's own assets.

    `files` are those that MkDocs found in the theme.
    """
    catalogue = build.catalogue
    kept = [
        File(path, config.docs_dir, config.site_dir, config.use_directory_urls)
        for path in sorted(catalogue.assets - DATA_FILES)
        if path.partition("/")[0] not in catalogue.files or _serves(path, build)
    ]
    kept = [file for file in kept if not file.is_documentation_page()]
    if build.is_parent:
        folders = catalogue.settings.theme_dirs
        own = tuple(str(folder / name) for folder in folders for name in (f"assets{os.sep}", SCHEME_WORKER))
        kept += [f for f in files if (f.abs_src_path or "").startswith(own) and f.src_uri not in catalogue.assets]
    return Files(kept)


def has_own_assets(config: MkDocsConfig, build: PageBuild) -> bool:
    """Whether pictures or the like belong to this process's locale, which MkDocs has to copy: no cache holds them."""
    own = [path for path in build.catalogue.assets if path.startswith(f"{build.locale.key}/")]
    files = [File(path, config.docs_dir, config.site_dir, config.use_directory_urls) for path in own]
    set_exclusions(files, config)
    return any(file.inclusion is InclusionLevel.INCLUDED for file in files)


def _serves(src_uri: str, build: PageBuild) -> bool:
    """Whether a locale's picture or other file may stand on this process's pages."""
    return src_uri.partition("/")[0] in (build.locale.key, build.catalogue.settings.source)


def article_file(page: Page, build: PageBuild) -> ArticleFile:
    """Return the catalogue's file that a page shows."""
    locale, _, shared_path = page.file.src_uri.partition("/")
    return build.catalogue.files[locale][shared_path]


def build_time() -> datetime:
    """Return the time that a build takes for now: the clock's, or SOURCE_DATE_EPOCH (reproducible-builds.org).

    Raises SettingsError for what is no time.
    """
    told = os.environ.get("SOURCE_DATE_EPOCH")
    if told is not None and not (told.isascii() and told.isdigit() and len(told) <= _EPOCH_DIGITS):
        raise SettingsError(
            f"SOURCE_DATE_EPOCH is {told!r}; expected seconds since 1970 as a whole number, "
            f"{_EPOCH_DIGITS} digits at most, or no such variable."
        )
    return get_build_datetime()


def counting_handlers(logger: logging.Logger) -> list[CountHandler]:
    """Return what `--strict` counts warnings with."""
    return [handler for handler in logger.handlers if isinstance(handler, CountHandler)]


def let_warnings_count(logger: logging.Logger) -> None:
    """Have warnings made, but not shown, under --quiet, which else blinds --strict."""
    if logger.level > logging.WARNING:
        for handler in logger.handlers:
            if not isinstance(handler, CountHandler):
                handler.setLevel(max(handler.level, logger.level))
        logger.setLevel(logging.WARNING)


def root_logger() -> logging.Logger:
    """Return the logger whose warnings `--strict` counts; its name is another under forks of MkDocs."""
    return logging.getLogger(build_log.name.partition(".")[0])


def replay(record: logging.LogRecord) -> None:
    """Show a worker's log record as if it had been made here; `--strict` counts it."""
    logger = root_logger()
    if logger.isEnabledFor(record.levelno):
        logger.callHandlers(record)


def shown_path(file: Path) -> str:
    """Return a file's path as seen from the working directory."""
    return os.path.relpath(file)


def with_raw_links(html: str, page: Page, build: PageBuild) -> str:
    """Return a page's HTML with the links of raw HTML, which MkDocs leaves alone, leading to pages and files.

    They are written as in Markdown: relative to the file, `<a href="fees.md">`.
    """
    file = article_file(page, build)
    texts = {passage.file.path: passage.file for passage in passages(file, build.site.outdatedness(file))}
    for link in (link for text in texts.values() for link in text.document.links if link.raw):
        destination = resolve(link, file, build.site.catalogue)
        if destination.state == "page" and destination.page is not None:
            target = build.site.url(destination.path)
        elif destination.state == "asset":
            target = destination.path.removeprefix(f"{build.catalogue.settings.source}/")
        else:
            continue
        written = get_relative_url(target, page.url)
        if destination.fragment:
            written += f"#{destination.fragment}"
        for quote in "\"'":
            html = html.replace(f"{quote}{link.target}{quote}", f"{quote}{written}{quote}")
        if link.kind == "image" and "srcset=" in html:
            html = _SET.sub(partial(_with_address, link.target, written), html)
    return html


_SET = re.compile(r"""(?<=\ssrcset=)(?:"[^"]*"|'[^']*')""", re.IGNORECASE)


def _with_address(old: str, new: str, found: re.Match[str]) -> str:
    """Return a quoted set of pictures with one of its addresses, which have no quotes of their own, replaced."""
    return re.sub(rf"(?<![^\s,\"']){re.escape(old)}(?=[\s,\"'])", lambda _: new, found[0])
