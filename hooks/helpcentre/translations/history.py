"""Earlier versions of a source file, from git, to find what a translator accepted."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from helpcentre.content.article_file import ArticleFile
from helpcentre.content.reading import parse_article
from helpcentre.translations.digests import digest, section_texts

_MOST = 500
"""Versions looked at; a source that changed more often since is shown whole."""


def earlier_versions(file: Path) -> Iterator[str]:
    """Yield the texts of a file in git's history, the newest first; nothing where there is no git."""
    listed = _git(
        file.parent, "log", f"--max-count={_MOST}", "--follow", "--format=%H", "--name-only", "-z", "--", file.name
    )
    if listed is None:
        return
    root = (_git(file.parent, "rev-parse", "--show-toplevel") or "").strip()
    fields = [field.strip("\n") for field in listed.split("\0") if field.strip("\n")]
    for field in range(0, len(fields) - 1, 2):
        text = _git(Path(root), "show", f"{fields[field]}:{fields[field + 1]}")
        if text is not None:
            yield text


def _git(folder: Path, *arguments: str) -> str | None:
    try:
        done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=False)
    except OSError:
        return None
    return done.stdout.decode("utf-8", errors="replace") if done.returncode == 0 else None


def accepted_texts(source: ArticleFile, file: Path, stamp: Mapping[str, str]) -> dict[str, str]:
    """Return the text that each stamped section had when it was accepted, so far as git still knows it."""
    found: dict[str, str] = {}
    for text in earlier_versions(file):
        version, _ = parse_article(text, source.path, source.locale, source.shared_path)
        for key, section in section_texts(version).items():
            if key not in found and stamp.get(key) == digest(section):
                found[key] = section
        if len(found) == len(stamp):
            break
    return found
