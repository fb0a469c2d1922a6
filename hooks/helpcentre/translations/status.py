"""How far the translations are: counts and shares by locale and state, and what is left to do."""

from __future__ import annotations

import datetime
import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from helpcentre.content.article_file import ArticleFile
from helpcentre.content.catalogue import Catalogue
from helpcentre.content.settings import Locale
from helpcentre.translations.digests import section_texts
from helpcentre.translations.freshness import NAMES, Missing, Orphan, Outdated, State, Unstamped, UpToDate, states
from helpcentre.translations.untranslated import SourceProse, UntranslatedSection, comparable, untranslated_sections
from helpcentre.translations.word_diff import pieces

STATES = tuple(name for state, name in NAMES.items() if state is not Orphan)
"""The states an article can be in, worst first; orphans are no article's."""

UP_TO_DATE = NAMES[UpToDate]


@dataclass(frozen=True, slots=True)
class Task:
    """One file that somebody has to look at."""

    path: str
    """The translation's, relative to docs/."""
    title: str
    """Of the source."""
    state: str
    sections: tuple[str, ...]
    """The sections to be translated; all of them where the file is missing or unstamped."""
    words: int
    """Of the source's text in those sections."""
    untranslated: int
    """Words of prose that are still the source's."""
    risk: str


@dataclass(slots=True)
class LocaleStatus:
    """The state of one locale."""

    locale: Locale
    articles: Counter[str] = field(default_factory=Counter)
    sections: Counter[str] = field(default_factory=Counter)
    words: Counter[str] = field(default_factory=Counter)
    untranslated: int = 0
    """Words of prose that are still the source's, in whatever state their file is."""
    work: list[Task] = field(default_factory=list)
    """The worst first, then by risk and path."""

    def share(self, counts: Counter[str], state: str = UP_TO_DATE) -> float:
        """Return which part of the counted things is in a state, from 0 to 1."""
        total = sum(counts[name] for name in STATES)
        return counts[state] / total if total else 1.0

    @property
    def translated(self) -> float:
        """The part of all words that is up to date and in the locale's own language, by which locales are ordered."""
        total = sum(self.words[name] for name in STATES)
        return (self.words[UP_TO_DATE] - self.untranslated) / total if total else 1.0


@dataclass(frozen=True, slots=True)
class Stale:
    """An article whose last review is too long ago."""

    path: str
    reviewed: datetime.date | None
    days: int | None


@dataclass(frozen=True, slots=True)
class Status:
    """The state of all translations."""

    source: Locale
    articles: int
    locales: tuple[LocaleStatus, ...]
    """The worst first."""
    stale: tuple[Stale, ...]


_RISKS = ("funds", "secrets", "info")


Result = TypeVar("Result")


class KnownWork:
    """What was worked out of texts before, by the digests of their files: it holds as long as they are the same."""

    def __init__(self, known: Mapping[tuple[str, ...], Any] | None = None) -> None:
        """Start with what an earlier run has used."""
        self._known = known or {}
        self.used: dict[tuple[str, ...], Any] = {}

    def of(self, files: Sequence[ArticleFile], work: Callable[[], Result]) -> Result:
        """Return what `work` makes of the files, without doing it again."""
        key = tuple(file.digest for file in files)
        if not all(key):  # not read from files
            return work()
        if key not in self.used:
            self.used[key] = self._known[key] if key in self._known else work()
        found: Result = self.used[key]
        return found


def translation_status(catalogue: Catalogue, today: datetime.date, known: KnownWork | None = None) -> Status:
    """Return the status of every published locale but the source, the worst first.

    What `known` has need not be worked out again.
    """
    known = known or KnownWork()
    rows = {
        locale.key: LocaleStatus(locale)
        for locale in catalogue.settings.published
        if locale.key != catalogue.settings.source
    }
    source = catalogue.settings.locale(catalogue.settings.source)
    lengths = {path: known.of([file], partial(_lengths, file)) for path, file in catalogue.source_texts.items()}
    prose: dict[str, SourceProse] = {}
    for locale, shared_path, state in states(catalogue):
        left: Sequence[UntranslatedSection] = ()
        if not isinstance(state, Missing | Orphan) and comparable(locale, source):
            original = catalogue.source_texts[shared_path]
            left = known.of([state.file, original], partial(untranslated_sections, state.file, original, prose))
        _count(rows[locale.key], shared_path, state, left, catalogue, lengths.get(shared_path, {}))
    for row in rows.values():
        row.work.sort(key=lambda task: (list(NAMES.values()).index(task.state), _RISKS.index(task.risk), task.path))
    ordered = sorted(rows.values(), key=lambda row: (row.translated, row.locale.key))
    articles = sum(not file.is_draft for file in catalogue.source_texts.values())
    return Status(source, articles, tuple(ordered), tuple(_stale(catalogue, today)))


def _lengths(file: ArticleFile) -> dict[str, int]:
    """Return the words of each section."""
    return {key: word_count(text) for key, text in section_texts(file).items()}


def word_count(text: str) -> int:
    """Return how many words a text has; wide characters, as of Chinese, count one by one."""
    return sum(piece[0].isalnum() for piece in pieces(text))


def _count(
    row: LocaleStatus,
    shared_path: str,
    state: State,
    untranslated: Sequence[UntranslatedSection],
    catalogue: Catalogue,
    lengths: dict[str, int],
) -> None:
    name = NAMES[type(state)]
    row.articles[name] += 1
    if isinstance(state, Orphan):
        row.work.append(Task(state.file.path, state.file.title, name, (), 0, 0, state.file.meta.risk))
        return
    if isinstance(state, Outdated):
        left = [key for key in lengths if key in state.sections]
    elif isinstance(state, Missing | Unstamped):
        left = list(lengths)
    else:
        left = []
    for key, words in lengths.items():
        own = name if key in left else UP_TO_DATE
        row.sections[own] += 1
        row.words[own] += words
    same = sum(section.same for section in untranslated)
    row.untranslated += same
    if name != UP_TO_DATE or untranslated:
        source = catalogue.source_texts[shared_path]
        path = f"{row.locale.key}/{shared_path}"
        sections = state.sections if isinstance(state, Outdated) else tuple(left)
        sections += tuple(section.id for section in untranslated if section.id not in sections)
        words = sum(lengths[key] for key in left)
        row.work.append(Task(path, source.title, name, sections, words, same, source.meta.risk))


def _stale(catalogue: Catalogue, today: datetime.date) -> Iterable[Stale]:
    limit = catalogue.settings.options.review_after_days
    for file in catalogue.source_files.values():
        if not file.is_draft and _reviewable(file):
            days = (today - file.reviewed).days if file.reviewed else None
            if days is None or days > limit:
                yield Stale(file.path, file.reviewed, days)


def _reviewable(file: ArticleFile) -> bool:
    """Whether the article says when it was reviewed, or is of a kind whose age costs readers something."""
    return file.reviewed is not None or file.meta.kind == "faq"


def as_json(status: Status) -> dict[str, Any]:
    """Return the status in the form that `helpcentre status --format json` and the site's status page give."""
    return {
        "source": status.source.key,
        "articles": status.articles,
        "locales": [
            {
                "locale": row.locale.key,
                "lang": row.locale.lang,
                "name": row.locale.name,
                "share": round(row.share(row.words), 4),
                "untranslated": row.untranslated,
                **{
                    what: {name: counts[name] for name in (*STATES, "orphan") if name in STATES or counts[name]}
                    for what, counts in (("articles", row.articles), ("sections", row.sections), ("words", row.words))
                },
                "work": [
                    {
                        "path": task.path,
                        "title": task.title,
                        "state": task.state,
                        "sections": list(task.sections),
                        "words": task.words,
                        "untranslated": task.untranslated,
                        "risk": task.risk,
                    }
                    for task in row.work
                ],
            }
            for row in status.locales
        ],
        "stale": [
            {"path": one.path, "reviewed": one.reviewed.isoformat() if one.reviewed else None, "days": one.days}
            for one in status.stale
        ],
    }


def as_text(status: Status, *, work: bool = False) -> str:
    """Return the status as a table for a terminal, with each locale's work list if asked for."""
    header = ["locale", "articles", *STATES, "sections", "words", "untranslated"]
    lines = [header]
    for row in status.locales:
        counts = [str(row.articles[name]) for name in STATES]
        total = str(sum(row.articles[name] for name in STATES))
        shares = [_percent(row, row.sections), _percent(row, row.words)]
        lines.append([row.locale.key, total, *counts, *shares, f"{row.untranslated} words"])
    widths = [max(len(line[column]) for line in lines) for column in range(len(header))]
    table = "\n".join(
        "  ".join(
            cell.ljust(width) if not column else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in lines
    )
    parts = [
        f"{status.articles} articles; the shares of sections and words are those up to date, "
        "untranslated is prose that is still the source's",
        table,
    ]
    if work:
        parts += [_work_list(row) for row in status.locales if row.work]
    if status.stale:
        told = (
            f"  {one.path}: {'never reviewed' if one.days is None else f'{one.days} days ago'}" for one in status.stale
        )
        parts.append("Reviewed too long ago:\n" + "\n".join(told))
    return "\n\n".join(parts)


def _percent(row: LocaleStatus, counts: Counter[str]) -> str:
    return f"{math.floor(row.share(counts) * 100)}%"  # what is not all done is not 100 %


def _work_list(row: LocaleStatus) -> str:
    lines = [f"{row.locale.key} ({row.locale.name}):"]
    for task in row.work:
        named = task.state == NAMES[Outdated] or task.untranslated
        sections = f" [{', '.join(task.sections)}]" if named else ""
        still = f", {task.untranslated} words still the source's" if task.untranslated else ""
        lines.append(f"  {task.state}: {task.path}{sections}, {task.words} words{still}, risk {task.risk}")
    return "\n".join(lines)
