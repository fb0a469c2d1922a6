"""docs/facts.yml: numbers that articles quote."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Literal

from babel.core import get_global  # CLDR's list of currencies
from pydantic import BeforeValidator, Field, RootModel, field_validator, model_validator

from helpcentre.content.findings import Finding
from helpcentre.content.schema import Form, NotExpectedError, Schema, did_you_mean, validate
from helpcentre.content.yaml_source import SYNTAX_HINT, YamlDocument, YamlSyntaxError, read_yaml

RULE = "facts-invalid"

_LONGEST = 100_000
"""Nobody tells readers of a longer time; a number above it is a slip."""

Unit = Literal["minutes", "hours", "days", "working-days"]


class Duration(Schema):
    """A time that something takes: at most `max`, or from `min` to `max`."""

    min: int | None = Field(default=None, ge=0, le=_LONGEST, strict=True)
    max: int = Field(gt=0, le=_LONGEST, strict=True)
    unit: Unit

    @model_validator(mode="after")
    def _ordered(self) -> Duration:
        if self.min is not None and self.min > self.max:
            raise NotExpectedError(f"expected min ({self.min}) not above max ({self.max})")
        return self


def _decimal_text(value: object) -> object:
    if isinstance(value, float):
        hint = f'Put quotes around it, so that no digit is lost: "{value}".'
        raise NotExpectedError('expected digits with a point for decimals, such as "0.5"', hint)
    if isinstance(value, bool) or not re.fullmatch(r"[0-9]{1,30}(\.[0-9]{1,30})?", str(value)):
        raise NotExpectedError('expected digits with a point for decimals, such as "5000" or "0.5"')
    return str(value)


class MoneyFact(Schema):
    """An amount in a currency of ISO 4217."""

    kind: Literal["money"]
    amount: Annotated[Decimal, BeforeValidator(_decimal_text)]
    currency: str

    @field_validator("currency")
    @classmethod
    def _known(cls, value: str) -> str:
        if value not in get_global("all_currencies"):
            guess = did_you_mean(value.upper(), get_global("all_currencies"))
            hint = guess or "Write an asset without such a code as a number and its name."
            raise NotExpectedError("expected an ISO 4217 code such as USD or EUR", hint)
        return value


class NumberFact(Schema):
    """A bare number."""

    kind: Literal["number"]
    value: Annotated[Decimal, BeforeValidator(_decimal_text)]


class DurationFact(Duration):
    """A time as a fact."""

    kind: Literal["duration"]


Fact = Annotated[MoneyFact | NumberFact | DurationFact, Field(discriminator="kind")]


FactName = Annotated[str, Form("[a-z][a-z0-9_]*", "expected small letters, digits and _, such as daily_limit")]


class Facts(RootModel[dict[FactName, Fact]]):
    """All facts by name."""


def read_facts(
    text: str, path: str
) -> tuple[dict[str, MoneyFact | NumberFact | DurationFact], YamlDocument, list[Finding]]:
    """Return the facts by name, the document with its lines, and the faults of the file.

    A faulty fact is left out, the others are kept.
    """
    try:
        document = read_yaml(text)
    except YamlSyntaxError as error:
        fault = Finding(RULE, path, f"the file is no YAML: {error}", error.line, error.column, SYNTAX_HINT)
        return {}, YamlDocument(None), [fault]
    if document.value is None:  # a file without facts, but there
        document = YamlDocument({}, document.positions)
    facts, findings = validate(Facts, document, path=path, rule=RULE)
    return facts.root if facts else {}, document, findings
