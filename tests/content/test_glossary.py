from __future__ import annotations

import pytest

from helpcentre.content.glossary import read_glossary

LOCALES = frozenset({"en", "fr", "zh", "pt-BR"})
PATH = "glossary.yml"


def test_a_sound_glossary_is_read() -> None:
    text = "key:\n  en: {use: recovery key, avoid: [seed]}\n  pt-BR: {use: chave}\n"
    glossary, findings = read_glossary(text, PATH, LOCALES)
    assert findings == []
    assert glossary.terms["key"]["en"].avoid == ("seed",)
    assert glossary.terms["key"]["pt-BR"].use == "chave"


# The third line, the words of message and hint; what is left of the concept.
FAULTS = [
    ("  fr: {use: clé, avod: [x]}", 'unknown key "key.fr.avod"', '"avoid"'),
    ("  fr: {avoid: [x]}", '"key.fr.use" is missing', "Add use"),
    ("  fr: {use: ''}", '"key.fr.use" is "": expected a text', ""),
    ("  fr: {use: clé, avoid: ['']}", '"key.fr.avoid[0]" is "": expected a text', ""),
    ("  fr: {use: clé, avoid: clef}", "expected a list", "[clef]"),
    ("  fr: {use: 2026}", '"key.fr.use" is 2026: expected a text', "quotes"),
    ("  fr: clé", '"key.fr" is "clé": expected keys and values', ""),
    ("  fr:", '"key.fr" is empty: expected keys and values', ""),
]


@pytest.mark.parametrize(("line", "message", "hint"), FAULTS)
def test_a_faulty_form_is_told_and_left_out(line: str, message: str, hint: str) -> None:
    glossary, findings = read_glossary(f"key:\n  en: {{use: key}}\n{line}\n  zh: {{use: 密钥}}\n", PATH, LOCALES)
    assert [(f.rule, f.path, f.line) for f in findings] == [("glossary-invalid", PATH, 3)]
    assert message in findings[0].message
    assert hint in findings[0].hint
    assert glossary.terms["key"].keys() == {"en", "zh"}


def test_a_locale_that_the_site_does_not_have_is_told() -> None:
    _, findings = read_glossary("key:\n  pt_BR: {use: chave}\n", PATH, LOCALES)
    assert [(f.line, f.message.partition(",")[0], f.hint) for f in findings] == [
        (2, '"pt_BR" is no locale of this site', 'Did you mean "pt-BR"?')
    ]


@pytest.mark.parametrize(("text", "line"), [("a: [", 1), ("a: {}\na: {}", 2), ("- a", 1), ("\nkey: 5", 2)])
def test_what_is_no_glossary_is_one_finding(text: str, line: int) -> None:
    glossary, findings = read_glossary(text, PATH, LOCALES)
    assert [(f.rule, f.line) for f in findings] == [("glossary-invalid", line)]
    assert glossary.terms == {}
