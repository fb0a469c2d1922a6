"""Translations in which the source's text still stands."""

from __future__ import annotations

from collections.abc import Iterator

from helpcentre.checks.pairs import pairs
from helpcentre.content.catalogue import Catalogue
from helpcentre.content.findings import Finding
from helpcentre.translations.digests import META
from helpcentre.translations.untranslated import SourceProse, comparable, untranslated_sections

RULE = "translation-untranslated"


def untranslated_prose(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each section of a translation whose prose is wholly or partly the source's."""
    settings = catalogue.settings
    source_locale = settings.locale(settings.source)
    foreign = {locale.key for locale in settings.published if comparable(locale, source_locale)}
    prose: dict[str, SourceProse] = {}
    for own, source in pairs(catalogue):
        if own.locale not in foreign:
            continue
        for section in untranslated_sections(own, source, prose):
            where = "title and description" if section.id == META else f'section "{section.id}"'
            message = (
                f"{where}: {section.share:.0%} of the prose is the source's ({section.same} of {section.words} words, "
                f'such as "{section.passage} …"), expected a translation'
            )
            hint = "Translate it; code, names, addresses and numbers are not counted."
            yield Finding(RULE, own.path, message, section.line, 1, hint)
