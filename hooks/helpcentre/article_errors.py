"""The errors of an article that a preview shows on its page: those that its own text decides.

What only a look at all articles tells (`facts-differ` learns words from them) stays in the terminal: a page shows what
can be said of it at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import cast

from helpcentre.check_cache import FocusedCatalogue
from helpcentre.checks.fact_parity import RULE as FACTS_DIFFER
from helpcentre.checks.rules import BY_ARTICLE, CHECKS, judged
from helpcentre.content.article_file import ArticleFile
from helpcentre.content.catalogue import Catalogue
from helpcentre.content.findings import Finding


def errors_by_path(findings: Iterable[Finding]) -> Mapping[str, tuple[Finding, ...]]:
    """Return the errors that pages show, of a run's findings, by path; those of a path are sorted as findings are."""
    shown = [finding for finding in findings if finding.severity == "error" and finding.rule != FACTS_DIFFER]
    return {path: tuple(found) for path, found in groupby(shown, lambda finding: finding.path)}


def findings_of(file: ArticleFile, catalogue: Catalogue) -> list[Finding]:
    """Return the findings of an article's file that need no look at all articles, sorted, each once."""
    focused = cast(Catalogue, FocusedCatalogue(catalogue, "texts", file.shared_path))
    found = [finding for check in CHECKS if check in BY_ARTICLE for finding in check(focused)]
    own = (finding for finding in (*catalogue.findings, *found) if finding.path == file.path)
    return judged(own, catalogue)
