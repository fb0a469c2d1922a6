"""docs/synonyms.yml: what readers type, and what it means in the words of the texts; by locale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import Field, RootModel, StringConstraints

from helpcentre.content.findings import Finding
from helpcentre.content.schema import Schema, nearest, validate
from helpcentre.content.yaml_source import SYNTAX_HINT, YamlSyntaxError, read_yaml

RULE = "synonyms-invalid"

Phrase = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


class LocaleSynonyms(Schema):
    """What search knows of the language of a locale's readers."""

    two_way: tuple[Annotated[tuple[Phrase, ...], Field(min_length=2)], ...] = ()
    """Groups of phrases that mean the same; each finds all others."""
    one_way: dict[Phrase, Annotated[tuple[Phrase, ...], Field(min_length=1)]] = Field(default_factory=dict)
    """A phrase of the texts, and what readers type for it: those find the phrase, and it does not find those."""
    weak: tuple[Phrase, ...] = ()
    """Words that any question may hold; they decide little."""


class SynonymsFile(RootModel[dict[str, LocaleSynonyms]]):
    """Every locale's, by its key."""


@dataclass(frozen=True)
class Synonyms:
    """What search knows of readers' words, by locale."""

    locales: Mapping[str, LocaleSynonyms] = field(default_factory=dict)

    def of(self, locale: str) -> LocaleSynonyms:
        """Return a locale's; empty where the file says nothing of it."""
        return self.locales.get(locale) or LocaleSynonyms()


def read_synonyms(text: str, path: str, locales: frozenset[str]) -> tuple[Synonyms, list[Finding]]:
    """Return the synonyms and the faults of the file; a faulty list is left out."""
    try:
        document = read_yaml(text)
    except YamlSyntaxError as error:
        fault = Finding(RULE, path, f"the file is no YAML: {error}", error.line, error.column, SYNTAX_HINT)
        return Synonyms(), [fault]
    read, findings = validate(SynonymsFile, document, path=path, rule=RULE, depth=2)
    for key in sorted(document.keys() - locales):
        message = f'"{key}" is no locale of this site, expected a key of mkdocs.yml\'s languages'
        findings.append(Finding(RULE, path, message, *document.position((key,)), nearest(key, locales)))
    return Synonyms(read.root if read else {}), findings
