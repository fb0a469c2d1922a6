"""The text of a page as passages: where a translation is outdated and that may cost the reader, the source's stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from helpcentre.content.article_file import ArticleFile
from helpcentre.content.markdown import LEAD, Section
from helpcentre.translations.digests import META
from helpcentre.translations.freshness import Outdated, state_of

COSTLY = ("funds", "secrets")
"""Risks at which an outdated passage is not shown."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a page, in one language."""

    file: ArticleFile
    """Whose text it is."""
    text: str
    """Markdown."""
    sections: tuple[Section, ...] = ()
    """The sections that stand in it: all of a whole page, one, or none."""
    heading: str = ""
    """The Markdown of the heading, without marks of its level and without attributes, where it is not in `text`."""
    replaced: bool = False
    """Whether it stands in the place of an outdated translation."""
    withdrawn: bool = False
    """Whether the source no longer has the section; the translation's text is then not shown."""


@dataclass(frozen=True, slots=True)
class Outdatedness:
    """What a reader is told, and spared, of a translation whose source has changed."""

    source: ArticleFile
    replaced: frozenset[str]
    """Sections whose place the source's text takes."""
    withdrawn: frozenset[str]
    """Sections that the source no longer has."""
    told: bool
    """Whether the page says at its top that the source is newer."""


def outdatedness(file: ArticleFile, source: ArticleFile) -> Outdatedness | None:
    """Return what is outdated on a translation's page; None where nothing is."""
    state = state_of(file, source)
    if not isinstance(state, Outdated):
        return None
    if source.meta.risk not in COSTLY:
        return Outdatedness(source, frozenset(), frozenset(), told=True)
    replaced = frozenset(state.changed + state.added) - {META}
    return Outdatedness(source, replaced, frozenset(state.removed) - {META}, told=META in state.sections)


def passages(file: ArticleFile, outdated: Outdatedness | None) -> Iterator[Passage]:
    """Yield the passages of a file's page in reading order; one only where nothing is replaced.

    Sections follow in the source's order, each followed by those the source has not.
    """
    if outdated is None or not outdated.replaced | outdated.withdrawn:
        yield Passage(file, file.head.body, file.document.sections)
        return
    own, theirs = _cut(file), _cut(outdated.source)
    followers: dict[str, list[str]] = {}
    before = LEAD
    for key in own:
        if key in theirs:
            before = key
        else:
            followers.setdefault(before, []).append(key)
    for key in theirs:
        if key in outdated.replaced:
            if key == LEAD and key in own:  # the title stays: it is the page's name in every list
                yield Passage(file, own[key].heading)
            yield _of_source(outdated.source, theirs[key], with_heading=key != LEAD)
        elif key in own:
            yield _own(file, own[key])
        for follower in followers.get(key, ()):
            yield _withdrawn(file, own[follower]) if follower in outdated.withdrawn else _own(file, own[follower])
    if definitions := _missing_definitions(file, outdated.source):
        yield Passage(outdated.source, definitions)


@dataclass(frozen=True, slots=True)
class _Cut:
    """A section as it is written: the lines of its heading (the title is the lead's), and those below it."""

    section: Section
    heading: str
    text: str


def _cut(file: ArticleFile) -> dict[str, _Cut]:
    """Return a file's text by section, the lead first; a heading without an id belongs to the section before it."""
    lines = file.head.body.split("\n")
    sections = file.document.sections
    last_lines = {heading.line: heading.last_line for heading in file.document.headings}
    found: dict[str, _Cut] = {}
    key = LEAD
    for index, section in enumerate(sections):
        start = section.line - file.head.body_line if index else 0
        below = last_lines.get(section.line, section.line - 1) - file.head.body_line + 1
        end = sections[index + 1].line - file.head.body_line if index + 1 < len(sections) else len(lines)
        cut = _Cut(section, "\n".join(lines[start:below]), "\n".join(lines[below:end]))
        key = section.id or key
        if key in found:
            cut = replace(found[key], text=f"{found[key].text}\n{cut.heading}\n{cut.text}")
        found[key] = cut
    return found


def _own(file: ArticleFile, cut: _Cut) -> Passage:
    return Passage(file, f"{cut.heading}\n{cut.text}", (cut.section,))


def _withdrawn(file: ArticleFile, cut: _Cut) -> Passage:
    return Passage(file, "", (cut.section,), _bare(cut.heading), withdrawn=True)


def _of_source(source: ArticleFile, cut: _Cut, *, with_heading: bool) -> Passage:
    return Passage(source, cut.text, (cut.section,), _bare(cut.heading) if with_heading else "", replaced=True)


_MARKS = re.compile(r"^[ ]{0,3}#{1,6}[ \t]+|[ \t]*\{:?[^{}\n]*\}[ \t]*$|[ \t]+#+[ \t]*$|\n[ ]{0,3}(?:=+|-+)[ \t]*$")


def _bare(heading: str) -> str:
    """Return a heading's words, its marks within them kept: `## A *b* {#c}` -> `A *b*`."""
    bare = heading.strip("\n")
    while (shorter := _MARKS.sub("", bare)) != bare:
        bare = shorter
    return " ".join(bare.split())


_DEFINITION = re.compile(r"^[ ]{0,3}\[(?P<label>(?!\^)[^\]\n]+)\]:[ \t]*\S.*$", re.MULTILINE)


def _missing_definitions(file: ArticleFile, source: ArticleFile) -> str:
    """Return the source's link definitions that the translation has not; replaced sections may use them."""
    known = {match["label"].casefold() for match in _DEFINITION.finditer(file.head.body)}
    found = (m[0] for m in _DEFINITION.finditer(source.head.body) if m["label"].casefold() not in known)
    return "\n".join(found)
