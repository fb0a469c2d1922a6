"""Articles without a title, or with more than one."""

from __future__ import annotations

from collections.abc import Iterator

from helpcentre.content.article_file import ArticleFile
from helpcentre.content.catalogue import Catalogue
from helpcentre.content.findings import Finding

RULE = "title-missing"


def missing_titles(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each article without an H1, by which lists and search name it, and for each further one."""
    for file in catalogue.published_files():
        titles = [heading for heading in file.document.headings if heading.level == 1]
        if not titles and not _has_raw_title(file):
            message = "the article has no title, expected # and a few words before its text"
            yield Finding(RULE, file.path, message, file.head.body_line, hint=f"Write # {file.title.capitalize()}.")
        for heading in titles[1:]:
            message = f'"{heading.text}" is a title beside that of line {titles[0].line}, expected one of an article'
            hint = f"Write ## {heading.text} {{#…}} with an ASCII id."
            yield Finding(RULE, file.path, message, heading.line, hint=hint)


def _has_raw_title(file: ArticleFile) -> bool:
    return "<h1" in file.head.body.lower()
