"""Whether a translation still says what its source says, section by section."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from helpcentre.content.article_file import ArticleFile
from helpcentre.content.catalogue import Catalogue
from helpcentre.content.settings import Locale
from helpcentre.translations.digests import section_digests


@dataclass(frozen=True, slots=True)
class UpToDate:
    """Every section was accepted against the source as it stands."""

    file: ArticleFile


@dataclass(frozen=True, slots=True)
class Outdated:
    """The source of some sections changed since the translation was accepted."""

    file: ArticleFile
    changed: tuple[str, ...]
    """Sections whose source says something else now."""
    added: tuple[str, ...]
    """Sections that the source has and nobody accepted."""
    removed: tuple[str, ...]
    """Sections that the source no longer has."""

    @property
    def sections(self) -> tuple[str, ...]:
        """All of them, in the order changed, added, removed."""
        return self.changed + self.added + self.removed


@dataclass(frozen=True, slots=True)
class Unstamped:
    """The translation is there, and nobody has accepted it yet."""

    file: ArticleFile


@dataclass(frozen=True, slots=True)
class Missing:
    """There is no translation."""


@dataclass(frozen=True, slots=True)
class Orphan:
    """There is a translation without a source."""

    file: ArticleFile


State = UpToDate | Outdated | Unstamped | Missing | Orphan

NAMES: dict[type[State], str] = {
    Missing: "missing",
    Outdated: "outdated",
    Unstamped: "unstamped",
    UpToDate: "up to date",
    Orphan: "orphan",
}
"""What each state is called, worst first."""


def state_of(translation: ArticleFile | None, source: ArticleFile | None) -> State:
    """Return the state of a translation against its source; at least one of them is given."""
    if translation is None:
        return Missing()
    if source is None:
        return Orphan(translation)
    if translation.meta.source is None:
        return Unstamped(translation)
    accepted, current = translation.meta.source.sections, section_digests(source)
    changed = tuple(key for key in current if key in accepted and accepted[key] != current[key])
    added = tuple(key for key in current if key not in accepted)
    removed = tuple(key for key in accepted if key not in current)
    if changed or added or removed:
        return Outdated(translation, changed, added, removed)
    return UpToDate(translation)


def states(catalogue: Catalogue) -> Iterator[tuple[Locale, str, State]]:
    """Yield locale, shared path and state of every article in every published locale but the source.

    Drafts have no state. Orphans come last in their locale.
    """
    source_files = catalogue.source_texts
    articles = {path: file for path, file in source_files.items() if not file.is_draft}
    for locale in catalogue.settings.published:
        if locale.key == catalogue.settings.source:
            continue
        for shared_path, source in articles.items():
            own = catalogue.texts[locale.key].get(shared_path)
            yield locale, shared_path, state_of(own if own is None or not own.is_draft else None, source)
        for shared_path, own in catalogue.texts.get(locale.key, {}).items():
            if shared_path not in source_files:
                yield locale, shared_path, Orphan(own)
