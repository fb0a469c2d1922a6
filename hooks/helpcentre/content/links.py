"""Where a link in an article leads, as a shared path, a file or an address elsewhere."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from urllib.parse import SplitResult, unquote, urlsplit

from helpcentre.content.article_file import ArticleFile
from helpcentre.content.catalogue import Catalogue
from helpcentre.content.markdown import Link

State = Literal["external", "page", "asset", "absent", "absolute", "address", "other-locale", "draft", "no-fragment"]


@dataclass(frozen=True, slots=True)
class Destination:
    """What a link leads to.

    Nowhere: `absolute` begins with a slash, which holds at a domain's root only; `address` is a page's address in
    the built site, where its file is expected; `other-locale` is a file of another language, which the process that
    builds this one does not know; `draft` and `no-fragment` are there, but not for readers.
    """

    state: State
    path: str = ""
    """A page's shared path, or a file's path relative to docs/."""
    fragment: str = ""
    page: ArticleFile | None = None
    """The file whose text a reader meets there."""


def target_path(target: str, file: ArticleFile) -> str | None:
    """Return the shared path that a link's target names, or None if it leads out of the locale's folder.

    `../contact/email.md#write` in `account/x.md` -> `contact/email.md`; a bare fragment is the page itself.
    """
    parts = _split(target)
    if parts is None or parts.scheme or parts.netloc or parts.path.startswith("/"):
        return None
    if not parts.path:
        return file.shared_path
    locale, _, shared = _beside(unquote(parts.path), file).partition("/")
    return shared if locale == file.locale else None


def _split(target: str) -> SplitResult | None:
    try:
        return urlsplit(target)
    except ValueError:  # such as http://[
        return None


def _beside(path: str, file: ArticleFile) -> str:
    """Return a path that a file names, relative to docs/."""
    return _within(file.path.rpartition("/")[0], path)


@lru_cache(maxsize=1 << 14)  # articles of a topic link to the same ones
def _within(folder: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(folder, path))


def resolve(link: Link, file: ArticleFile, catalogue: Catalogue) -> Destination:
    """Return where a link of a file leads for a reader of that file's locale.

    A page that has no translation is met as a fallback page, in the source's text and with its ids.
    """
    parts = _split(link.target)
    if parts is None:
        return Destination("absent")
    if parts.scheme or parts.netloc:
        return Destination("external")
    path, fragment = unquote(parts.path), unquote(parts.fragment)
    if path.startswith("/"):
        return Destination("absolute", path)
    if not link.target.strip():
        return Destination("absent")
    shared = target_path(link.target, file)
    if shared is not None:
        page = catalogue.shown(file.locale, shared)
        if page is not None:
            return _in_page(page, shared, fragment, catalogue)
        if catalogue.is_draft(shared):
            return Destination("draft", shared)
    for asset in _asset_paths(path, file, catalogue):
        if asset in catalogue.assets:
            return Destination("asset", asset)
    if _in_other_locale(path, file, catalogue):
        return Destination("other-locale", _beside(path, file))
    for stem in (shared or "", f"{shared}/index", (shared or "").removesuffix(".html")):
        if catalogue.shown(file.locale, f"{stem}.md") is not None:
            return Destination("address", f"{stem}.md")
    return Destination("absent", shared or _beside(path, file), fragment)


def _in_page(page: ArticleFile, shared_path: str, fragment: str, catalogue: Catalogue) -> Destination:
    known = not fragment or fragment.startswith(":~:") or fragment in catalogue.anchors(page)
    return Destination("page" if known else "no-fragment", shared_path, fragment, page)


def _asset_paths(path: str, file: ArticleFile, catalogue: Catalogue) -> tuple[str, ...]:
    """Return where a file may lie: beside the text, beside the source's text, or above the locales."""
    shared = posixpath.normpath(posixpath.join(posixpath.dirname(file.shared_path), path))
    return (_beside(path, file), f"{catalogue.settings.source}/{shared}", shared)


def _in_other_locale(path: str, file: ArticleFile, catalogue: Catalogue) -> bool:
    """Whether a link names an article's file in another language, such as `../../en/about/team.md`."""
    locale, _, shared = _beside(path, file).partition("/")
    return locale != file.locale and catalogue.get(locale, shared) is not None
