from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpcentre.content.facts import DurationFact, MoneyFact, NumberFact, read_facts

PATH = "facts.yml"


def test_sound_facts_are_read() -> None:
    text = (
        'daily_limit: {kind: money, amount: "5000", currency: USD}\n'
        "fee: {kind: money, amount: 12, currency: JPY}\n"
        'share: {kind: number, value: "0.0005"}\n'
        "review_time: {kind: duration, min: 1, max: 24, unit: hours}\n"
        "answer: {kind: duration, max: 3, unit: working-days}\n"
    )
    facts, document, findings = read_facts(text, PATH)
    assert findings == []
    assert facts["daily_limit"] == MoneyFact(kind="money", amount=Decimal(5000), currency="USD")
    assert facts["share"] == NumberFact(kind="number", value=Decimal("0.0005"))
    assert facts["answer"] == DurationFact(kind="duration", max=3, unit="working-days")
    assert document.keys() == facts.keys()


# A fact in line 2, words of the message and of the hint.
FAULTS = [
    ("x: {kind: money, amount: 0.10, currency: USD}", '"x.amount" is 0.1: expected digits', "quotes around it"),
    ('x: {kind: money, amount: "5,000", currency: USD}', 'is "5,000": expected digits', ""),
    ('x: {kind: money, amount: "٥٠٠٠", currency: USD}', "expected digits", ""),
    ("x: {kind: money, amount: -5, currency: USD}", "expected digits", ""),
    ("x: {kind: money, amount: true, currency: USD}", "is true: expected digits", ""),
    ('x: {kind: money, amount: "5", currency: usd}', '"x.currency" is "usd": expected an ISO 4217', '"USD"'),
    ('x: {kind: money, amount: "5", currency: USDTT}', "expected an ISO 4217", ""),
    ('x: {kind: money, amount: "5"}', '"x.currency" is missing', "Add currency"),
    ('x: {kind: money, amount: "5", curency: EUR, currency: EUR}', 'unknown key "x.curency"', '"currency"'),
    ("x: {kind: number, amount: 5, value: 5}", 'unknown key "x.amount"', "Known: kind, value."),
    ("x: {kind: number}", '"x.value" is missing', ""),
    ("x: {kind: dauer, max: 5}", "expected one of 'money', 'number', 'duration'", ""),
    ("x: {max: 5, unit: hours}", '"x.kind" is missing', "duration | money | number"),
    ("x: {kind: duration, max: 5, unit: weeks}", "expected 'minutes', 'hours', 'days' or 'working-days'", ""),
    ("x: {kind: duration, min: 9, max: 5, unit: days}", "expected min (9) not above max (5)", ""),
    ("x: {kind: duration, max: 1.5, unit: days}", '"x.max" is 1.5: expected a whole number', ""),
    ("x: {kind: duration, max: true, unit: days}", '"x.max" is true: expected a whole number', ""),
    ("x: {kind: duration, max: 100001, unit: days}", "expected a number less than or equal to 100000", ""),
    ("x: 5", '"x" is 5: expected keys and values', ""),
    ("x:", '"x" is empty: expected keys and values', ""),
    ("x: [1]", '"x" is a list: expected keys and values', ""),
    ("Daily-Limit: {kind: number, value: 5}", 'the key "Daily-Limit": expected small letters', ""),
    ("1: {kind: number, value: 5}", 'the key "1": expected small letters', ""),
    ("no: {kind: number, value: 5, unit: x}", 'unknown key "no.unit"', "Known: kind, value."),
]


@pytest.mark.parametrize(("fact", "message", "hint"), FAULTS)
def test_a_faulty_fact_is_told_and_left_out(fact: str, message: str, hint: str) -> None:
    facts, _, findings = read_facts(f"# facts\n{fact}\nsound: {{kind: number, value: 5}}\n", PATH)
    assert [(f.rule, f.path, f.line) for f in findings] == [("facts-invalid", PATH, 2)]
    assert message in findings[0].message
    assert hint in findings[0].hint
    assert list(facts) == ["sound"]


@pytest.mark.parametrize(
    ("text", "line"),
    [("a: {", 1), ("a: 1\na: 2", 2), ("- a", 1), ("words", 1), ("a: {kind: number, value: 2026-13-40}", 1)],
)
def test_what_is_no_file_of_facts_is_one_finding(text: str, line: int) -> None:
    facts, _, findings = read_facts(text, PATH)
    assert (facts, [(f.rule, f.line) for f in findings]) == ({}, [("facts-invalid", line)])


@pytest.mark.parametrize("text", ["", "# nothing yet\n"])
def test_an_empty_file_is_sound(text: str) -> None:
    assert read_facts(text, PATH)[::2] == ({}, [])


KEYS = st.sampled_from(["kind", "amount", "value", "max", "min", "unit", "currency", "x"])
SCALARS = st.sampled_from(
    ["money", "number", "duration", "5", '"5"', "1.5", "true", "null", "[]", "{}", "2026-01-01", "USD"]
)


@given(
    st.one_of(
        st.text(max_size=60),
        st.dictionaries(KEYS, SCALARS, max_size=5).map(
            lambda keys: "x: {" + ", ".join(f"{k}: {v}" for k, v in keys.items()) + "}"
        ),
    )
)
def test_any_text_gives_facts_and_findings_within_it(text: str) -> None:
    _, _, findings = read_facts(text, PATH)
    assert all(1 <= finding.line <= (len(text.splitlines()) or 1) for finding in findings)
