"""A Markdown text as its parts: headings, sections, links, images, ids, with the line of each."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from typing import Any, Literal

from markdown.extensions.toc import slugify, unique  # the page's own parser, for the ids that it makes
from markdown_it import MarkdownIt  # CommonMark with line numbers, which Python-Markdown has not
from markdown_it.common.utils import normalizeReference
from markdown_it.token import Token
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from helpcentre.content.section_parts import Block, Run, blocks, runs

LEAD = "_lead"
"""The section that stands before the first H2 or H3."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `id` is the explicit one, or None."""

    level: int
    text: str
    id: str | None
    line: int
    last_line: int
    """Differs where the heading is underlined."""


@dataclass(frozen=True, slots=True)
class Link:
    """What the text points to: a page, a fragment, an image."""

    kind: Literal["link", "image"]
    target: str
    line: int
    column: int
    raw: bool = False
    """Written as HTML."""


@dataclass(frozen=True, slots=True)
class Section:
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


@dataclass(frozen=True, slots=True)
class Use:
    """A name that the text uses: a snippet or a placeholder."""

    name: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Document:
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


_ATTRIBUTES = re.compile(r"[ \t]*\{:?[ ]*(?P<list>[^{}\n]*)\}[ \t]*$")
_ID = re.compile(r"(?:^|\s)(?:#|id=[\"']?)(?P<id>[^\s\"'}]+)")
_INLINE_ID = re.compile(r"\{:?[ ]*[^{}\n]*?#(?P<id>[\w:.-]+)[^{}\n]*\}")
_SNIPPET = re.compile(r"^[ \t]*-+8<-+[ \t]+[\"'](?P<name>[^\"']+)[\"'][ \t]*$", re.MULTILINE)
_REFERENCE = re.compile(r"(?<![\w\\\]])\[(?!\^)(?P<text>[^\[\]]+)\]\[(?!\^)(?P<name>[^\[\]]*)\]")
_CODE_SPAN = re.compile(r"(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)", re.DOTALL)
_MARKDOWN_INSIDE = re.compile(r"\A\s*<\w[^>]*\smarkdown\b[^>]*>")
_TAG = re.compile(r"<[^>\n]*>")
_PLACEHOLDER = re.compile(r"\{\{\s*(?P<name>(?:facts|channels)\.[\w.-]+)\s*\}\}")


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    # Targets stay as they are written: findings show them, and `resolve` decodes them.
    parser.normalizeLink = str  # type: ignore[assignment,method-assign]
    return parser.use(admon_plugin).use(deflist_plugin).use(footnote_plugin, inline=False)


def parse(text: str, first_line: int = 1) -> Document:
    """Return the parts of a Markdown text whose first line is line `first_line` of its file."""
    tokens, environment = _parsed(text)
    lines = text.split("\n")
    definitions: dict[str, Any] = environment.get("references", {})
    headings = list(_headings(tokens, first_line))
    title = next((h for h in headings if h.level == 1), None)
    html = [part for token in tokens for part in _html(token, lines, first_line)]
    own = _links(tokens, lines, first_line, definitions)
    links = sorted({*own, *(link for part in html for link in part.links)}, key=_place)
    made = dict(_made_ids(headings))
    ids = (
        {h.id for h in headings if h.id}
        | set(made.values())
        | {m["id"] for words in _prose(tokens) for m in _INLINE_ID.finditer(words)}
    )
    return Document(
        title=title.text if title else "",
        title_line=title.line if title else first_line,
        headings=tuple(headings),
        sections=tuple(_sections(tokens, headings, made, lines, first_line)),
        links=tuple(links),
        anchors=frozenset(ids | {anchor for part in html for anchor in part.anchors}),
        snippets=tuple(_uses(_SNIPPET, text, first_line)),
        placeholders=tuple(_uses(_PLACEHOLDER, text, first_line)),
        references=tuple(_undefined_references(tokens, lines, first_line, definitions)),
    )


def _parsed(text: str) -> tuple[list[Token], dict[str, Any]]:
    environment: dict[str, Any] = {}
    tokens = _parser().parse(text, environment)
    tokens += [token for block in tokens for token in _inside_html(block, environment)]
    return tokens, environment


def parsed_tokens(text: str) -> tuple[list[Token], list[list[int]]]:
    """Return the blocks of a Markdown text, and the lines (from 0, the end excluded) of each reference definition."""
    tokens, environment = _parsed(text)
    definitions = [*environment.get("references", {}).values(), *environment.get("duplicate_refs", ())]
    return tokens, [definition["map"] for definition in definitions]


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
    return _PLACEHOLDER.sub(lambda match: value.get(match["name"], match[0]), text)


def _place(link: Link) -> tuple[int, int, str]:
    return link.line, link.column, link.target


def _uses(pattern: re.Pattern[str], text: str, first_line: int) -> Iterator[Use]:
    for match in pattern.finditer(text):
        start = match.start("name")
        line = text.count("\n", 0, start)
        yield Use(match["name"], first_line + line, start - (text.rfind("\n", 0, start) + 1) + 1)


def _inside_html(block: Token, environment: dict[str, Any]) -> list[Token]:
    """Return the tokens of Markdown in a block such as `<div markdown>`, which CommonMark leaves alone."""
    if block.type != "html_block" or not block.map or not _MARKDOWN_INSIDE.match(block.content):
        return []
    tokens = [t for t in _parser().parse(_TAG.sub("", block.content), environment) if t.type == "inline" and t.map]
    for token in tokens:
        assert token.map is not None
        token.map = [line + block.map[0] for line in token.map]
    return tokens


def _prose(tokens: list[Token]) -> Iterator[str]:
    """Yield the texts without code, raw HTML and escapes' backslashes."""
    for token in tokens:
        yield "".join(child.content for child in token.children or () if child.type == "text")


def _undefined_references(
    tokens: list[Token], lines: list[str], first_line: int, definitions: dict[str, Any]
) -> Iterator[Use]:
    for token in tokens:
        if token.type != "inline" or not token.map or "][" not in token.content:
            continue
        text = _CODE_SPAN.sub(lambda code: " " * len(code[0]), token.content)
        at = (token.map[0], 0)
        for match in _REFERENCE.finditer(text):
            label = match["name"] or match["text"]
            if label.strip() and normalizeReference(label) not in definitions:
                line, column = _find(match[0], lines, at, token.map[1]) or (at[0], 1)
                at = line, column
                yield Use(label, first_line + line, column)


def _headings(tokens: list[Token], first_line: int) -> Iterator[Heading]:
    for index, token in enumerate(tokens):
        if token.type == "heading_open" and token.level == 0 and token.map:
            content = tokens[index + 1]
            attributes = _ATTRIBUTES.search(content.content)
            found = _ID.search(attributes["list"]) if attributes else None
            words = _words(content)
            if attributes:
                words = _ATTRIBUTES.sub("", words)
            line, last = first_line + token.map[0], first_line + token.map[1] - 1
            yield Heading(int(token.tag[1]), words.strip(), found["id"] if found else None, line, last)


def _sections(
    tokens: list[Token], headings: list[Heading], made: dict[int, str], lines: list[str], first_line: int
) -> Iterator[Section]:
    """Cut the text at its headings of level 2 and 3; deeper ones belong to the section they stand in."""
    cuts = [h for h in headings if h.level in (1, 2, 3)]
    if not cuts or cuts[0].level != 1:
        cuts.insert(0, Heading(1, "", None, first_line, first_line - 1))
    within = _by_line(tokens)
    for index, heading in enumerate(cuts):
        start = heading.last_line - first_line + 1
        end = cuts[index + 1].line - first_line if index + 1 < len(cuts) else len(lines)
        part = within(heading.line - first_line, end)
        own = [t for t in part if t.type == "inline" and t.map and start <= t.map[0]]
        plain = "\n".join(words for token in own if (words := _words(token)))
        yield Section(
            id=LEAD if heading.level == 1 else heading.id or "",
            anchor="" if heading.level == 1 else heading.id or made.get(heading.line, ""),
            title=heading.text,
            level=heading.level,
            line=heading.line,
            source="\n".join(lines[start:end]).strip("\n"),
            plain=_SNIPPET.sub("", plain).strip(),
            blocks=tuple(blocks(part, start, end, first_line)),
            runs=tuple(runs(part, heading.line - first_line, end, first_line)),
        )


def _by_line(tokens: list[Token]) -> Callable[[int, int], list[Token]]:
    """Return a function that gives the tokens of the blocks that begin between two lines (from 0).

    Blocks stand in the order of their lines, but for footnotes and Markdown within HTML, which come at the end.
    """
    blocks_end = _end_of_blocks(tokens)
    starts = [(token.map[0], at) for at, token in enumerate(tokens[:blocks_end]) if token.map and token.level == 0]
    others = sorted((token.map[0], at) for at, token in enumerate(tokens[blocks_end:], blocks_end) if token.map)

    def within(first: int, last: int) -> list[Token]:
        at = [bisect_left(starts, (line, -1)) for line in (first, last)]
        opening, closing = (starts[i][1] if i < len(starts) else blocks_end for i in at)
        moved = others[bisect_left(others, (first, -1)) : bisect_left(others, (last, -1))]
        return tokens[opening:closing] + [tokens[index] for _, index in moved]

    return within


def _end_of_blocks(tokens: list[Token]) -> int:
    """Return where the blocks in the order of their lines end in a list of tokens."""
    line = 0
    for at, token in enumerate(tokens):
        if token.type == "footnote_block_open" or (token.map and token.map[0] < line):
            return at
        if token.map and token.level == 0:
            line = token.map[0]
    return len(tokens)


def _words(token: Token) -> str:
    parts = []
    for child in token.children or ():
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append("\n" if _SNIPPET.search(token.content) else " ")
        elif child.type == "image":
            parts.append(child.content)
    return "".join(parts) if token.children else token.content


def _links(tokens: list[Token], lines: list[str], first_line: int, definitions: dict[str, Any]) -> Iterator[Link]:
    for token in tokens:
        if token.type != "inline" or not token.map:
            continue
        start = at = (token.map[0], 0)
        for child in token.children or ():
            if child.type not in ("link_open", "image"):
                continue
            target = str(child.attrs["href" if child.type == "link_open" else "src"])
            found = _find(target, lines, at, token.map[1])
            at = found or at
            # An image within a link stands before the link's target.
            found = found or _find(target, lines, start, token.map[1]) or _definition(target, lines, definitions)
            line, column = found or (at[0], max(at[1], 1))
            yield Link("link" if child.type == "link_open" else "image", target, first_line + line, column)


def _find(target: str, lines: list[str], start: tuple[int, int], end: int) -> tuple[int, int] | None:
    """Return index and column (from 1) of the target at or after `start`, above line `end`."""
    for index in range(start[0], min(max(end, start[0] + 1), len(lines))):
        column = lines[index].find(target, start[1] if index == start[0] else 0) if target else -1
        if column >= 0:
            return index, column + 1
    return None


def _definition(target: str, lines: list[str], definitions: dict[str, Any]) -> tuple[int, int] | None:
    """Return where the definition of a reference with this target stands."""
    for definition in definitions.values():
        if definition["href"] == target:
            first, end = definition["map"]
            return _find(target, lines, (first, 0), end)
    return None


class _HtmlParts(HTMLParser):
    """Links and ids of a piece of raw HTML."""

    def __init__(self, first_line: int, first_column: int) -> None:
        super().__init__()
        self.first_line = first_line
        self.first_column = first_column
        self.links: list[Link] = []
        self.anchors: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line, column = self.getpos()
        column += self.first_column if line == 1 else 1
        for name, value in attrs:
            if name == "id" or (tag == "a" and name == "name"):
                self.anchors.add(value or "")
            elif (tag, name) in {("a", "href"), ("img", "src")} and value:
                kind: Literal["link", "image"] = "link" if name == "href" else "image"
                self.links.append(Link(kind, value, self.first_line + line - 1, column, raw=True))


def _html(token: Token, lines: list[str], first_line: int) -> Iterator[_HtmlParts]:
    if token.type == "html_block" and token.map:
        texts = [(token.content, token.map[0], 1)]
    elif token.type == "inline" and token.map:
        texts, at = [], (token.map[0], 0)
        for child in token.children or ():
            if child.type == "html_inline":
                at = _find(child.content.partition("\n")[0], lines, at, token.map[1]) or at
                texts.append((child.content, at[0], max(at[1], 1)))
    else:
        return
    for text, line, column in texts:
        parts = _HtmlParts(first_line + line, column)
        # Python's parser gives up on a broken `<![…`; what stands before it counts.
        with suppress(AssertionError):
            parts.feed(text)
        yield parts
