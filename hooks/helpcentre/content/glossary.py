"""docs/glossary.yml: the one form of each term in each locale, and the forms to avoid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import Field, create_model

from helpcentre.content.findings import Finding
from helpcentre.content.schema import Schema, validate
from helpcentre.content.yaml_source import YamlSyntaxError, read_yaml

RULE = "glossary-invalid"


class TermForms(Schema):
    """How a locale writes one concept."""

    use: str = Field(min_length=1)
    avoid: tuple[str, ...] = ()


@dataclass(frozen=True)
class Glossary:
    """The forms of every concept by its id, then by locale."""

    terms: Mapping[str, Mapping[str, TermForms]] = field(default_factory=dict)


def read_glossary(text: str, path: str, locales: frozenset[str]) -> tuple[Glossary, list[Finding]]:
    """Return the glossary and the faults of the file; a faulty concept is left out."""
    try:
        document = read_yaml(text)
    except YamlSyntaxError as error:
        return Glossary(), [Finding(RULE, path, f"the file is no YAML: {error}", error.line, error.column)]
    if not isinstance(document.value, dict | None):
        return Glossary(), [Finding(RULE, path, "expected concepts with the forms of each locale")]
    findings: list[Finding] = []
    terms: dict[str, Mapping[str, TermForms]] = {}
    schema = create_model("Concept", __base__=Schema, **{key: (TermForms | None, None) for key in sorted(locales)})
    for concept, value in (document.value or {}).items():
        inner = type(document)(
            value, {key[1:]: at for key, at in document.positions.items() if key[0] == concept and len(key) > 1}
        )
        read, faults = validate(schema, inner, path=path, rule=RULE)
        findings += faults
        if read:
            terms[str(concept)] = {key: forms for key in locales if (forms := getattr(read, key)) is not None}
    return Glossary(terms), findings

