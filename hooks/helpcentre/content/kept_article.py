"""Articles whose text is in memory only while somebody asks for it: those of earlier runs, and all of a large site."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from helpcentre.content.article_file import ArticleFile
from helpcentre.content.findings import Finding
from helpcentre.content.front_matter import FrontMatter, Head
from helpcentre.content.markdown import Document
from helpcentre.content.yaml_source import YamlDocument

_About = tuple[FrontMatter, dict[str, Any]]
"""What lists of articles show, beside their titles, and what was worked out of the text."""


class Parts(NamedTuple):
    """What of an article only its own page and checks ask for: its head, but for what lists show, and its text."""

    front_matter: YamlDocument
    body: str
    body_line: int
    findings: tuple[Finding, ...]
    document: Document


_MOST, _FEW = 2_500, 250
"""So many texts stay in memory: of a site whose pages all can, and of a larger one."""


def _load(load: Callable[[], Parts]) -> Parts:
    """Return what a kept article loads."""
    return load()


class _Loaded:
    """What was asked for lately."""

    get = lru_cache(maxsize=_MOST)(_load)


def expect_pages(count: int) -> None:
    """Keep what is loaded for a locale of so many pages until it is asked for again, unless it is too much.

    Pages are gone through several times in the same order: where not all can stay, none would be there in time.
    """
    most = _MOST if count <= _MOST else _FEW
    if _Loaded.get.cache_parameters()["maxsize"] != most:
        _Loaded.get = lru_cache(maxsize=most)(_load)


def forget_loaded() -> None:
    """Let go of what kept articles have loaded; who asks for it again has it loaded again."""
    _Loaded.get.cache_clear()


class KeptArticle(ArticleFile):
    """An article that was parsed before: what all processes ask of all is at hand, the rest is read when asked for."""

    def __init__(
        self,
        path: str,
        digest: str,
        title: str,
        is_draft: bool,
        reviewed: date | None,
        is_new: bool,
        load_about: Callable[[], _About],
        load: Callable[[], Parts],
    ) -> None:
        locale, _, shared_path = path.partition("/")
        vars(self).update(locale=locale, shared_path=shared_path, digest=digest, title=title)
        vars(self).update(is_draft=is_draft, reviewed=reviewed, is_new=is_new, _load_about=load_about, _load=load)

    @cached_property
    def _about(self) -> _About:
        about: _About = vars(self)["_load_about"]()
        return about

    @property
    def meta(self) -> FrontMatter:
        """The front matter."""
        return self._about[0]

    @property
    def memo(self) -> dict[str, Any]:
        """What others have worked out of the text."""
        return self._about[1]

    @property
    def _parts(self) -> Parts:
        return _Loaded.get(vars(self)["_load"])

    @property
    def head(self) -> Head:
        """The front matter and what follows it."""
        parts = self._parts
        return Head(self.meta, parts.front_matter, parts.body, parts.body_line, parts.findings)

    @property
    def document(self) -> Document:
        """The parsed text."""
        return self._parts.document
