"""Translations whose source has changed, and those nobody has accepted."""

from __future__ import annotations

from collections.abc import Iterator

from helpcentre.content.article_file import ArticleFile
from helpcentre.content.catalogue import Catalogue
from helpcentre.content.findings import Finding
from helpcentre.content.front_matter import RULE as FRONT_MATTER
from helpcentre.translations.digests import META
from helpcentre.translations.freshness import Outdated, Unstamped, states

RULE = "translation-outdated"


def outdated_translations(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each outdated section of a translation, and one for each unstamped file."""
    for _, _, state in states(catalogue):
        if isinstance(state, Unstamped):
            path = state.file.path
            message = "the translation is unstamped: nobody has accepted it against its source"
            yield Finding(
                RULE, path, message, *state.file.key_position("source"), f"Read it, then helpcentre accept {path}"
            )
        elif isinstance(state, Outdated):
            yield from _sections(state)


def future_reviews(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each article that was reviewed on a day that is still to come."""
    for file in catalogue.published_files():
        if file.reviewed is not None and catalogue.is_to_come(file.reviewed):
            message = f'"reviewed" is {file.reviewed.isoformat()}, expected a day that has come'
            hint = "Write the day on which somebody last read the article with care."
            yield Finding(FRONT_MATTER, file.path, message, *file.key_position("reviewed"), hint)


def _sections(state: Outdated) -> Iterator[Finding]:
    path = state.file.path
    reasons = (
        (state.changed, "the source changed since this translation"),
        (state.added, "the source has this section since"),
        (state.removed, "the source no longer has this section"),
    )
    for sections, reason in reasons:
        for section in sections:
            name = "title and description" if section == META else f'section "{section}"'
            hint = f"helpcentre diff {path}, translate, then helpcentre accept {path} {section}"
            verb = "are" if section == META else "is"
            yield Finding(RULE, path, f"{name} {verb} outdated: {reason}", _line(state.file, section), 1, hint)


def _line(file: ArticleFile, section: str) -> int:
    if section == META:
        return file.document.title_line
    return next((s.line for s in file.document.sections if s.id == section), file.document.title_line)
