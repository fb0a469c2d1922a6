"""Forms that the glossary says to avoid."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from helpcentre.content.catalogue import ArticleFile, Catalogue
from helpcentre.content.findings import Finding


# What a reader does not read as words: link targets, ids, code, placeholders, tags, snippet lines.
_NO_PROSE = re.compile(r"\]\([^)]*\)|\{#[^}]*\}|`[^`]*`|\{\{.*?\}\}|<[^>]*>|^-+8<-+.*$|https?://\S+")


def avoided_terms(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each form to avoid that stands in a title, heading, description or text."""
    for locale in catalogue.settings.published:
        forms = {
            form: terms[locale.key].use
            for terms in catalogue.glossary.terms.values()
            if locale.key in terms
            for form in terms[locale.key].avoid
        }
        if not forms:
            continue
        pattern = _pattern(forms)
        texts = [*catalogue.files.get(locale.key, {}).values(), *catalogue.snippets.get(locale.key, {}).values()]
        for file in texts:
            yield from _in_file(file, pattern, {form.casefold(): use for form, use in forms.items()})


def _pattern(forms: dict[str, str]) -> re.Pattern[str]:
    """Return what finds any of the forms, the longest first, at word borders where the script has them."""
    parts = []
    for form in sorted(forms, key=len, reverse=True):
        before = r"\b" if _has_borders(form[0]) else ""
        after = r"\b" if _has_borders(form[-1]) else ""
        parts.append(before + re.escape(form) + after)
    return re.compile("|".join(parts), re.IGNORECASE)


def _has_borders(character: str) -> bool:
    """Whether words of the character's script are set apart by spaces."""
    return character.isalnum() and unicodedata.east_asian_width(character) not in ("W", "F")


def _in_file(file: ArticleFile, pattern: re.Pattern[str], use: dict[str, str]) -> Iterator[Finding]:
    lines = [(file.head.body_line + index, line) for index, line in enumerate(file.head.body.split("\n"))]
    if file.meta.description:
        lines.append((file.key_position("description")[0], file.meta.description))
    for number, line in lines:
        prose = _NO_PROSE.sub(lambda match: " " * len(match[0]), line)
        for match in pattern.finditer(prose):
            message = f'"{match[0]}" is a form to avoid, expected "{use[match[0].casefold()]}"'
            hint = "Change the text, or the glossary if the form is right after all."
            yield Finding("term-differs", file.path, message, number, match.start() + 1, hint)
