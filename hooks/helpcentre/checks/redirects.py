"""Redirects that lead nowhere, or start where an article stands."""

from __future__ import annotations

from collections.abc import Iterator

from helpcentre.content.catalogue import REDIRECTS_FILE, Catalogue
from helpcentre.content.findings import Finding
from helpcentre.content.redirects import RULE, destination
from helpcentre.content.schema import did_you_mean


def invalid_redirects(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each line of redirects.yml that no reader could follow to an article.

    A chain is followed to its end; `helpcentre move` keeps each line leading straight to where the article is.
    """
    addresses = {catalogue.address_key(path): path for path in catalogue.source_files}
    earlier: dict[str, str] = {}
    for old, new in catalogue.redirects.items():
        at = catalogue.redirects_document.position((old,))

        def finding(fact: str, hint: str, at: tuple[int, int] = at) -> Finding:
            return Finding(RULE, REDIRECTS_FILE, fact, *at, hint)

        end = destination(catalogue.redirects, old)
        key = catalogue.address_key(old)
        taken = addresses.get(key)
        twin = earlier.setdefault(key, old)
        if other := catalogue.reserved_for(old):
            fact = f'"{old}" has the address of {other}, expected a path that an article had'
            below = old.partition("/")[2] if other.startswith("the pages") else ""
            yield finding(fact, f"Write {below}: a line is for all locales." if below else "Take the line out.")
        elif taken is not None:
            fact = f'"{old}" has the address of the article {taken}, expected a path that no article has'
            yield finding(fact, "Take the line out, or move the article.")
        elif twin != old:
            fact = f'"{old}" has the address of the line "{twin}", expected each address once'
            yield finding(fact, "Take one of the two lines out.")
        elif not end:
            fact = f'"{old}" leads back to itself, expected a path that ends at an article'
            yield finding(fact, "Let one of the lines name the article.")
        elif end not in catalogue.source_files:
            fact = f'"{old}" leads to "{end}", which does not exist, expected an article'
            guess = did_you_mean(end, catalogue.source_files)
            yield finding(fact, guess or "Name an article of the source locale.")
        elif catalogue.is_draft(end):
            fact = f'"{old}" leads to the draft {new if new == end else end}, expected a published article'
            yield finding(fact, "Publish it first, or take the line out.")
