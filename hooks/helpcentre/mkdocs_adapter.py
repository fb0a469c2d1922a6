"""MkDocs's configuration and objects, translated to and from the engine's. The only module here that imports it."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from mkdocs.commands.build import log as build_log
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler, get_build_datetime, get_relative_url
from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from helpcentre.content.catalogue import ArticleFile
from helpcentre.content.links import resolve
from helpcentre.content.logo import LogoError, logo_size
from helpcentre.content.settings import (
    Locale,
    Options,
    Settings,
    SettingsError,
    check_search_fallback,
    make_locale,
    read_options,
)
from helpcentre.content.yaml_source import YamlDocument, YamlSyntaxError, positions_of
from helpcentre.pages.page_markdown import EXTENSIONS
from helpcentre.pages.passages import passages
from helpcentre.site_build import SiteBuild

I18N = "i18n"


def read_settings(config_file: Path) -> Settings:
    """Return the settings that a mkdocs.yml gives, without loading plugins or themes.

    `!ENV`, `INHERIT` and Python tags mean what they mean to MkDocs. Raises SettingsError or FileNotFoundError.
    """
    if not config_file.is_file():
        raise FileNotFoundError(f"there is no {config_file}, expected MkDocs's configuration (name it with -f)")
    # MkDocs finds an inherited file beside `name`, and resolves !relative against the configuration.
    config = MkDocsConfig(config_file_path=str(config_file.resolve()))
    try:
        with config_file.resolve().open("rb") as stream:
            raw = yaml_load(stream, loader=get_yaml_loader(config=config))
    except (MkDocsException, yaml.YAMLError, UnicodeDecodeError) as error:
        raise SettingsError(_yaml_fault(error, config_file)) from error
    if not isinstance(raw, Mapping):
        raise SettingsError(f"{config_file}: expected keys and values (site_name: …)")
    return _settings(raw, config_file.resolve(), _plugin_options(raw.get("plugins")), _theme_dir(raw, config_file))


def _yaml_fault(error: Exception, config_file: Path) -> str:
    """Return one line with the place of what MkDocs, or the YAML parser below it, could not read."""
    fault = error.__cause__ or error.__context__ or error
    if isinstance(fault, yaml.MarkedYAMLError) and fault.problem_mark:
        return f"{config_file}:{fault.problem_mark.line + 1}: the file is no YAML: {fault.problem}"
    return f"{config_file}: {' '.join(str(error).split())}"


def settings_of(config: MkDocsConfig, *, preview: bool = False) -> Settings:
    """Return the settings of a configuration that MkDocs has loaded. Raises SettingsError."""
    plugin = config.plugins.get(I18N)
    if plugin is None:
        raise SettingsError(
            f"{config.config_file_path}: the plugin mkdocs-static-i18n is missing, expected plugins: i18n"
        )
    # MkDocs joins it to the configuration's folder as it stands, and normalizes the paths of the files in it.
    own = Path(os.path.normpath(config.theme.custom_dir)) if config.theme.custom_dir else None
    raw = {**config, "extra": dict(config.extra)}
    settings = _settings(raw, Path(config.config_file_path), dict(plugin.config), own)
    return replace(settings, preview=preview)


def _settings(raw: Mapping[str, Any], config_file: Path, i18n: Mapping[str, Any], theme_dir: Path | None) -> Settings:
    name = config_file.name
    extra = raw.get("extra") or {}
    own = (extra.get("helpcentre") or {}) if isinstance(extra, Mapping) else extra
    if not isinstance(own, Mapping):
        raise SettingsError(f"{name}: extra and helpcentre below it hold keys and values, found {own!r}")
    document = _positions(config_file)
    options = read_options(own, document, name)
    locales = _locales(i18n, options, name)
    check_search_fallback(options, [locale.key for locale in locales], document, name)
    root = config_file.parent
    source = next((entry for entry in i18n["languages"] if entry.get("default")), None)
    if source is None:
        raise SettingsError(f"{name}: no language has default: true, expected it at the source locale")
    docs_dir = root / (raw.get("docs_dir") or "docs")
    return Settings(
        config_file=config_file,
        docs_dir=docs_dir,
        site_dir=root / (raw.get("site_dir") or "site"),
        locales=locales,
        source=source["locale"],
        options=options,
        logo_size=_logo_size(options, docs_dir, config_file),
        site_url=raw.get("site_url") or None,
        edit_url=_edit_url(raw),
        theme_dirs=(theme_dir,) if theme_dir else (),
        site_name=raw.get("site_name") or "",
        copyright=raw.get("copyright") or "",
        directory_urls=raw.get("use_directory_urls", True),
        release=os.environ.get("HELPCENTRE_RELEASE") == "1",
    )


def _logo_size(options: Options, docs_dir: Path, config_file: Path) -> tuple[int, int] | None:
    logo = options.brand.logo
    if logo is None:
        return None
    line, _ = _positions(config_file).position(("extra", "helpcentre", "brand", "logo"))
    where = f'{config_file.name}:{line}: "brand.logo" is "{logo}"'
    try:
        return logo_size(docs_dir / logo)
    except FileNotFoundError as error:
        raise SettingsError(f"{where}: there is no such file, expected one below {docs_dir.name}/") from error
    except (LogoError, OSError) as error:
        raise SettingsError(f"{where}: {error}, expected an SVG file with a viewBox, or a PNG file") from error


def _positions(config_file: Path) -> YamlDocument:
    try:
        return YamlDocument(None, positions_of(config_file.read_text(encoding="utf-8-sig")))
    except (YamlSyntaxError, OSError, UnicodeDecodeError):
        return YamlDocument(None)


def _plugin_options(plugins: Any) -> Mapping[str, Any]:
    """Return static-i18n's options in either of the forms that `plugins:` may take."""
    entries = plugins.items() if isinstance(plugins, Mapping) else []
    if isinstance(plugins, list):
        entries = [pair for entry in plugins if isinstance(entry, Mapping) for pair in entry.items()]
    for name, options in entries:
        if name == I18N and isinstance(options, Mapping) and isinstance(options.get("languages"), list):
            return options
    raise SettingsError("the plugin mkdocs-static-i18n is not set up, expected plugins: i18n: languages: …")


def _theme_dir(raw: Mapping[str, Any], config_file: Path) -> Path | None:
    theme = raw.get("theme")
    custom = theme.get("custom_dir") if isinstance(theme, Mapping) else None
    return Path(os.path.normpath(config_file.absolute().parent / custom)) if custom else None


def _locales(i18n: Mapping[str, Any], options: Options, name: str) -> tuple[Locale, ...]:
    """Return the locales of static-i18n's list; HELPCENTRE_LOCALES limits which are published."""
    for entry in i18n["languages"]:
        if not isinstance(entry, Mapping) or not isinstance(entry.get("locale"), str):
            raise SettingsError(
                f"{name}: a language of i18n is {entry!r}, expected keys such as locale: en, name: English"
            )
    wanted = {key.strip() for key in os.environ.get("HELPCENTRE_LOCALES", "").split(",") if key.strip()}
    keys = {entry["locale"] for entry in i18n["languages"]}
    if wanted - keys:
        unknown = ", ".join(sorted(wanted - keys))
        raise SettingsError(f"HELPCENTRE_LOCALES names {unknown}, expected some of {', '.join(sorted(keys))} ({name})")
    return tuple(
        make_locale(
            entry["locale"],
            entry.get("name") or entry["locale"],
            options,
            published=entry.get("build", True)
            and (not wanted or entry["locale"] in wanted or bool(entry.get("default"))),
        )
        for entry in i18n["languages"]
        if entry["locale"] != "null"  # static-i18n's entry for a plain link in the switcher
    )


def _edit_url(raw: Mapping[str, Any]) -> str | None:
    repository, edit = raw.get("repo_url"), raw.get("edit_uri")
    if not repository or not edit:
        return None
    return f"{repository.rstrip('/')}/{edit.strip('/')}/" if "://" not in edit else edit


# --- a build


def take_over(config: MkDocsConfig, locale: str, output_dir: Path) -> None:
    """Set MkDocs and static-i18n to build one locale into a folder; the nested builds of static-i18n are off."""
    plugin: Any = config.plugins[I18N]  # static-i18n ships no types
    plugin.current_language = locale
    plugin.building = True
    config.site_dir = str(output_dir)
    config.markdown_extensions += [name for name in EXTENSIONS if name not in config.markdown_extensions]
    # Written by the engine: static-i18n's knows fallback pages as translations, Material's 404 one language.
    config.theme.static_templates -= {"sitemap.xml", "404.html"}


def leave_out_i18n(config: MkDocsConfig) -> None:
    """Take static-i18n out of what costs time for each page, and out of the navigation, which is the engine's own."""
    plugin: Any = config.plugins[I18N]
    idle = ["nav"] if plugin.current_language_config.admonition_translations else ["nav", "page_markdown"]
    for event in idle:
        methods = config.plugins.events[event]
        methods[:] = [method for method in methods if getattr(method, "__self__", None) is not plugin]


def assets(files: Files, config: MkDocsConfig, build: SiteBuild) -> Files:
    """Return what a process copies: what its pages may show from docs/, and in the parent the theme's own assets.

    `files` are those that MkDocs found in the theme.
    """
    catalogue = build.catalogue
    kept = [
        File(path, config.docs_dir, config.site_dir, config.use_directory_urls)
        for path in sorted(catalogue.assets)
        if path.partition("/")[0] not in catalogue.files or _serves(path, build)
    ]
    kept = [file for file in kept if not file.is_documentation_page()]
    if build.is_parent:
        own = tuple(str(folder / "assets") + os.sep for folder in catalogue.settings.theme_dirs)
        kept += [f for f in files if (f.abs_src_path or "").startswith(own) and f.src_uri not in catalogue.assets]
    return Files(kept)


def _serves(src_uri: str, build: SiteBuild) -> bool:
    """Whether a locale's picture or other file may stand on this process's pages."""
    return src_uri.partition("/")[0] in (build.locale.key, build.catalogue.settings.source)


def article_file(page: Page, build: SiteBuild) -> ArticleFile:
    """Return the catalogue's file that a page shows."""
    locale, _, shared_path = page.file.src_uri.partition("/")
    return build.catalogue.files[locale][shared_path]


def build_time() -> datetime:
    """Return the time that a build takes for now: the clock's, or SOURCE_DATE_EPOCH (reproducible-builds.org)."""
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


def with_raw_links(html: str, page: Page, build: SiteBuild) -> str:
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
    return html
