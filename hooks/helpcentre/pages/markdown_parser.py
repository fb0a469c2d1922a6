"""Python-Markdown, spared what a text cannot need: half of its work is to try steps whose mark a text does not have.

Its output stays what it is, byte for byte. Steps that are not known here, such as those of other extensions, are
tried on each text, as Python-Markdown does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
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
from markdown.extensions.md_in_html import MarkdownInHtmlProcessor
from markdown.extensions.tables import TableProcessor
from markdown.extensions.toc import TocTreeprocessor
from markdown.treeprocessors import InlineProcessor
from markdown.util import STX, AtomicString
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
    SetextHeaderProcessor: ("\n", "\n"),
    SuperFencesCodeBlockProcessor: (_INDENT, _INDENT),
    TableProcessor: ("|", "|"),
}
"""What a block must hold for a block processor to take it, at a tab length of four."""


def make_parser(extensions: Iterable[Any], configs: Mapping[str, Mapping[str, Any]]) -> Markdown:
    """Return a parser with extensions, which are not to be added to later.

    Steps are replaced where they stand, with what they know, and only where they are Python-Markdown's own.
    """
    parser = Markdown(extensions=list(extensions), extension_configs=dict(configs))
    steps = [parser.parser, *parser.preprocessors, *parser.treeprocessors]
    for step in steps:
        spared = _SPARED.get(type(step))
        if spared is not None:
            step.__class__ = spared
    return parser


class _Inline(InlineProcessor):
    """Tries the inline patterns that a text has the mark of."""

    @cached_property
    def _marked(self) -> list[tuple[int, Any, Marks]]:
        patterns: Iterable[Any] = self.inlinePatterns  # whose types tell less than they have
        return [
            (index, pattern, PATTERN_MARKS.get(pattern.getCompiledRegExp().pattern, _ANY))
            for index, pattern in enumerate(patterns)
        ]

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # as the class above mangles it
        apply = self._InlineProcessor__applyPattern  # type: ignore[attr-defined]  # private to the class above
        if not isinstance(data, AtomicString):
            for index, pattern, (mark, other) in self._marked[patternIndex:]:
                start, matched = 0, True
                while matched and (mark in data or other in data):
                    data, matched, start = apply(pattern, data, index, start)
        return data


class _Blocks(BlockParser):
    """Tries the block processors that a block has the mark of."""

    @cached_property
    def _marked(self) -> list[tuple[BlockProcessor, Marks]]:
        known = BLOCK_MARKS if self.md.tab_length == len(_INDENT) else {}
        return [(processor, known.get(type(processor), _ANY)) for processor in self.blockprocessors]

    def parseBlocks(self, parent: Element, blocks: list[str]) -> None:
        while blocks:
            for processor, (mark, other) in self._marked:
                block = blocks[0]
                if (
                    (mark in block or other in block)
                    and processor.test(parent, block)
                    and processor.run(parent, blocks) is not False
                ):
                    break


class _Contents(TocTreeprocessor):
    """Makes the list of contents only where a text asks for it: pages have their own."""

    def run(self, doc: Element) -> None:
        self._is_asked_for = bool(self.marker) and self.marker in "".join(doc.itertext())
        super().run(doc)

    def build_toc_div(self, toc_list: list[Any]) -> Element:
        return super().build_toc_div(toc_list) if self._is_asked_for else Element("div")

    def replace_marker(self, root: Element, elem: Element) -> None:
        if self._is_asked_for:
            super().replace_marker(root, elem)


class _Fences(SuperFencesBlockPreprocessor):  # type: ignore[misc]  # pymdown-extensions ships no types
    """Looks for fenced code only where a text has a fence."""

    def run(self, lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        if "```" in text or "~~~" in text or self.config.get("preserve_tabs", False):
            lines = super().run(lines)
        return lines


_SPARED: Mapping[type, type] = {
    InlineProcessor: _Inline,
    BlockParser: _Blocks,
    TocTreeprocessor: _Contents,
    SuperFencesBlockPreprocessor: _Fences,
}
"""What takes the place of Python-Markdown's steps."""
