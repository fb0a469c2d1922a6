"""Where a link in an article leads, as a shared path, a file or an address elsewhere."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote, urlsplit

from helpcentre.content.catalogue import ArticleFile, Catalogue
from helpcentre.content.markdown import Link


@dataclass(frozen=True, slots=True)
class Destination:
    """What a link leads to."""

    state: Literal["external", "page", "asset", "absent", "draft", "no-fragment"]
    path: str = ""
    """A page's shared path, or a file's path relative to docs/."""
    fragment: str = ""
    page: ArticleFile | None = None
    """The file whose text a reader meets there."""


def target_path(target: str, file: ArticleFile) -> str | None:
    """Return the shared path that a link's target names, or None if it leads out of the locale's folder.

    `../contact/email.md#write` in `account/x.md` -> `contact/email.md`; an empty path is the page itself.
    """
    parts = urlsplit(target)
    if parts.scheme or parts.netloc:
        return None
    path = unquote(parts.path)
    if not path:
        return file.shared_path
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(file.path), path.lstrip("/") if path[0] == "/" else path))
    locale, _, shared = (path.lstrip("/") if path.startswith("/") else joined).partition("/")
    if locale == file.locale:
        return _page_form(shared, path)
    return None


def _page_form(shared: str, written: str) -> str:
    """Return the Markdown file of a link that is written as the address of the page."""
    if shared.endswith(".md") or posixpath.splitext(shared)[1] not in ("", ".html"):
        return shared
    if not shared or written.endswith("/") or not posixpath.splitext(shared)[1]:
        return posixpath.join(shared, "index.md") if not shared else f"{shared}.md"
    return shared.removesuffix(".html") + ".md"


def resolve(link: Link, file: ArticleFile, catalogue: Catalogue) -> Destination:
    """Return where a link of a file leads for a reader of that file's locale.

    A page that has no translation is met as a fallback page, in the source's text and with its ids.
    """
    parts = urlsplit(link.target)
    if parts.scheme or parts.netloc:
        return Destination("external")
    fragment = unquote(parts.fragment)
    shared = target_path(link.target, file)
    if shared is not None:
        for candidate in (shared, shared.removesuffix(".md") + "/index.md"):
            page = catalogue.shown(file.locale, candidate)
            if page is not None:
                known = not fragment or fragment in page.document.anchors or fragment.startswith(":~:")
                return Destination("page" if known else "no-fragment", candidate, fragment, page)
            if catalogue.is_draft(candidate):
                return Destination("draft", candidate)
    for path in _asset_paths(unquote(parts.path), file, catalogue):
        if path in catalogue.assets:
            return Destination("asset", path)
    other = _other_locale(unquote(parts.path), file, catalogue)
    if other is not None:
        known = not fragment or fragment in other.document.anchors
        return Destination("page" if known else "no-fragment", other.shared_path, fragment, other)
    return Destination("absent", shared or posixpath.normpath(posixpath.join(posixpath.dirname(file.path), parts.path)))


def _asset_paths(path: str, file: ArticleFile, catalogue: Catalogue) -> tuple[str, ...]:
    """Return where a file may lie: beside the text, beside the source's text, or above the locales."""
    if path.startswith("/"):
        return (path.lstrip("/"),)
    beside = posixpath.normpath(posixpath.join(posixpath.dirname(file.path), path))
    shared = posixpath.normpath(posixpath.join(posixpath.dirname(file.shared_path), path))
    return (beside, f"{catalogue.settings.source}/{shared}", shared)


def _other_locale(path: str, file: ArticleFile, catalogue: Catalogue) -> ArticleFile | None:
    """Return the page of another locale that a link names, such as `../../en/about/team.md`."""
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(file.path), path)).lstrip("/")
    locale, _, shared = joined.partition("/")
    page = catalogue.get(locale, shared)
    return page if page is not None and not catalogue.is_draft(shared) else None
