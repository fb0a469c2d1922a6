"""Each translation beside its source, for the checks that compare them."""

from __future__ import annotations

from collections.abc import Iterator

from helpcentre.content.article_file import ArticleFile
from helpcentre.content.catalogue import Catalogue
from helpcentre.content.markdown import Section


def pairs(catalogue: Catalogue) -> Iterator[tuple[ArticleFile, ArticleFile]]:
    """Yield every published translation that has a source, and that source; drafts have no translation rules."""
    for locale in catalogue.settings.published:
        if locale.key == catalogue.settings.source:
            continue
        for shared_path, own in catalogue.texts.get(locale.key, {}).items():
            source = catalogue.source_texts.get(shared_path)
            if source is not None and not source.is_draft and not own.is_draft:
                yield own, source


def sections_by_id(file: ArticleFile) -> dict[str, Section]:
    """Return a file's sections that have an id; the first of those that share one."""
    found: dict[str, Section] = {}
    for section in file.document.sections:
        if section.id:
            found.setdefault(section.id, section)
    return found
