"""Python-Markdown, spared what a text cannot need: half of its work is to try steps whose mark a text does not have.

Its output stays what it is, byte for byte. Steps that are not known here, such as those of other extensions, are
tried on each text, as Python-Markdown does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from html import unescape
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown, inlinepatterns
from markdown.blockparser import BlockParser
from markdown.blockprocessors import (
    BlockProcessor,
    BlockQuoteProcessor,
    CodeBlockProcessor,
    HashHeaderProcessor,
    ListIndentProcessor,
    OListProcessor,
    ReferenceProcessor,
    SetextHeaderProcessor,
)
from markdown.extensions.admonition import AdmonitionProcessor
from markdown.extensions.def_list import DefListIndentProcessor, DefListProcessor
from markdown.extensions.footnotes import FootnoteBlockProcessor
from markdown.extensions.md_in_html import HtmlBlockPreprocessor, MarkdownInHtmlProcessor
from markdown.extensions.tables import TableProcessor
from markdown.extensions.toc import TocTreeprocessor, remove_fnrefs, render_inner_html, strip_tags, unique
from markdown.inlinepatterns import (
    ImageReferenceInlineProcessor,
    LinkInlineProcessor,
    ReferenceInlineProcessor,
    ShortImageReferenceInlineProcessor,
    ShortReferenceInlineProcessor,
)
from markdown.treeprocessors import InlineProcessor, UnescapeTreeprocessor
from markdown.util import INLINE_PLACEHOLDER_PREFIX, STX, AtomicString
from pymdownx.details import DetailsProcessor  # type: ignore[import-untyped]  # ships no types
from pymdownx.superfences import (  # type: ignore[import-untyped]  # ships no types
    SuperFencesBlockPreprocessor,
    SuperFencesCodeBlockProcessor,
)

Marks = tuple[str, str]
"""Two strings of which a text must hold one, be they the same."""

_ANY: Marks = ("", "")

PATTERN_MARKS: Mapping[str, Marks] = {
    inlinepatterns.BACKTICK_RE: ("`", "`"),
    inlinepatterns.ESCAPE_RE: ("\\", "\\"),
    inlinepatterns.LINK_RE: ("[", "["),
    inlinepatterns.IMAGE_LINK_RE: ("![", "!["),
    inlinepatterns.AUTOLINK_RE: ("://", "://"),
    inlinepatterns.AUTOMAIL_RE: ("@", "@"),
    inlinepatterns.LINE_BREAK_RE: ("  \n", "  \n"),
    inlinepatterns.HTML_RE: ("<", "<"),
    inlinepatterns.ENTITY_RE: ("&", "&"),
    r"\[\^([^\]]*)\]": ("[^", "[^"),  # a footnote's number
    r"\*|_": ("*", "_"),  # emphasis, strong or not
}
"""What a text must hold for an inline pattern to match it, by the pattern's regular expression."""

_INDENT = "    "
BLOCK_MARKS: Mapping[type[BlockProcessor], Marks] = {
    AdmonitionProcessor: ("!!!", _INDENT),
    BlockQuoteProcessor: (">", ">"),
    CodeBlockProcessor: (_INDENT, _INDENT),
    DefListIndentProcessor: (_INDENT, _INDENT),
    DefListProcessor: (": ", ": "),
    DetailsProcessor: ("???", _INDENT),
    FootnoteBlockProcessor: ("[^", "[^"),
    HashHeaderProcessor: ("#", "#"),
    ListIndentProcessor: (_INDENT, _INDENT),
    MarkdownInHtmlProcessor: (STX, STX),
    OListProcessor: (". ", ". "),
    ReferenceProcessor: ("]:", "]:"),
    SetextHeaderProcessor: ("\n=", "\n-"),
    SuperFencesCodeBlockProcessor: (_INDENT, _INDENT),
    TableProcessor: ("|", "|"),
}
"""What a block must hold for a block processor to take it, at a tab length of four."""

_REFERENCES = (
    ImageReferenceInlineProcessor,
    ReferenceInlineProcessor,
    ShortImageReferenceInlineProcessor,
    ShortReferenceInlineProcessor,
)
"""Inline patterns that do nothing in a text that defines no reference."""


def make_parser(
    extensions: Iterable[Any], configs: Mapping[str, Mapping[str, Any]], *, contents: bool = True
) -> Markdown:
    """Return a parser with extensions, which are not to be added to later.

    Steps are replaced where they stand, with what they know, and only where they are Python-Markdown's own. Where
    nobody reads the `contents` that a parser tells of a text, `toc_tokens` may be empty.
    """
    parser = Markdown(extensions=list(extensions), extension_configs=dict(configs))
    vars(parser)["is_block_level"] = cache(parser.is_block_level)  # asked of each element several times
    steps = [parser.parser, *parser.preprocessors, *parser.treeprocessors, *parser.inlinePatterns]
    for step in steps:
        spared = _SPARED.get(type(step))
        if spared is not None:
            step.__class__ = spared
        if spared is _Contents:
            step.is_read = contents
    return parser


def _second(marks: Marks) -> str | None:
    return marks[1] if marks[1] != marks[0] else None


class _Inline(InlineProcessor):
    """Tries the inline patterns that a text has the mark of."""

    @cached_property
    def _marked(self) -> list[tuple[int, Any, str, str | None, bool]]:
        """Number and pattern, its one or two marks, and whether it is of use only where references are defined."""
        found = []
        patterns: Iterable[Any] = self.inlinePatterns  # whose types tell less than they have
        for index, pattern in enumerate(patterns):
            marks = PATTERN_MARKS.get(pattern.getCompiledRegExp().pattern, _ANY)
            found.append((index, pattern, marks[0], _second(marks), type(pattern) in _REFERENCES))
        return found

    @cached_property
    def _any_mark(self) -> re.Pattern[str]:
        """Matches in each text of which a pattern has to be tried."""
        marks = {mark for _, _, *both, _ in self._marked for mark in both if mark is not None}
        return re.compile("|".join(map(re.escape, sorted(marks))))

    # Both are named as the class above mangles them.

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:
        if isinstance(data, AtomicString) or not self._any_mark.search(data):
            return data
        apply = self._InlineProcessor__applyPattern  # type: ignore[attr-defined]  # private to the class above
        has_references = bool(self.md.references)
        for index, pattern, mark, other, needs_references in self._marked[patternIndex:]:
            if needs_references and not has_references:
                continue
            start, matched = 0, True
            while matched and (mark in data or (other is not None and other in data)):
                data, matched, start = apply(pattern, data, index, start)
        return data

    def _InlineProcessor__processPlaceholders(
        self, data: str | None, parent: Element, isText: bool = True
    ) -> list[tuple[Element, list[str]]]:
        if not data or INLINE_PLACEHOLDER_PREFIX in data:
            process = super()._InlineProcessor__processPlaceholders  # type: ignore[misc]  # private to the class above
            found: list[tuple[Element, list[str]]] = process(data, parent, isText)
            return found
        if isText:
            parent.text = parent.text + data if parent.text else data
        else:
            parent.tail = parent.tail + data if parent.tail else data
        return []


class _Link(LinkInlineProcessor):
    """Reads a link that has nothing but a text and a target, such as `[Fees](fees.md)`, at one look."""

    _PLAIN = re.compile(rf"""(?P<text>[^\[\]]*)\]\((?P<href>[^\s()<>"'{STX}]+)\)""")

    def handleMatch(  # type: ignore[override]  # as the class above, of whose own patterns none has one argument
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str | None, int | None, int | None]:
        plain = self._PLAIN.match(data, m.end(0))
        if plain is None:
            return super().handleMatch(m, data)
        link = Element("a", href=plain["href"])
        link.text = plain["text"]
        return link, m.start(0), plain.end()


class _Blocks(BlockParser):
    """Tries the block processors that a block has the mark of."""

    @cached_property
    def _marked(self) -> list[tuple[BlockProcessor, str, str | None]]:
        known = BLOCK_MARKS if self.md.tab_length == len(_INDENT) else {}
        marks = [(processor, known.get(type(processor), _ANY)) for processor in self.blockprocessors]
        return [(processor, both[0], _second(both)) for processor, both in marks]

    def parseBlocks(self, parent: Element, blocks: list[str]) -> None:
        while blocks:
            for processor, mark, other in self._marked:
                block = blocks[0]
                if (
                    (mark in block or (other is not None and other in block))
                    and processor.test(parent, block)
                    and processor.run(parent, blocks) is not False
                ):
                    break


class _Contents(TocTreeprocessor):
    """Makes the list of contents only where a text asks for it: pages have their own."""

    is_read = True
    """Whether somebody reads what is told of the contents."""

    def run(self, doc: Element) -> None:
        self._is_asked_for = bool(self.marker) and self.marker in "".join(doc.itertext())
        elements = [element for element in doc.iter() if isinstance(element.tag, str)]
        headings = [element for element in elements if self.header_rgx.match(element.tag)]
        changes_all = self.use_anchors or self.use_permalinks or self.base_level
        if self.is_read or self._is_asked_for or changes_all or any("data-toc-label" in h.attrib for h in headings):
            super().run(doc)
            return
        used = {element.attrib["id"] for element in elements if "id" in element.attrib}
        for heading in headings:
            if "id" not in heading.attrib:
                name = strip_tags(render_inner_html(remove_fnrefs(heading), self.md))
                heading.attrib["id"] = unique(self.slugify(unescape(name), self.sep), used)
        vars(self.md).update(toc_tokens=[], toc="")

    def build_toc_div(self, toc_list: list[Any]) -> Element:
        return super().build_toc_div(toc_list) if self._is_asked_for else Element("div")

    def replace_marker(self, root: Element, elem: Element) -> None:
        if self._is_asked_for:
            super().replace_marker(root, elem)


class _Unescape(UnescapeTreeprocessor):
    """Looks for escaped characters only where a text has the mark of one."""

    def unescape(self, text: str) -> str:
        return super().unescape(text) if STX in text else text


class _RawHtml(HtmlBlockPreprocessor):
    """Looks for HTML only where a text has a tag or an entity."""

    def run(self, lines: list[str]) -> list[str]:
        return super().run(lines) if any("<" in line or "&" in line for line in lines) else lines


class _Fences(SuperFencesBlockPreprocessor):  # type: ignore[misc]  # pymdown-extensions ships no types
    """Looks for fenced code only where a text has a fence."""

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        if "```" in text or "~~~" in text or self.config.get("preserve_tabs", False):
            lines = super().run(lines)
        return lines


_SPARED: Mapping[type, type] = {
    BlockParser: _Blocks,
    HtmlBlockPreprocessor: _RawHtml,
    InlineProcessor: _Inline,
    LinkInlineProcessor: _Link,
    TocTreeprocessor: _Contents,
    UnescapeTreeprocessor: _Unescape,
    SuperFencesBlockPreprocessor: _Fences,
}
"""What takes the place of Python-Markdown's steps."""
