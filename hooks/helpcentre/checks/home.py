"""A site without the page that all others lead to."""

from __future__ import annotations

from collections.abc import Iterator

from helpcentre.content.article_file import HOME
from helpcentre.content.catalogue import Catalogue
from helpcentre.content.findings import Finding

RULE = "home-missing"


def missing_home(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding if readers have no home page; a README.md in its place is `address-taken`'s."""
    source, files = catalogue.settings.source, catalogue.source_files
    path = f"{source}/{HOME}"
    shown = f"{catalogue.settings.docs_dir.name}/{path}"
    if not files:
        message = f"there is no article of the source locale, expected them below {shown.removesuffix(HOME)}"
        yield Finding(RULE, path, message, hint=f"Each language has a folder of its own; begin with {shown}.")
    elif HOME not in files and "README.md" not in files:
        message = "there is no home page, to which each page leads, expected one"
        yield Finding(RULE, path, message, hint=f"helpcentre new {path}")
    elif HOME in files and catalogue.shown(source, HOME) is None and any(catalogue.pages(source)):
        message = "the home page, to which each page leads, is a draft, expected a page for readers"
        yield Finding(RULE, path, message, hint="Take draft: true out.")
