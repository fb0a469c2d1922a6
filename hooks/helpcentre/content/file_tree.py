"""The files below a folder, and which of them nobody can read or lead to by their names."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_NO_NAME = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Categories of characters that end lines and words of what is told of a file, or stand for bytes that are no UTF-8."""
_CUTS_ADDRESS = re.compile(r"[#?%\\:]")
"""What a browser takes for something else where it stands in the address of a page."""


class FoundFile(NamedTuple):
    """A file below a folder."""

    path: str
    """Relative to the folder, with slashes."""
    place: str
    fault: str = ""
    """Why it cannot be read, and what is expected; empty where it can."""


def files_below(root: str) -> Iterator[FoundFile]:
    """Yield all files not hidden, in a fixed order; also what is neither file nor folder, with its fault."""
    yield from _files(root, "", root)


def _files(folder: str, prefix: str, root: str) -> Iterator[FoundFile]:
    with os.scandir(folder) as entries:
        known = sorted((entry for entry in entries if not entry.name.startswith(".")), key=lambda entry: entry.name)
    for entry in known:
        path = f"{prefix}{entry.name}"
        if not entry.name.isprintable() and any(map(_is_of_no_name, entry.name)):
            fault = "the name holds a character that is none of a name, expected letters, digits and hyphens"
            yield FoundFile(_printable(path), entry.path, fault)
        elif is_folder(entry):
            if entry.is_symlink() and leads_back(entry.path, root):
                fault = "the name leads back to a folder that it lies in, expected a file, or a folder elsewhere"
                yield FoundFile(path, entry.path, fault)
            else:
                yield from _files(entry.path, f"{path}/", root)
        elif _is_file(entry):
            yield FoundFile(path, entry.path)
        else:
            fault = "the name leads nowhere" if entry.is_symlink() else "it is no file that can be read"
            yield FoundFile(path, entry.path, f"{fault}, expected a file")


def is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether an entry is a folder, or leads to one; a link that leads to itself is none."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:
        return False


def leads_back(link: str, root: str) -> bool:
    """Whether a link to a folder, `root` or below it, leads to one of those that it lies in: there is no end below it.

    The folders are those of its path, which may be links themselves.
    """
    goal = Path(link).resolve()
    return any(len(str(folder)) >= len(root) and folder.resolve() == goal for folder in Path(link).parents)


def address_fault(shared_path: str) -> str:
    """Return why links to the page of an article do not lead there, by its name, and what is expected; empty if none.

    `a#b.md` -> the name holds "#", …
    """
    found = _CUTS_ADDRESS.search(shared_path)
    if found is None:
        return ""
    return (
        f'the name holds "{found[0]}", which browsers take for something else in an address, expected a name without it'
    )


def _is_of_no_name(character: str) -> bool:
    return unicodedata.category(character) in _NO_NAME


def _printable(path: str) -> str:
    """Return a path with an escape for each character that would end a line, or is a byte of no character."""
    text = os.fsencode(path).decode("utf-8", "backslashreplace")
    return "".join(x.encode("unicode_escape").decode() if _is_of_no_name(x) else x for x in text)
