"""docs/glossary.yml: the one form of each term in each locale, and the forms to avoid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated

from pydantic import RootModel, StringConstraints

from helpcentre.content.findings import Finding
from helpcentre.content.schema import Schema, nearest, validate
from helpcentre.content.yaml_source import SYNTAX_HINT, YamlSyntaxError, read_yaml

RULE = "glossary-invalid"

Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


class TermForms(Schema):
    """How a locale writes one concept."""

    use: Words
    avoid: tuple[Words, ...] = ()


class Terms(RootModel[dict[str, dict[str, TermForms]]]):
    """Every concept by its id, then by locale."""


@dataclass(frozen=True, eq=False)  # what is worked out of one is kept beside it
class Glossary:
    """The forms of every concept by its id, then by locale."""

    terms: Mapping[str, Mapping[str, TermForms]] = field(default_factory=dict)

    @cached_property
    def by_locale(self) -> Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]]:
        """Of each locale's terms, the form to use and those to avoid."""
        found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        for forms in self.terms.values():
            for locale, term in forms.items():
                found.setdefault(locale, []).append((term.use, term.avoid))
        return {locale: tuple(forms) for locale, forms in found.items()}


def read_glossary(text: str, path: str, locales: frozenset[str]) -> tuple[Glossary, list[Finding]]:
    """Return the glossary and the faults of the file; a faulty form is left out."""
    try:
        document = read_yaml(text)
    except YamlSyntaxError as error:
        return Glossary(), [Finding(RULE, path, f"the file is no YAML: {error}", error.line, error.column, SYNTAX_HINT)]
    terms, findings = validate(Terms, document, path=path, rule=RULE, depth=2)
    for concept in sorted(document.keys()):
        for key in document.keys(concept) - locales:
            message = f'"{key}" is no locale of this site, expected a key of mkdocs.yml\'s languages'
            findings.append(Finding(RULE, path, message, *document.position((concept, key)), nearest(key, locales)))
    return Glossary(terms.root if terms else {}), findings
