"""All that a build depends on beside texts, read off MkDocs's configuration without loading the engine."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import mkdocs
import yaml
from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from helpcentre.inputs import Inputs, installed_beside
from helpcentre.switches import switch

if TYPE_CHECKING:  # it loads themes, plugins and the live server
    from mkdocs.config.defaults import MkDocsConfig

I18N = "i18n"
FOLDER = ".helpcentre"
"""Of the cache, beside mkdocs.yml."""
_PAGE_EVENTS = ("pre_page", "page_read_source", "page_markdown", "page_content", "page_context", "post_page")
_ELSEWHERE = ("config_file_path", "docs_dir", "site_dir", "theme", "plugins", "hooks", "dev_addr", "strict", "watch")
"""Settings whose part in pages is known by other means, or that have none."""
_ENVIRONMENT = ("HELPCENTRE_LOCALES", "HELPCENTRE_RELEASE", "SOURCE_DATE_EPOCH")

# Python tags are MkDocs's way to name functions; libyaml, where PyYAML was built with it, is ten times faster.
_LOADER: Any = yaml.CLoader if yaml.__with_libyaml__ else yaml.Loader


def load_raw(config_file: Path) -> Any:
    """Return what a configuration file says, with what it inherits and environment variables in their places.

    Raises OSError, UnicodeDecodeError, YAMLError or MkDocsException.
    """
    placeholder: Any = SimpleNamespace()  # what !relative stands below: nothing that the engine reads
    with config_file.resolve().open("rb") as stream:
        return yaml_load(stream, loader=get_yaml_loader(_LOADER, placeholder))


def custom_dir(raw: Mapping[str, Any], config_file: Path) -> Path | None:
    """Return the theme's own folder, if the configuration has one."""
    theme = raw.get("theme")
    folder = theme.get("custom_dir") if isinstance(theme, Mapping) else None
    return Path(os.path.normpath(config_file.absolute().parent / folder)) if folder else None


def docs_dir(raw: Mapping[str, Any], config_file: Path) -> Path:
    """Return the folder of the articles."""
    return config_file.resolve().parent / (raw.get("docs_dir") or "docs")


def store_of(
    config: MkDocsConfig, own: Mapping[str, Any], log: logging.Logger | logging.LoggerAdapter[Any]
) -> Path | None:
    """Return the folder in which builds are kept; None if HELPCENTRE_CACHE is off, or where others take part in pages.

    `own` are the globals of the hook. Raises SwitchError.
    """
    if (folder := cache_folder(Path(config.config_file_path))) is None:
        return None
    if others := strangers(config, own):
        log.info("Every page is rendered anew, for nobody knows what %s makes of them.", ", ".join(others))
        return None
    return folder


def cache_folder(config_file: Path) -> Path | None:
    """Return the cache's folder beside a configuration; None if HELPCENTRE_CACHE is off. Raises SwitchError."""
    return config_file.parent / FOLDER if switch("HELPCENTRE_CACHE", unless_set=True) else None


def strangers(config: MkDocsConfig, own: Mapping[str, Any]) -> list[str]:
    """Return the plugins and hooks that take part in the pages beside static-i18n and this engine.

    `own` are the globals of the engine's hook.
    """
    plugin = config.plugins.get(I18N)
    found = [
        method
        for event in (*_PAGE_EVENTS, "files", "nav", "env", "post_build")
        for method in config.plugins.events[event]
        if getattr(method, "__self__", None) is not plugin and getattr(method, "__globals__", None) is not own
    ]
    return sorted({type(m.__self__).__module__ if hasattr(m, "__self__") else m.__module__ for m in found})


def configuration_text(config: MkDocsConfig) -> str:
    """Return all of a configuration that pages can depend on, as a text that is the same in each run."""
    plugin: Any = config.plugins.get(I18N)
    own = {key: value for key, value in config.items() if key not in _ELSEWHERE}
    return _stable([own, dict(plugin.config) if plugin else {}])


def inputs_of(config: MkDocsConfig, command: str) -> Inputs:
    """Return everything that a build with this configuration reads."""
    theme = Path(config.theme.custom_dir) if config.theme.custom_dir else None
    folders = (Path(config.docs_dir), theme)
    return _inputs(Path(config.config_file_path), command, config.extra, folders, configuration_text(config))


def inputs_of_check(raw: Mapping[str, Any], config_file: Path) -> Inputs:
    """Return everything that a check with this configuration, as `load_raw` returns it, reads."""
    folders = (docs_dir(raw, config_file), custom_dir(raw, config_file))
    return _inputs(config_file.resolve(), "check", raw.get("extra"), folders, _stable(raw))


def _inputs(file: Path, command: str, extra: Any, folders: tuple[Path | None, ...], configuration: str) -> Inputs:
    own = extra.get("helpcentre") if isinstance(extra, Mapping) else None
    words = own.get("words") if isinstance(own, Mapping) else None
    word_folders = [file.parent / str(name) for name in words] if isinstance(words, list | tuple) else []
    engine = Path(__file__).parent
    environment = ",".join(f"{name}={os.environ.get(name, '')}" for name in _ENVIRONMENT)
    return Inputs(
        folders=(*(folder for folder in folders if folder is not None), *word_folders, engine),
        files=(file, engine.parent / "build.py"),
        texts=(f"{file} {command} {environment}", configuration, sys.version, *installed_beside(mkdocs)),
    )


def _stable(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{key!r}:{_stable(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(_stable, value)) + "]"
    if callable(value):
        return f"{getattr(value, '__module__', '')}.{getattr(value, '__qualname__', type(value).__qualname__)}"
    if hasattr(value, "patterns"):  # of pathspec, whose repr is an address
        return _stable([str(pattern.pattern) for pattern in value.patterns])
    return repr(value)
