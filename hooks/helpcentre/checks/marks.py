"""Marks that readers would see as they are written: of passages that are not put in, and of footnotes."""

from __future__ import annotations

from collections.abc import Iterator

from helpcentre.checks.links import RULE
from helpcentre.content.article_file import ArticleFile, NoticeFile
from helpcentre.content.catalogue import Catalogue
from helpcentre.content.findings import Finding
from helpcentre.content.markdown_marks import Use, marks_of
from helpcentre.content.markdown_tokens import tokens_of
from helpcentre.content.schema import nearest

_MOST_SHOWN = 60


def loose_marks(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each mark of a passage or footnote that nothing takes the place of."""
    for file in catalogue.published_texts():
        if file.shared_path in catalogue.source_texts:
            # Without passages the mark is the text's own.
            if (file.document.snippets or file.document.marks.passages) and any(catalogue.snippets.values()):
                is_notice = isinstance(file, NoticeFile)
                yield from _in_vain(file, "a notice holds no passage") if is_notice else _misplaced(file)
            yield from _footnotes(file, catalogue)
    for locale in catalogue.settings.published:
        for snippet in catalogue.snippets.get(locale.key, {}).values():
            yield from _in_vain(snippet, "a passage holds no other")


def _misplaced(file: ArticleFile) -> Iterator[Finding]:
    """Yield the marks of passages that an article does not hold as it should."""
    sound = {use.line for use in file.document.snippets}
    hint = "Put the name in quotes, and nothing else on the line. Write the mark as code to show it."
    for mark in file.document.marks.passages:
        if mark.line not in sound:
            fact = f'this puts no passage in, expected --8<-- "name.md" on a line of its own, found {_shown(mark)}'
            yield Finding(RULE, file.path, fact, mark.line, mark.column, hint)


def _in_vain(file: ArticleFile, reason: str) -> Iterator[Finding]:
    """Yield the marks of passages in a text that can hold none."""
    if not (file.document.snippets or file.document.marks.passages):
        return
    body = file.head.body
    hint = "Put each passage into the article, on a line of its own. Write the mark as code to show it."
    for mark in marks_of(tokens_of(body), body.split("\n"), file.head.body_line).passages:
        fact = f"{reason}, expected text, found {_shown(mark)}"
        yield Finding(RULE, file.path, fact, mark.line, mark.column, hint)


def _shown(mark: Use) -> str:
    return mark.name if len(mark.name) <= _MOST_SHOWN else f"{mark.name[:_MOST_SHOWN]}…"


def _footnotes(file: ArticleFile, catalogue: Catalogue) -> Iterator[Finding]:
    """Yield footnotes without a text and texts that no footnote leads to; a page's passages count as its own text."""
    passages = [catalogue.snippet(file.locale, use.name) for use in file.document.snippets]
    texts = [file, *(passage for passage in passages if passage is not None)]
    marks = {note.name for text in texts for note in text.document.marks.notes}
    for text in texts if marks else ():
        for note in text.document.marks.notes:
            if note.name.endswith(":") and note.name[:-1] not in marks:
                fact = f"no text refers to the footnote {note.name}, expected {note.name[:-1]} where it belongs"
                yield Finding(RULE, text.path, fact, note.line, note.column, "Refer to it, or take it out.")
            elif not note.name.endswith(":") and f"{note.name}:" not in marks:
                fact = f"the footnote {note.name} has no text, expected a line {note.name}: and what it says"
                near = nearest(note.name, (name[:-1] for name in marks if name.endswith(":")))
                hint = near or f"Add the line, or write \\{note.name} if readers are to see the brackets."
                yield Finding(RULE, text.path, fact, note.line, note.column, hint)
