"""A Markdown text as its parts: headings, sections, links, images, ids, with the line of each."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Literal

from markdown.extensions.toc import slugify, unique  # the page's own parser, for the ids that it makes
from msgspec import Struct  # as in section_parts

from helpcentre.content.markdown_marks import Marks, Use, marks_of
from helpcentre.content.markdown_pieces import Definition
from helpcentre.content.markdown_tokens import Token, tokens_of
from helpcentre.content.raw_html import html_parts
from helpcentre.content.section_parts import Block, Run, blocks, runs

LEAD = "_lead"
"""The section that stands before the first H2 or H3."""


class Heading(Struct, frozen=True, array_like=True, gc=False):
    """A heading; `id` is the explicit one, or None."""

    level: int
    text: str
    id: str | None
    line: int
    last_line: int
    """Differs where the heading is underlined."""


class Link(Struct, frozen=True, array_like=True, gc=False):
    """What the text points to: a page, a fragment, an image."""

    kind: Literal["link", "image"]
    target: str
    line: int
    column: int
    raw: bool = False
    """Written as HTML."""


class Section(Struct, frozen=True, array_like=True, gc=False):
    """From an H2 or H3 to the next heading."""

    id: str
    title: str
    level: int
    line: int
    source: str
    """The Markdown below the heading."""
    plain: str
    """The words a reader sees, without marks; placeholders still stand in them."""
    blocks: tuple[Block, ...] = ()
    """Steps, admonitions, images and tables, in their order."""
    runs: tuple[Run, ...] = ()
    """Prose, code and link targets, with their lines; the heading's too."""
    anchor: str = ""
    """The id that the page has: the explicit one, or the one that Python-Markdown makes of the heading."""


_NO_MARKS = Marks()


class Document(Struct, frozen=True, array_like=True, gc=False):
    """A parsed text; all lines are those of the file."""

    title: str
    title_line: int
    headings: tuple[Heading, ...]
    sections: tuple[Section, ...]
    links: tuple[Link, ...]
    anchors: frozenset[str]
    """Ids that stand in the text: of headings, attribute lists and raw HTML."""
    snippets: tuple[Use, ...]
    placeholders: tuple[Use, ...]
    references: tuple[Use, ...] = ()
    """Labels of `[text][label]` that the text does not define."""
    marks: Marks = _NO_MARKS
    """None are looked for where all are snippets and placeholders."""


_ATTRIBUTES = re.compile(r"\{:?[ ]*(?P<list>[^{}\n]*)\}[ \t]*$")
_ID = re.compile(r"(?:^|\s)(?:#|id=[\"']?)(?P<id>[^\s\"'}]+)")
_INLINE_ID = re.compile(r"\{:?[ ]*[^{}\n]*?#(?P<id>[\w:.-]+)[^{}\n]*\}")
_SNIPPET = re.compile(r"^[ \t]*-+8<-+[ \t]+[\"'](?P<name>[^\"']+)[\"'][ \t]*$", re.MULTILINE)
_PLACEHOLDER = re.compile(r"\{\{\s*(?P<name>(?:facts|channels)\.[\w.-]+)\s*\}\}")


def parse(text: str, first_line: int = 1) -> Document:
    """Return the parts of a Markdown text whose first line is line `first_line` of its file."""
    parsed = tokens_of(text)
    tokens = parsed.blocks
    lines = text.split("\n")
    headings = list(_headings(tokens, first_line))
    title = next((h for h in headings if h.level == 1), None)
    html = [part for token in tokens if _may_hold_html(token) for part in _html(token, lines, first_line)]
    own = _links(tokens, lines, first_line, parsed.definitions)
    links = sorted({*own, *(part for part in html if isinstance(part, Link))}, key=_order)
    made = dict(_made_ids(headings))
    ids = (
        {h.id for h in headings if h.id}
        | set(made.values())
        | {m["id"] for words in _prose(tokens) for m in _INLINE_ID.finditer(words)}
    )
    snippets = tuple(_uses(_SNIPPET, text, first_line)) if "8<" in text else ()
    placeholders = tuple(_uses(_PLACEHOLDER, text, first_line)) if "{{" in text else ()
    has_loose_marks = text.count("8<-") > len(snippets) or text.count("{{") > len(placeholders) or "[^" in text
    return Document(
        title=title.text if title else "",
        title_line=title.line if title else first_line,
        headings=tuple(headings),
        sections=tuple(_sections(tokens, headings, made, lines, first_line)),
        links=tuple(links),
        anchors=frozenset(ids.union(part for part in html if isinstance(part, str))),
        snippets=snippets,
        placeholders=placeholders,
        references=tuple(Use(one.label, first_line + one.line, one.column) for one in parsed.undefined),
        marks=marks_of(parsed, lines, first_line) if has_loose_marks else _NO_MARKS,
    )


def _made_ids(headings: list[Heading]) -> Iterator[tuple[int, str]]:
    """Yield line and id of headings without one, as Python-Markdown's `toc` makes them; links may lead to them."""
    taken = {heading.id for heading in headings if heading.id}
    for heading in headings:
        if not heading.id:
            yield heading.line, unique(slugify(heading.text, "-"), taken)


def placeholders_in(text: str) -> list[str]:
    """Return the names of the placeholders in a text, such as `facts.review_time`."""
    return [match["name"] for match in _PLACEHOLDER.finditer(text)]


def replace_placeholders(text: str, value: dict[str, str]) -> str:
    """Return the text with each placeholder of a known name replaced; the others stay as they stand."""
    return _PLACEHOLDER.sub(lambda match: value.get(match["name"], match[0]), text) if value else text


def _order(link: Link) -> tuple[int, int, str, str, bool]:
    """Return what links are sorted by; those of a set come in any order."""
    return link.line, link.column, link.target, link.kind, link.raw


def _uses(pattern: re.Pattern[str], text: str, first_line: int) -> Iterator[Use]:
    for match in pattern.finditer(text):
        start = match.start("name")
        line = text.count("\n", 0, start)
        yield Use(match["name"], first_line + line, start - (text.rfind("\n", 0, start) + 1) + 1)


def _prose(tokens: Sequence[Token]) -> Iterator[str]:
    """Yield the texts without code, raw HTML and escapes' backslashes."""
    for token in tokens:
        if token.inlines and "{" in token.content:
            yield "".join(piece.content for piece in token.inlines if piece.kind == "text")


def _headings(tokens: Sequence[Token], first_line: int) -> Iterator[Heading]:
    for token in tokens:
        if token.kind == "heading" and token.depth == 0:
            attributes = _ATTRIBUTES.search(token.content)
            found = _ID.search(attributes["list"]) if attributes else None
            words = _words(token)
            if attributes:
                words = _ATTRIBUTES.sub("", words)
            yield Heading(
                token.level, words.strip(), found["id"] if found else None, first_line + token.line,
                first_line + token.end - 1,
            )  # fmt: skip


def _sections(
    tokens: Sequence[Token], headings: list[Heading], made: dict[int, str], lines: list[str], first_line: int
) -> Iterator[Section]:
    """Cut the text at its headings of level 2 and 3; deeper ones belong to the section they stand in."""
    cuts = [h for h in headings if h.level in (1, 2, 3)]
    if not cuts or cuts[0].level != 1:
        cuts.insert(0, Heading(1, "", None, first_line, first_line - 1))
    begins = [token.line for token in tokens]
    for index, heading in enumerate(cuts):
        start = heading.last_line - first_line + 1
        end = cuts[index + 1].line - first_line if index + 1 < len(cuts) else len(lines)
        part = tokens[bisect_left(begins, heading.line - first_line) : bisect_left(begins, end)]
        plain = "\n".join(words for token in part if token.line >= start and (words := _words(token)))
        yield Section(
            id=LEAD if heading.level == 1 else heading.id or "",
            anchor="" if heading.level == 1 else heading.id or made.get(heading.line, ""),
            title=heading.text,
            level=heading.level,
            line=heading.line,
            source="\n".join(lines[start:end]).strip("\n"),
            plain=(_SNIPPET.sub("", plain) if "8<" in plain else plain).strip(),
            blocks=tuple(blocks(part, start, first_line)),
            runs=tuple(runs(part, first_line)),
        )


def _words(token: Token) -> str:
    if not token.inlines:
        return ""
    between = "\n" if "8<" in token.content and _SNIPPET.search(token.content) else " "
    words = {"break": between, "html": "", "link": ""}
    return "".join([words.get(piece.kind, piece.content) for piece in token.inlines])


def _links(
    tokens: Sequence[Token], lines: list[str], first_line: int, definitions: Sequence[Definition]
) -> Iterator[Link]:
    for token in tokens:
        start = at = (token.line, 0)
        for piece in token.inlines:
            if piece.kind not in ("link", "image"):
                continue
            found = _find(piece.target, lines, at, token.end)
            at = found or at
            # An image within a link stands before the link's target.
            found = (
                found or _find(piece.target, lines, start, token.end) or _definition(piece.target, lines, definitions)
            )
            line, column = found or (at[0], max(at[1], 1))
            yield Link("link" if piece.kind == "link" else "image", piece.target, first_line + line, column)


def _find(target: str, lines: list[str], start: tuple[int, int], end: int) -> tuple[int, int] | None:
    """Return index and column (from 1) of the target at or after `start`, above line `end`."""
    for index in range(start[0], min(max(end, start[0] + 1), len(lines))):
        column = lines[index].find(target, start[1] if index == start[0] else 0) if target else -1
        if column >= 0:
            return index, column + 1
    return None


def _definition(target: str, lines: list[str], definitions: Sequence[Definition]) -> tuple[int, int] | None:
    """Return where the definition of a reference with this target stands."""
    one = next((one for one in definitions if one.target == target), None)
    return _find(target, lines, (one.line, 0), one.end) if one is not None else None


def _may_hold_html(token: Token) -> bool:
    return token.kind == "html" or (bool(token.inlines) and "<" in token.content)


def _html(token: Token, lines: list[str], first_line: int) -> Iterator[Link | str]:
    """Yield links and images of raw HTML, and ids as plain texts."""
    texts = [(token.content, token.line, 0)] if token.kind == "html" else []
    at = (token.line, 0)
    for piece in token.inlines:
        if piece.kind == "html":
            at = _find(piece.content.partition("\n")[0], lines, at, token.end) or at
            texts.append((piece.content, at[0], max(at[1] - 1, 0)))
    for text, line, column in texts:
        for part in html_parts(text):
            if part.kind == "anchor":
                yield part.value
            elif part.kind != "text":
                begins = part.column + (0 if part.line else column)
                yield Link(part.kind, part.value, first_line + line + part.line, begins + 1, raw=True)
