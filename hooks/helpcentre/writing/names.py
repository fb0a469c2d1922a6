"""What the command line names: an article by any of its paths, and names that articles may have."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from helpcentre.content.refusal import RefusedError
from helpcentre.content.settings import Settings


class WritingError(RefusedError, ValueError):
    """What is asked for cannot be done; the text says why. Nothing was written."""


_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def candidates(path: str, settings: Settings) -> list[tuple[str, str]]:
    """Return what a path may mean, as locale (or an empty text) and shared path, the likeliest first.

    It may be relative to the working directory or to docs/, and begin with any locale or with none.
    """
    docs = settings.docs_dir.resolve()
    keys = {locale.key for locale in settings.locales}
    found: list[tuple[str, str]] = []
    for place in (Path.cwd() / path, docs / path):
        relative = Path(os.path.relpath(place, docs)).as_posix()
        if relative.startswith("..") or relative == ".":
            continue
        locale, _, shared = relative.partition("/")
        found.append((locale, shared) if locale in keys else ("", relative))
    if path.split("/")[0] in keys:
        found.reverse()  # a locale's folder within a locale's folder is not meant
    return list(dict.fromkeys((locale, shared) for locale, shared in found if shared))


def root_named(path: str, settings: Settings) -> str | None:
    """Return the locale whose folder a path is, an empty text for docs/ itself, and None for any other path."""
    docs = settings.docs_dir.resolve()
    keys = {locale.key for locale in settings.locales}
    for place in (Path.cwd() / path, docs / path):
        relative = os.path.relpath(place, docs)
        if relative == "." or relative in keys:
            return relative.removeprefix(".")
    return None


def name_fault(shared_path: str) -> str:
    """Return what is wrong with the name of a new article, or an empty text."""
    if not shared_path.endswith(".md"):
        return f"{shared_path} is no Markdown file, expected a name that ends in .md"
    for part in shared_path.removesuffix(".md").split("/"):
        if not _NAME.fullmatch(part):
            return f'"{part}" is no name for an address, expected small ASCII letters, digits and hyphens (two-words)'
    return ""


def listed(paths: Iterable[str], most: int = 5) -> str:
    """Return the first of some paths, and how many more there are."""
    known = list(paths)
    more = f" and {len(known) - most} more" if len(known) > most else ""
    return ", ".join(known[:most]) + more
