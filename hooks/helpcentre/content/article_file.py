"""An article or notice in one locale: one Markdown file, read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from helpcentre.content.front_matter import FrontMatter, Head
from helpcentre.content.markdown import Document
from helpcentre.content.notices import Notice, NoticeTranslation

HOME = "index.md"
"""The shared path of the home page."""


@dataclass(frozen=True)
class ArticleFile:
    """An article in one locale: one Markdown file."""

    locale: str
    shared_path: str
    """The locale-free key, such as `withdrawals/withdrawal-delayed.md`."""
    head: Head
    document: Document
    digest: str = ""
    """Of the file's bytes, where they were read."""
    memo: dict[str, Any] = field(default_factory=dict, init=False, compare=False, repr=False)
    """What others have worked out of the text, by a name of theirs; it is kept with the parsed text."""

    @cached_property
    def path(self) -> str:
        """Relative to docs/."""
        return f"{self.locale}/{self.shared_path}"

    @cached_property
    def meta(self) -> FrontMatter:
        """The front matter; defaults stand for what could not be read."""
        return self.head.meta

    @cached_property
    def title(self) -> str:
        """The H1, or the file's name where there is none."""
        return self.document.title or PurePosixPath(self.shared_path).stem.replace("-", " ")

    @cached_property
    def is_draft(self) -> bool:
        """Whether readers of a published site do not meet it."""
        return self.meta.draft

    @cached_property
    def reviewed(self) -> date | None:
        """The day on which somebody has last read it with care."""
        return self.meta.reviewed

    @cached_property
    def is_new(self) -> bool:
        """Whether this run has parsed it."""
        return True

    @property
    def topic(self) -> str:
        """The folder, or an empty text on the home page and its neighbours."""
        return topic_of(self.shared_path)

    def key_position(self, *key: str | int) -> tuple[int, int]:
        """Return line and column of a front matter key, or (1, 1)."""
        return self.head.document.position(key)

    def lists_key(self, key: str) -> bool:
        """Whether the file's front matter holds the key, be its value right or wrong."""
        return (key,) in self.head.document.positions


@dataclass(frozen=True)
class NoticeFile(ArticleFile):
    """An incident notice in one locale; it stands on other pages and is none itself."""

    notice: Notice | NoticeTranslation | None = None
    """None where the front matter cannot be used."""

    @property
    def text(self) -> str:
        """The Markdown below the title."""
        title = next((h for h in self.document.headings if h.level == 1), None)
        below = title.last_line - self.head.body_line + 1 if title else 0
        return "\n".join(self.head.body.split("\n")[below:]).strip("\n")


def topic_of(shared_path: str) -> str:
    """Return the top folder of a shared path: `a/b/c.md` -> `a`, `index.md` -> ``."""
    return shared_path.split("/")[0] if "/" in shared_path else ""


def is_index(shared_path: str) -> bool:
    """Whether a shared path is a home, topic or overview page."""
    return shared_path == HOME or shared_path.endswith("/index.md")
