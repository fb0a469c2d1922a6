"""Digests of what everything that a run makes rests on: code, installed libraries, configuration and theme."""

from __future__ import annotations

import hashlib
import sys
from dataclasses import replace
from pathlib import Path

import yaml

from helpcentre.content.settings import Settings
from helpcentre.inputs import installed_beside
from helpcentre.output.search_table import TABLE_PATH


class Constants:
    """Digests of what all pages of a build have in common."""

    def __init__(self, settings: Settings, configuration: str = "") -> None:
        """Read the code and the theme; `configuration` is MkDocs's, as a text that is the same on all machines."""
        here = repr(replace(settings, config_file=Path(), docs_dir=Path(), site_dir=Path(), theme_dirs=()))
        folders = [*settings.theme_dirs, *(settings.config_file.parent / name for name in settings.options.words)]
        theme = [_folder_digest(folder) for folder in folders]
        self.engine = engine_digest()
        """Of what parses files."""
        self.texts = _digest(self.engine, configuration, here)
        self.pages = _digest(self.texts, theme)
        self.checks = _digest(self.engine, here, theme)


def engine_digest() -> str:
    """Return a digest of the code that reads and renders: this package's, and what is installed beside it.

    How search reads a text stands in a table of its own, beside the browser's modules.
    """
    code, table = Path(__file__).parent, TABLE_PATH.read_bytes()
    folders = _folder_digest(code), _folder_digest(code.parent, "*.py")
    return _digest(sys.version, installed_beside(yaml), *folders, table)


def variant_of(settings: Settings) -> str:
    """Return a name for the way of building: what alternates on one machine without anything having changed."""
    published = ",".join(locale.key for locale in settings.published)
    return _digest(settings.config_file.name, published, repr((settings.preview, settings.release)))[:16]


def _digest(*parts: object) -> str:
    return hashlib.blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _folder_digest(folder: Path, pattern: str = "**/*") -> str:
    digest = hashlib.blake2b(digest_size=16)
    for file in sorted(folder.glob(pattern)):
        if file.suffix != ".pyc" and file.is_file():
            digest.update(f"{file.relative_to(folder).as_posix()}\0{file.stat().st_size}\0".encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()
