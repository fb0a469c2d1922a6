"""Translations whose structure is not that of their source: headings, steps, admonitions, images, tables."""

from __future__ import annotations

from collections.abc import Iterator

from helpcentre.checks.pairs import pairs, sections_by_id
from helpcentre.content.article_file import ArticleFile
from helpcentre.content.catalogue import Catalogue
from helpcentre.content.findings import Finding
from helpcentre.content.section_parts import Block
from helpcentre.translations.freshness import Outdated, state_of

RULE = "structure-differs"

_NAMES = {"steps": "numbered steps", "admonition": "an admonition", "image": "an image", "table": "a table"}


def different_structure(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each section of a translation that is built otherwise than its source's.

    Sections known to be outdated are left to `translation-outdated`: their source has changed on purpose.
    """
    for own, source in pairs(catalogue):
        state = state_of(own, source)
        outdated = frozenset(state.sections) if isinstance(state, Outdated) else frozenset()
        yield from _headings(own, source, outdated)
        there = sections_by_id(source)
        for key, section in sections_by_id(own).items():
            if key in there and key not in outdated:
                yield from _blocks(own, source, key, section.blocks, there[key].blocks, section.line)


def _headings(own: ArticleFile, source: ArticleFile, outdated: frozenset[str]) -> Iterator[Finding]:
    titled = [h for h in (*own.document.headings, *source.document.headings) if h.level in (2, 3)]
    if not all(h.id for h in titled):
        return  # which is missing is told by heading-id-missing
    here = {h.id: h for h in own.document.headings if h.id and h.level in (2, 3)}
    there = {h.id: h for h in source.document.headings if h.id and h.level in (2, 3)}
    for key, heading in there.items():
        if key not in here and key not in outdated:
            message = f'the section "{key}" is missing, expected it as in {source.path}:{heading.line}'
            yield Finding(RULE, own.path, message, own.document.title_line, 1, f"Translate it, with the id {{#{key}}}.")
    for key, heading in here.items():
        if key not in there and key not in outdated:
            message = f'the section "{key}" is not in {source.path}, expected the sections of the source'
            yield Finding(RULE, own.path, message, heading.line, 1, "Take it out, or write it in the source first.")
        elif key in there and there[key].level != heading.level:
            message = f'the heading "{key}" has level {heading.level}, expected {there[key].level}'
            yield Finding(RULE, own.path, f"{message} as in {source.path}:{there[key].line}", heading.line)
    common_here, common_there = [k for k in here if k in there], [k for k in there if k in here]
    for mine, theirs in zip(common_here, common_there, strict=True):
        if mine != theirs:
            message = f'the section "{mine}" stands where {source.path}:{there[theirs].line} has "{theirs}"'
            yield Finding(RULE, own.path, f"{message}, expected the same order", here[mine].line)
            break


def _blocks(
    own: ArticleFile, source: ArticleFile, key: str, here: tuple[Block, ...], there: tuple[Block, ...], line: int
) -> Iterator[Finding]:
    """Compare the blocks of a section kind by kind: languages may order a picture and a list otherwise."""
    for kind, name in _NAMES.items():
        mine, theirs = [b for b in here if b.kind == kind], [b for b in there if b.kind == kind]
        for index in range(max(len(mine), len(theirs))):
            if index >= len(mine):
                other = theirs[index]
                message = f'section "{key}" lacks {name}{_detail(other)}, expected it as in {source.path}:{other.line}'
                yield Finding(RULE, own.path, message, line)
            elif index >= len(theirs):
                message = f'section "{key}" has {name}{_detail(mine[index])} that {source.path} has not'
                yield Finding(RULE, own.path, message, mine[index].line)
            elif mine[index].detail != theirs[index].detail:
                message = f"{name}{_detail(mine[index])}, expected{_detail(theirs[index])}"
                yield Finding(RULE, own.path, f"{message} as in {source.path}:{theirs[index].line}", mine[index].line)


def _detail(block: Block) -> str:
    return f" ({block.detail})" if block.detail else ""
