"""What a move makes of paths, and of links to them and from them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

from helpcentre.writing.raw_text import Edit


@dataclass(frozen=True, slots=True)
class Relocation:
    """A shared path, or a folder of them, that gets another."""

    old: str
    new: str
    locales: frozenset[str]
    is_folder: bool = False

    def shared(self, path: str) -> str:
        """Return what becomes of a shared path."""
        if path == self.old:
            return self.new
        if self.is_folder and path.startswith(f"{self.old}/"):
            return self.new + path[len(self.old) :]
        return path

    def path(self, path: str) -> str:
        """Return what becomes of a path relative to docs/: the article moves in every locale, be it there or not."""
        locale, slash, shared = path.partition("/")
        if locale in self.locales:
            return f"{locale}{slash}{self.shared(shared)}"
        return self.shared(path) if self.is_folder else path


def leads_to(target: str, path: str) -> str | None:
    """Return what a link's decoded target names, relative to docs/, seen from the file `path`.

    None for an address elsewhere, one that begins with a slash, and a bare fragment. Neither query nor fragment count.
    """
    try:
        parts = urlsplit(target)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return None
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))


def moved_target(spelled: str, decode: Callable[[str], str], before: str, relocation: Relocation) -> str:
    """Return how a link is to be spelled after the move, in the file that was `before`.

    The shortest way stays the shortest; another spelling stays as it is where it still holds. Fragment, query string,
    percent-encoding and escapes of what stays are kept.
    """
    old = leads_to(decode(spelled), before)
    if old is None:
        return spelled
    after, goal = relocation.path(before), relocation.path(old)
    path = re.split(r"[?#]", spelled, maxsplit=1)[0]
    plain = unquote(decode(path)).rstrip("/") == posixpath.relpath(old, posixpath.dirname(before) or ".")
    if leads_to(decode(spelled), after) == goal and not plain:
        return spelled
    known = {unquote(decode(segment)): segment for segment in path.split("/")}
    written = posixpath.relpath(goal, posixpath.dirname(after) or ".")
    new = "/".join(known.get(segment) or _spelled(segment) for segment in written.split("/"))
    if path.startswith("./") and not new.startswith("."):
        new = f"./{new}"
    if path.endswith("/"):
        new += "/"
    return new + spelled[len(path) :]


def paths_in_words(text: str, relocation: Relocation) -> Iterator[Edit]:
    """Yield an edit for each shared path that a text names in words; a bare file name could be any word."""
    pattern = re.compile(
        r"(?<![\w./%-])(?:(?:" + "|".join(map(re.escape, relocation.locales)) + r")/)?(?P<path>[\w./-]+\.md)\b"
    )
    for match in pattern.finditer(text):
        new = relocation.shared(match["path"])
        if new != match["path"] and "/" in match["path"]:
            yield Edit(match.start("path"), match.end("path"), new)


def _spelled(segment: str) -> str:
    return re.sub(r"[^\w.~-]", lambda match: quote(match[0]), segment)
