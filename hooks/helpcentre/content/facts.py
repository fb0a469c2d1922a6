"""docs/facts.yml: numbers that articles quote."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Annotated, Literal

from babel.core import get_global  # CLDR's list of currencies
from pydantic import BeforeValidator, Field, RootModel, field_validator, model_validator

from helpcentre.content.findings import Finding
from helpcentre.content.schema import Schema, validate
from helpcentre.content.yaml_source import YamlSyntaxError, read_yaml

RULE = "facts-invalid"

Unit = Literal["minutes", "hours", "days", "working-days"]


class Duration(Schema):
    """A time that something takes: at most `max`, or from `min` to `max`."""

    min: int | None = Field(default=None, ge=0, strict=True)
    max: int = Field(gt=0, strict=True)
    unit: Unit

    @model_validator(mode="after")
    def _ordered(self) -> Duration:
        if self.min is not None and self.min > self.max:
            raise ValueError(f"expected min ({self.min}) not above max ({self.max})")
        return self


def _decimal_text(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(r"\d+(\.\d+)?", value):
        raise ValueError('expected digits with a point for decimals, such as "5000" or "0.5"')
    if isinstance(value, float):
        raise ValueError('expected quotes around it, such as "0.1", so that no digit is lost')
    return value


class MoneyFact(Schema):
    """An amount in a currency of ISO 4217."""

    kind: Literal["money"]
    amount: Annotated[Decimal, BeforeValidator(_decimal_text)]
    currency: str

    @field_validator("currency")
    @classmethod
    def _known(cls, value: str) -> str:
        if value not in get_global("all_currencies"):
            raise ValueError("expected an ISO 4217 code such as USD or EUR")
        return value


class NumberFact(Schema):
    """A bare number."""

    kind: Literal["number"]
    value: Annotated[Decimal, BeforeValidator(_decimal_text)]


class DurationFact(Duration):
    """A time as a fact."""

    kind: Literal["duration"]


Fact = Annotated[MoneyFact | NumberFact | DurationFact, Field(discriminator="kind")]


class Facts(RootModel[dict[str, Fact]]):
    """All facts by name, as JSON Schema sees the file."""


class _FactFile(Schema):
    facts: dict[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")], Fact] = {}


def read_facts(text: str, path: str) -> tuple[dict[str, MoneyFact | NumberFact | DurationFact], list[Finding]]:
    """Return the facts by name and the faults of the file; a faulty fact is left out, the others are kept."""
    try:
        document = read_yaml(text)
    except YamlSyntaxError as error:
        return {}, [Finding(RULE, path, f"the file is no YAML: {error}", error.line, error.column)]
    if not isinstance(document.value, dict | None):
        return {}, [Finding(RULE, path, "expected names with facts, such as daily_limit: {kind: money, …}")]
    facts: dict[str, MoneyFact | NumberFact | DurationFact] = {}
    findings: list[Finding] = []
    for name, value in (document.value or {}).items():
        inner = type(document)(
            {"facts": {name: value}},
            {("facts", *key): position for key, position in document.positions.items() if key[0] == name},
        )
        read, faults = validate(_FactFile, inner, path=path, rule=RULE)
        findings += [_without_prefix(fault) for fault in faults]
        if read and not faults:
            facts |= read.facts
    return facts, findings


def _without_prefix(finding: Finding) -> Finding:
    return replace(finding, message=finding.message.replace('"facts.', '"'))
