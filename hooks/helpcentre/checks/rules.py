"""All checks in one pass, each finding with the severity that this site gives it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from helpcentre.checks.addresses import RULE as PLACEHOLDER_ADDRESS
from helpcentre.checks.addresses import placeholder_addresses
from helpcentre.checks.contact import missing_contact, unknown_channels
from helpcentre.checks.coverage import missing_translations, orphaned_translations
from helpcentre.checks.fact_parity import different_facts
from helpcentre.checks.freshness import future_reviews, outdated_translations
from helpcentre.checks.headings import missing_heading_ids
from helpcentre.checks.home import missing_home
from helpcentre.checks.links import broken_links
from helpcentre.checks.marks import loose_marks
from helpcentre.checks.messages import missing_messages
from helpcentre.checks.notices import faulty_notices
from helpcentre.checks.placeholders import unknown_placeholders
from helpcentre.checks.redirects import invalid_redirects
from helpcentre.checks.structure import different_structure
from helpcentre.checks.taken_addresses import taken_addresses
from helpcentre.checks.terms import avoided_terms
from helpcentre.checks.titles import missing_titles
from helpcentre.checks.topics import missing_topics, unlisted_articles
from helpcentre.checks.untranslated import untranslated_prose
from helpcentre.content.catalogue import Catalogue
from helpcentre.content.findings import Finding, Severity, sorted_findings

Check = Callable[[Catalogue], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    missing_translations,
    orphaned_translations,
    outdated_translations,
    future_reviews,
    untranslated_prose,
    different_structure,
    different_facts,
    missing_contact,
    unknown_channels,
    missing_titles,
    missing_heading_ids,
    broken_links,
    taken_addresses,
    loose_marks,
    invalid_redirects,
    missing_messages,
    missing_topics,
    unlisted_articles,
    missing_home,
    faulty_notices,
    unknown_placeholders,
    avoided_terms,
    placeholder_addresses,
)


BY_ARTICLE = frozenset(CHECKS) - {
    missing_messages,
    missing_topics,
    unlisted_articles,
    missing_home,
    placeholder_addresses,
    taken_addresses,
    invalid_redirects,
    different_facts,
}
"""Checks that find the same if they are given the catalogue as seen from each article in turn.

They list files through `published_files`, and `items` or `values` of a locale's files, and look for others by name.
"""


def run_checks(catalogue: Catalogue) -> list[Finding]:
    """Return every finding of every published locale, sorted; rules that are off are silent."""
    found = [finding for check in CHECKS for finding in check(catalogue)]
    return judged([*catalogue.findings, *found], catalogue)


def judged(findings: Iterable[Finding], catalogue: Catalogue) -> list[Finding]:
    """Return findings with the severity that this site gives them, sorted, each once.

    Those of locales that are not published, and of rules that are off, are left out.
    """
    published = {locale.key for locale in catalogue.settings.published}
    unpublished = {locale.key for locale in catalogue.settings.locales} - published
    shown = (f for f in dict.fromkeys(findings) if f.path.partition("/")[0] not in unpublished)
    judged = (replace(finding, severity=_severity(finding, catalogue)) for finding in shown)
    return sorted_findings(finding for finding in judged if finding.severity != "off")


def _severity(finding: Finding, catalogue: Catalogue) -> Severity:
    settings = catalogue.settings
    if finding.rule == PLACEHOLDER_ADDRESS and settings.release:
        return "error"
    if finding.rule == "translation-missing" and finding.rule not in settings.options.checks:
        return finding.severity
    return settings.severity(finding.rule)
