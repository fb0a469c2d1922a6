"""MkDocs's configuration as the engine's settings. Imports MkDocs, but not what builds: commands need it at once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from mkdocs.exceptions import MkDocsException

from helpcentre.content.icons import ICONS_FOLDER, icon_fault, named_icons
from helpcentre.content.logo import LogoError, logo_size
from helpcentre.content.settings import (
    Locale,
    Options,
    Settings,
    SettingsError,
    check_locales,
    check_search_fallback,
    make_locale,
    read_options,
)
from helpcentre.content.yaml_source import YamlDocument, YamlSyntaxError, positions_of
from helpcentre.mkdocs_configuration import I18N, custom_dir, docs_dir, load_raw
from helpcentre.switches import switch

_OWN = "helpcentre"
"""The engine's key below `extra:`."""
_SPELLING = 0.85
"""How like it a key is that was meant for it: `helpcenter`, not `help`."""

if TYPE_CHECKING:  # it loads themes, plugins and the live server
    from mkdocs.config.defaults import MkDocsConfig


def read_settings(config_file: Path) -> Settings:
    """Return the settings that a mkdocs.yml gives, without loading plugins or themes.

    `!ENV`, `INHERIT` and Python tags mean what they mean to MkDocs. Raises SettingsError or FileNotFoundError.
    """
    if not config_file.is_file():
        raise FileNotFoundError(f"there is no {config_file}, expected MkDocs's configuration (name it with -f)")
    try:
        raw = load_raw(config_file)
    except (MkDocsException, yaml.YAMLError, UnicodeDecodeError) as error:
        raise SettingsError(_yaml_fault(error, config_file)) from error
    if not isinstance(raw, Mapping):
        raise SettingsError(f"{config_file}: expected keys and values (site_name: …)")
    return _settings(raw, config_file.resolve(), _plugin_options(raw.get("plugins")), custom_dir(raw, config_file))


def _yaml_fault(error: Exception, config_file: Path) -> str:
    """Return one line with the place of what MkDocs, or the YAML parser below it, could not read."""
    fault = error.__cause__ or error.__context__ or error
    if isinstance(fault, yaml.MarkedYAMLError) and (mark := fault.problem_mark):
        file = Path(mark.name)  # this configuration, or one that it inherits from
        last = file.read_text(encoding="utf-8-sig").rstrip().count("\n")  # the end of the text is no line of it
        shown = config_file.parent / os.path.relpath(file, config_file.resolve().parent)
        return f"{shown}:{min(mark.line, last) + 1}: the file is no YAML: {fault.problem}"
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
    own = (extra.get(_OWN) or {}) if isinstance(extra, Mapping) else extra
    if not isinstance(own, Mapping):
        raise SettingsError(f"{name}: extra and helpcentre below it hold keys and values, found {own!r}")
    document = _positions(config_file)
    _check_spelling(extra, document, name)
    options = read_options(own, document, name)
    if theme_dir is not None:  # else there are no templates of ours to show icons
        _check_icons(options, theme_dir, document, name)
    locales = _locales(i18n, options, name)
    keys = [locale.key for locale in locales]
    check_search_fallback(options, keys, document, name)
    check_locales(options, keys, document, name)
    root = config_file.parent
    docs = docs_dir(raw, config_file)
    return Settings(
        config_file=config_file,
        docs_dir=docs,
        site_dir=root / (raw.get("site_dir") or "site"),
        locales=locales,
        source=_source(i18n, document, name),
        options=options,
        topic_places={topic: document.position(("extra", _OWN, "topics", topic)) for topic in options.topics},
        logo_size=_logo_size(options, docs, document, name),
        site_url=raw.get("site_url") or None,
        edit_url=_edit_url(raw),
        theme_dirs=(theme_dir,) if theme_dir else (),
        site_name=raw.get("site_name") or "",
        copyright=raw.get("copyright") or "",
        directory_urls=raw.get("use_directory_urls", True),
        release=switch("HELPCENTRE_RELEASE", unless_set=False),
    )


def _check_icons(options: Options, theme_dir: Path, document: YamlDocument, name: str) -> None:
    """Raise SettingsError, with file and line, for an icon that is in no folder of the theme."""
    spec = find_spec("material")  # where it is, without loading it
    places = [Path(place) / "templates" for place in (spec and spec.submodule_search_locations) or ()]
    folders = [place / ICONS_FOLDER for place in (theme_dir, *places)]
    for keys, icon in named_icons(options):
        if fault := icon_fault(icon, folders):
            line, _ = document.position(("extra", _OWN, *keys))
            raise SettingsError(f'{name}:{line}: "{".".join(keys)}" is "{icon}": {fault}')


def _check_spelling(extra: Mapping[str, Any], document: YamlDocument, name: str) -> None:
    """Raise SettingsError where the engine's own key is misspelt: all settings would be lost without a word."""
    if _OWN in extra:
        return
    for key in map(str, extra):
        if get_close_matches(key.casefold(), (_OWN,), cutoff=_SPELLING):
            line, _ = document.position(("extra", key))
            raise SettingsError(f'{name}:{line}: unknown key "extra.{key}", expected {_OWN}. Did you mean "{_OWN}"?')


def _source(i18n: Mapping[str, Any], document: YamlDocument, name: str) -> str:
    """Return the key of the one default language."""
    numbers = [number for number, entry in enumerate(i18n["languages"]) if entry.get("default")]
    if not numbers:
        raise SettingsError(f"{name}: no language has default: true, expected it at the source locale")
    if len(numbers) > 1:
        ending = ("languages", numbers[1], "default")
        line = next((at[0] for path, at in document.positions.items() if path[-3:] == ending), 1)
        keys = [i18n["languages"][number]["locale"] for number in numbers]
        raise SettingsError(
            f"{name}:{line}: {' and '.join(keys)} have default: true, expected it at the source locale alone"
        )
    source: str = i18n["languages"][numbers[0]]["locale"]
    return source


def _logo_size(options: Options, docs_dir: Path, document: YamlDocument, name: str) -> tuple[int, int] | None:
    logo = options.brand.logo
    if logo is None:
        return None
    line, _ = document.position(("extra", "helpcentre", "brand", "logo"))
    where = f'{name}:{line}: "brand.logo" is "{logo}"'
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
