"""All that a build depends on beside texts, read off MkDocs's configuration without loading the engine."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import mkdocs

from helpcentre.last_build import Inputs

if TYPE_CHECKING:  # it loads themes, plugins and the live server
    from mkdocs.config.defaults import MkDocsConfig

I18N = "i18n"
FOLDER = ".helpcentre"
"""Of the cache, beside mkdocs.yml."""
_PAGE_EVENTS = ("pre_page", "page_read_source", "page_markdown", "page_content", "page_context", "post_page")
_ELSEWHERE = ("config_file_path", "docs_dir", "site_dir", "theme", "plugins", "hooks", "dev_addr", "strict", "watch")
"""Settings whose part in pages is known by other means, or that have none."""
_ENVIRONMENT = ("HELPCENTRE_LOCALES", "HELPCENTRE_RELEASE", "SOURCE_DATE_EPOCH")


def store_of(
    config: MkDocsConfig, own: Mapping[str, Any], log: logging.Logger | logging.LoggerAdapter[Any]
) -> Path | None:
    """Return the folder in which builds are kept; None if HELPCENTRE_CACHE is off, or where others take part in pages.

    `own` are the globals of the hook.
    """
    if (folder := cache_folder(Path(config.config_file_path))) is None:
        return None
    if others := strangers(config, own):
        log.info("Every page is rendered anew, for nobody knows what %s makes of them.", ", ".join(others))
        return None
    return folder


def cache_folder(config_file: Path) -> Path | None:
    """Return the cache's folder beside a configuration; None if HELPCENTRE_CACHE is off."""
    if os.environ.get("HELPCENTRE_CACHE", "").strip().lower() == "off":
        return None
    return config_file.parent / FOLDER


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
    file = Path(config.config_file_path)
    engine = Path(__file__).parent
    extra = config.extra.get("helpcentre")
    words = extra.get("words") if isinstance(extra, Mapping) else None
    folders = [file.parent / str(name) for name in words] if isinstance(words, list | tuple) else []
    theme = [Path(config.theme.custom_dir)] if config.theme.custom_dir else []
    environment = ",".join(f"{name}={os.environ.get(name, '')}" for name in _ENVIRONMENT)
    return Inputs(
        folders=(Path(config.docs_dir), *theme, *folders, engine),
        files=(file, engine.parent / "build.py"),
        texts=(f"{file} {command} {environment}", configuration_text(config), sys.version, *_installed()),
    )


def _installed() -> list[str]:
    """Return names and versions of all that is installed beside MkDocs."""
    return sorted(entry.name for entry in Path(mkdocs.__file__).parent.parent.glob("*.dist-info"))


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
