from __future__ import annotations

from pathlib import Path

import pytest

from trees import findings_of, mkdocs_yml

RULE = "term-differs"
SITE = {
    "mkdocs.yml": mkdocs_yml("en", "de", "ru", "zh", "ar"),
    "glossary.yml": (
        "phrase:\n"
        "  en: {use: recovery phrase, avoid: [seed phrase, mnemonic, phrase of words]}\n"
        "  de: {use: Schlüssel, avoid: [Kennwort, Öffner]}\n"
        "  ru: {use: пароль, avoid: [кодовое слово]}\n"
        "  zh: {use: 助记词, avoid: [种子短语, 助记短语]}\n"
        "  ar: {use: عبارة الاسترداد, avoid: [عبارة الاسترجاع]}\n"
        "device:\n"
        "  en: {use: mnemonic device, avoid: [gadget]}\n"
    ),
}

# Locale, text after a title and an empty line, words found with line and column.
FOUND = [
    ("en", "Your seed phrase.", [("seed phrase", 3, 6)]),
    ("en", "SEED PHRASE, Seed Phrase", [("SEED PHRASE", 3, 1), ("Seed Phrase", 3, 14)]),
    ("en", "a\n\n## The mnemonic {#mnemonic}", [("mnemonic", 5, 8)]),
    ("en", "[seed phrase](a.md)", [("seed phrase", 3, 2)]),
    ("en", "| a |\n| - |\n| gadget |", [("gadget", 5, 3)]),
    ("en", "(mnemonic), mnemonic's", [("mnemonic", 3, 2), ("mnemonic", 3, 13)]),
    ("de", "Ihr Kennwort, ihr öffner", [("Kennwort", 3, 5), ("öffner", 3, 19)]),
    ("ru", "Ваше Кодовое слово.", [("Кодовое слово", 3, 6)]),
    ("zh", "请保管好种子短语和助记短语。", [("种子短语", 3, 5), ("助记短语", 3, 10)]),
    ("ar", "احفظ عبارة الاسترجاع جيدا", [("عبارة الاسترجاع", 3, 6)]),
    # Look-alikes
    ("en", "Your recovery phrase.", []),
    ("en", "mnemonics, unmnemonic, mnemonic2", []),
    ("en", "A mnemonic device helps.", []),
    ("en", "`seed phrase` and ``a ` mnemonic``", []),
    ("en", "```\nseed phrase\n```\n\n~~~\nmnemonic\n~~~", []),
    ("en", "[how](mnemonic.md) ![x](../gadget.png 'gadget')", []),
    ("en", "[how][m]\n\n[m]: mnemonic.md", []),
    ("en", "## Words {#mnemonic}", []),
    ("en", "https://shop.example/mnemonic gadget@shop.example {{ facts.mnemonic }}", []),
    ("en", '<a href="mnemonic.md" title="gadget">x</a>', []),
    ("en", "seed\nphrase", []),
    ("en", "mnemonıc", [("mnemonıc", 3, 1)]),
    ("de", "Kennwortes seed phrase", []),
    ("zh", "助记词", []),
]


@pytest.mark.parametrize(("locale", "text", "expected"), FOUND)
def test_forms_to_avoid_are_found_in_prose(
    tmp_path: Path, locale: str, text: str, expected: list[tuple[str, int, int]]
) -> None:
    found = findings_of(tmp_path, {**SITE, f"{locale}/a.md": f"# T\n\n{text}\n"}, RULE)
    assert [(f.message.split('"')[1], f.line, f.column) for f in found] == expected
    assert {(f.path, f.severity) for f in found} <= {(f"{locale}/a.md", "warning")}


def test_title_and_description_are_read_and_keywords_are_not(tmp_path: Path) -> None:
    text = "---\nkeywords: [mnemonic]\ndescription: Your mnemonic.\n---\n# The gadget\n"
    found = findings_of(tmp_path, {**SITE, "en/a.md": text, "en/_snippets/n.md": "gadget\n"}, RULE)
    assert [(f.path, f.line, f.column, f.message) for f in found] == [
        ("en/_snippets/n.md", 1, 1, '"gadget" is a form to avoid, expected "mnemonic device"'),
        ("en/a.md", 3, 1, '"mnemonic" is a form to avoid, expected "recovery phrase"'),
        ("en/a.md", 5, 7, '"gadget" is a form to avoid, expected "mnemonic device"'),
    ]


def test_without_a_glossary_the_rule_is_silent(tmp_path: Path) -> None:
    assert findings_of(tmp_path, {"en/a.md": "# Seed phrase\n", "fr/a.md": "# T\n"}) == []
