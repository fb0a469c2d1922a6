from __future__ import annotations

import pytest

from helpcentre.content.synonyms import read_synonyms

LOCALES = frozenset({"en", "fr", "zh", "pt-BR"})
PATH = "synonyms.yml"


def test_a_sound_file_is_read() -> None:
    text = "en:\n  two_way: [[bike, bicycle]]\n  one_way: {puncture: [flat tyre]}\n  weak: [the]\npt-BR: {}\n"
    synonyms, findings = read_synonyms(text, PATH, LOCALES)
    assert findings == []
    assert synonyms.of("en").two_way == (("bike", "bicycle"),)
    assert synonyms.of("en").one_way == {"puncture": ("flat tyre",)}
    assert synonyms.of("en").weak == ("the",)
    assert synonyms.of("fr").weak == ()


# The second line, the words of message and hint.
FAULTS = [
    ("  two_ways: [[a, b]]", 'unknown key "en.two_ways"', '"two_way"'),
    ("  two_way: [[alone]]", '"en.two_way[0]" is a list: expected', ""),
    ("  two_way: [bike, bicycle]", '"en.two_way[0]" is "bike": expected a list', "[bike]"),
    ("  two_way: [[bike, '']]", '"en.two_way[0][1]" is "": expected a text', ""),
    ("  two_way: [[hotline, 400]]", '"en.two_way[0][1]" is 400: expected a text', '"400"'),
    ("  one_way: {puncture: flat}", '"en.one_way.puncture" is "flat": expected a list', "[flat]"),
    ("  one_way: {puncture: []}", '"en.one_way.puncture" is a list: expected at least one item', ""),
    ("  one_way: [flat]", '"en.one_way" is a list: expected keys and values', ""),
    ("  weak: the", '"en.weak" is "the": expected a list', "[the]"),
]


@pytest.mark.parametrize(("line", "message", "hint"), FAULTS)
def test_a_fault_is_told_and_the_rest_is_read(line: str, message: str, hint: str) -> None:
    synonyms, findings = read_synonyms(f"en:\n{line}\nzh: {{weak: [的]}}\n", PATH, LOCALES)
    assert {(f.rule, f.path, f.line) for f in findings} == {("synonyms-invalid", PATH, 2)}
    assert message in findings[0].message
    assert hint in findings[0].hint
    assert synonyms.of("zh").weak == ("的",)


def test_a_locale_that_the_site_does_not_have_is_told() -> None:
    _, findings = read_synonyms("pt_BR:\n  weak: [o]\n", PATH, LOCALES)
    assert [(f.line, f.message.partition(",")[0], f.hint) for f in findings] == [
        (1, '"pt_BR" is no locale of this site', 'Did you mean "pt-BR"?')
    ]


@pytest.mark.parametrize(("text", "line"), [("en: [", 1), ("en: {}\nen: {}", 2), ("- a", 1), ("\nen: 5", 2)])
def test_what_is_no_such_file_is_one_finding(text: str, line: int) -> None:
    synonyms, findings = read_synonyms(text, PATH, LOCALES)
    assert [(f.rule, f.line) for f in findings] == [("synonyms-invalid", line)]
    assert synonyms.of("en").weak == ()
