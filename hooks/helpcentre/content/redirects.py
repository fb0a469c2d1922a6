"""docs/redirects.yml: where articles that have moved stand now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import RootModel

from helpcentre.content.findings import Finding
from helpcentre.content.schema import Form, validate
from helpcentre.content.yaml_source import SYNTAX_HINT, YamlDocument, YamlSyntaxError, read_yaml

RULE = "redirects-invalid"

_SEGMENT = r"(?!\.)[^/\\\x00-\x1f]+"
ArticlePath = Annotated[
    str, Form(rf"{_SEGMENT}(/{_SEGMENT})*\.md", "expected a path below the locale's folder, such as topic/article.md")
]


class Redirects(RootModel[dict[ArticlePath, ArticlePath]]):
    """The shared path that each article moved to, by the one it had."""


def read_redirects(text: str, path: str) -> tuple[dict[str, str], YamlDocument, list[Finding]]:
    """Return new shared paths by old ones, the document with its lines, and the faults of the file.

    A faulty line is left out, the others are kept.
    """
    try:
        document = read_yaml(text)
    except YamlSyntaxError as error:
        fault = Finding(RULE, path, f"the file is no YAML: {error}", error.line, error.column, SYNTAX_HINT)
        return {}, YamlDocument(None), [fault]
    redirects, findings = validate(Redirects, document, path=path, rule=RULE)
    return redirects.root if redirects else {}, document, findings


def destination(redirects: Mapping[str, str], old: str) -> str:
    """Return where an old path leads after every step of a chain; an empty text for a loop or a path without one."""
    seen: set[str] = set()
    here = old
    while here in redirects and here not in seen:
        seen.add(here)
        here = redirects[here]
    return "" if here in seen or here == old else here
