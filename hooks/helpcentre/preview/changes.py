"""What changed files mean for a preview: articles whose text was saved, nothing at all, or something larger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from helpcentre.content.article_file import ArticleFile
from helpcentre.content.catalogue import Catalogue
from helpcentre.content.reading import TextFile, parse_file


class LargerChangeError(Exception):
    """More has changed than the texts of articles that are known."""


def saved_articles(changed: Iterable[Path], catalogue: Catalogue) -> list[TextFile]:
    """Return the articles that hold something else than in the catalogue; none if nothing has changed that counts.

    Hidden files and those that have come and gone, as editors make them, do not count. Raises LargerChangeError.
    """
    docs = catalogue.settings.docs_dir
    found = []
    for file in sorted(set(changed)):
        if file == docs or not file.is_relative_to(docs):
            raise LargerChangeError
        path = file.relative_to(docs).as_posix()
        if any(part.startswith(".") for part in path.split("/")):
            continue
        locale, _, shared_path = path.partition("/")
        known = catalogue.get(locale, shared_path)
        try:
            saved = TextFile(path, file.read_bytes())
        except OSError:
            if (
                known is not None
                or file.exists()
                or any(f"{name}/".startswith(f"{path}/") for name in _paths(catalogue))
            ):
                raise LargerChangeError from None
            continue
        if known is None:
            raise LargerChangeError
        if saved.digest != known.digest:
            found.append(saved)
    return found


def _paths(catalogue: Catalogue) -> Iterator[str]:
    """Yield the path of each file of the catalogue, relative to docs/."""
    yield from catalogue.assets
    for folder in (catalogue.texts, catalogue.snippets):
        for files in folder.values():
            yield from (file.path for file in files.values())


def with_article(catalogue: Catalogue, saved: TextFile) -> tuple[Catalogue, ArticleFile]:
    """Return the catalogue as if the article had been read with the others, and the article."""
    article, faults = parse_file(saved)
    files = dict(catalogue.files)
    files[article.locale] = {**files[article.locale], article.shared_path: article}
    others = tuple(finding for finding in catalogue.findings if finding.path != article.path)
    return replace(catalogue, files=files, findings=(*others, *faults)), article
