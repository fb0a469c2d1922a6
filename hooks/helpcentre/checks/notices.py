"""Incident notices that could not be shown as meant: topics that do not exist, times that differ, no title."""

from __future__ import annotations

from collections.abc import Iterator

from helpcentre.content.article_file import NoticeFile
from helpcentre.content.catalogue import Catalogue
from helpcentre.content.findings import Finding
from helpcentre.content.front_matter import RULE
from helpcentre.content.notices import Notice, NoticeTranslation
from helpcentre.content.schema import nearest

_KEYS = {"since": "from", "until": "until", "severity": "severity", "topics": "topics"}


def faulty_notices(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each fault of a notice that its own front matter does not show."""
    sources = catalogue.notices.get(catalogue.settings.source, {})
    for locale in catalogue.settings.published:
        for file in catalogue.notices.get(locale.key, {}).values():
            yield from _text(file)
            source = sources.get(file.shared_path)
            if isinstance(file.notice, Notice):
                yield from _topics(file, file.notice, catalogue)
            elif isinstance(file.notice, NoticeTranslation) and source and isinstance(source.notice, Notice):
                yield from _repeated(file, file.notice, source, source.notice)


def _text(file: NoticeFile) -> Iterator[Finding]:
    title = next((h for h in file.document.headings if h.level == 1), None)
    if title is None:
        message = "the notice has no title, expected # and a few words that say what happens"
        yield Finding(RULE, file.path, message, file.head.body_line)
    elif not file.text.strip():
        message = "the notice has no text, expected what readers can do until it is over"
        yield Finding(RULE, file.path, message, title.line)
    for heading in file.document.headings:
        if heading is not title:
            message = f'the notice has a heading "{heading.text}" below its title, expected a short text without any'
            yield Finding(RULE, file.path, message, heading.line, 1, "Write an article, and link to it.")


def _topics(file: NoticeFile, notice: Notice, catalogue: Catalogue) -> Iterator[Finding]:
    known = catalogue.topics
    for index, topic in enumerate(notice.topics):
        if topic not in known:
            message = f'the topic "{topic}" does not exist, expected a folder below {file.locale}/'
            yield Finding(RULE, file.path, message, *file.key_position("topics", index), nearest(topic, known))


def _repeated(file: NoticeFile, own: NoticeTranslation, source: NoticeFile, notice: Notice) -> Iterator[Finding]:
    for name, key in _KEYS.items():
        mine, theirs = getattr(own, name), getattr(notice, name)
        if mine is not None and mine != theirs:
            line = source.key_position(key)[0]
            message = f'"{key}" differs from {source.path}:{line}, expected the same'
            hint = "Leave it out: the source's holds for all translations."
            yield Finding(RULE, file.path, message, *file.key_position(key), hint)
