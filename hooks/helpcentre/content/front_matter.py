"""The head of a Markdown file: its keys, and where the text begins."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, field_validator

from helpcentre.content.findings import Finding
from helpcentre.content.kinds import Kind
from helpcentre.content.schema import Form, NotExpectedError, Schema, nearest, validate
from helpcentre.content.yaml_source import SYNTAX_HINT, YamlDocument, YamlSyntaxError, read_yaml

RULE = "front-matter-invalid"

Risk = Literal["funds", "secrets", "info"]
Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True, strict=True)]
SharedPath = Annotated[
    str, Form(r"[\w.-]+(/[\w.-]+)*\.md", "expected a path below the locale's folder, such as topic/article.md")
]
Digest = Annotated[str, Form("[0-9a-f]{8,64}", "expected a digest, written by helpcentre accept")]

HOME_KEYS = ("site_name", "tagline", "searches")


class SourceStamp(Schema):
    """What the translator last accepted: the digest of each section of the source."""

    sections: dict[str, Digest]


class FrontMatter(Schema):
    """The keys that a Markdown file may carry."""

    kind: Kind = "guide"
    description: Words | None = None
    """One sentence for cards and search results."""
    contact: tuple[Words, ...] | None = None
    """Channel ids offered at the end, best first; replaces the topic's routing."""
    keywords: tuple[Words, ...] = ()
    """Words readers use that the text does not."""
    related: tuple[SharedPath, ...] = ()
    """Shared paths; on the home page, the common questions."""
    risk: Risk = "info"
    """What an outdated passage can cost the reader."""
    reviewed: datetime.date | None = None
    draft: bool = Field(default=False, strict=True)
    source: SourceStamp | None = None
    prepare: tuple[Words, ...] = ()
    """On a channel's page: what to have ready."""
    site_name: Words | None = None
    tagline: Words | None = None
    searches: tuple[Words, ...] = ()
    """On the home page: example searches."""

    @field_validator("reviewed", mode="before")
    @classmethod
    def _only_dates(cls, value: object) -> object:
        if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
            return value
        hint = "Take the quotes away." if isinstance(value, str) and _DATE.fullmatch(value) else ""
        raise NotExpectedError("expected a date such as 2026-11-20", hint)


_DATE = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Head:
    """A file's front matter, the text after it, and the faults met on the way."""

    meta: FrontMatter
    document: YamlDocument
    body: str
    body_line: int
    """The line of the file on which `body` begins."""
    findings: tuple[Finding, ...] = ()


_OPENING = re.compile(r"---[ \t]*(?=\n)")
_CLOSING = re.compile(r"\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_OPENED = re.compile(r"\A---[ \t]*\n\s*[\w-]+:")
_LATE = re.compile(r"\A(?P<before>\s+)---[ \t]*\n\s*[\w-]+:")


def read_head(text: str, *, path: str, home: bool = False) -> Head:
    """Return the front matter of a file and what follows it; a fault is a finding, never an exception.

    `path` is relative to docs/; `home` allows the keys of a home page.
    """
    document, body, body_line, findings = fenced(text, path)
    meta, faults = validate(FrontMatter, document, path=path, rule=RULE)
    findings += faults
    for key in HOME_KEYS:
        if not home and (key,) in document.positions:
            message = f'unknown key "{key}": it belongs to the home page (index.md) only'
            hint = nearest(key, set(FrontMatter.model_fields) - set(HOME_KEYS))
            findings.append(Finding(RULE, path, message, *document.position([key]), hint))
    return Head(meta or FrontMatter(), document, body, body_line, tuple(findings))


def fenced(text: str, path: str) -> tuple[YamlDocument, str, int, list[Finding]]:
    """Return a file's front matter as YAML, what follows it, the line that begins on, and what is wrong with it.

    A file without front matter, or with one that is no YAML, has an empty document.
    """
    opening = _OPENING.match(text)
    closing = _CLOSING.search(text, opening.end()) if opening else None
    if opening is None or closing is None:
        faults = []
        if _OPENED.match(text):
            faults.append(Finding(RULE, path, "the front matter is not closed, expected a line --- after its last key"))
        elif late := _LATE.match(text):
            line = late["before"].count("\n") + 1
            message = f"the front matter begins in line {line}, expected its --- in line 1"
            faults.append(Finding(RULE, path, message, line, hint="Delete what stands before it."))
        return YamlDocument(None), text, 1, faults
    body, body_line = text[closing.end() :], text.count("\n", 0, closing.end()) + 1
    try:
        document = read_yaml(text[opening.end() + 1 : closing.start() + 1], first_line=2)
    except YamlSyntaxError as error:
        fault = Finding(RULE, path, f"the front matter is no YAML: {error}", error.line, error.column, SYNTAX_HINT)
        return YamlDocument(None), body, body_line, [fault]
    return document, body, body_line, []
