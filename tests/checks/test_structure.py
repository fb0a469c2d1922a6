"""Translations that are built otherwise than their source are found at their line; what only looks so is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpcentre.checks.structure import RULE
from trees import findings_of, mkdocs_yml

LANGS = {"zh": "zh-Hans"}


def compared(root: Path, locale: str, source: str, translation: str) -> list[tuple[str, int, str]]:
    """Return path, line and message of what the rule finds in one article."""
    options = {"locales": {locale: {"lang": LANGS[locale]}}} if locale in LANGS else {}
    files = {
        "mkdocs.yml": mkdocs_yml("en", locale, options=options),
        "en/a.md": source,
        f"{locale}/a.md": translation,
    }
    return [(f.path, f.line, f.message) for f in findings_of(root, files, RULE)]


# Locale, source, translation, line of the finding, what it says.
FAULTS = {
    "a step left out": (
        "fr",
        "# A\n\n1. One.\n2. Two.\n3. Three.\n",
        "# A\n\nTexte.\n\n1. Un.\n2. Deux et trois.\n",
        5,
        r"numbered steps (2), expected (3) as in en/a.md:3",
    ),
    "a step too many": (
        "zh",
        "# A\n\n## B {#b}\n\n1. One.\n2. Two.\n",
        "# 甲\n\n## 乙 {#b}\n\n1. 一。\n2. 二。\n3. 三。\n",
        5,
        "numbered steps (3), expected (2) as in en/a.md:5",
    ),
    "steps that are a paragraph": (
        "ru",
        "# A\n\n## B {#b}\n\n1. One.\n2. Two.\n",
        "# А\n\n## Б {#b}\n\nРаз, потом два.\n",
        3,
        'section "b" lacks numbered steps (2), expected it as in en/a.md:5',
    ),
    "steps that are bullets": (
        "ar",
        "# A\n\n## B {#b}\n\n1. One.\n2. Two.\n",
        "# أ\n\n## ب {#b}\n\n- واحد.\n- اثنان.\n",
        3,
        'section "b" lacks numbered steps (2)',
    ),
    "an inner list cut off": (
        "de",
        "# A\n\n1. One.\n\n    1. In.\n    2. In.\n\n2. Two.\n",
        "# A\n\n1. Eins.\n\n    1. Innen.\n\n2. Zwei.\n",
        5,
        "numbered steps (1), expected (2) as in en/a.md:5",
    ),
    "a warning that is a note": (
        "es",
        '# A\n\n!!! warning "W"\n    Text.\n',
        '# A\n\nTexto.\n\n!!! note "N"\n    Texto.\n',
        5,
        "an admonition (note), expected (warning) as in en/a.md:3",
    ),
    "a warning left out": (
        "ar",
        '# A\n\n## B {#b}\n\n!!! danger "W"\n    Text.\n',
        "# أ\n\n## ب {#b}\n\nنص.\n",
        3,
        'section "b" lacks an admonition (danger), expected it as in en/a.md:5',
    ),
    "a warning added": (
        "pt-BR",
        "# A\n\nText.\n",
        '# A\n\nTexto.\n\n!!! tip "D"\n    Texto.\n',
        5,
        'section "_lead" has an admonition (tip) that en/a.md has not',
    ),
    "an image left out": (
        "ja",
        "# A\n\n## B {#b}\n\n![State](s.svg)\n",
        "# あ\n\n## い {#b}\n\n本文。\n",
        3,
        'section "b" lacks an image, expected it as in en/a.md:5',
    ),
    "an image added": (
        "zh",
        "# A\n\nText.\n",
        "# 甲\n\n正文。\n\n![状态](s.svg)\n",
        5,
        'section "_lead" has an image that en/a.md has not',
    ),
    "a row left out": (
        "ru",
        "# A\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n| 3 | 4 |\n",
        "# А\n\n| а | б |\n| --- | --- |\n| 1 | 2 |\n",
        3,
        "a table (2 × 2), expected (3 × 2) as in en/a.md:3",
    ),
    "a column left out": (
        "fr",
        "# A\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n",
        "# A\n\n| a |\n| --- |\n| 1 |\n",
        3,
        "a table (2 × 1), expected (2 × 2) as in en/a.md:3",
    ),
    "a section left out": (
        "de",
        "# A\n\n## B {#b}\n\n## C {#c}\n",
        "Vorab.\n\n# A\n\n## B {#b}\n",
        3,
        'the section "c" is missing, expected it as in en/a.md:5',
    ),
    "a section added": (
        "es",
        "# A\n\n## B {#b}\n",
        "# A\n\n## B {#b}\n\n## C {#c}\n",
        5,
        'the section "c" is not in en/a.md, expected the sections of the source',
    ),
    "sections in another order": (
        "zh",
        "# A\n\n## B {#b}\n\n## C {#c}\n",
        "# 甲\n\n## 丙 {#c}\n\n## 乙 {#b}\n",
        3,
        'the section "c" stands where en/a.md:3 has "b", expected the same order',
    ),
    "a heading of another level": (
        "ar",
        "# A\n\n## B {#b}\n\n### C {#c}\n",
        "# أ\n\n## ب {#b}\n\n## ج {#c}\n",
        5,
        'the heading "c" has level 2, expected 3 as in en/a.md:5',
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_another_structure_is_found_at_its_line(name: str, tmp_path: Path) -> None:
    locale, source, translation, line, message = FAULTS[name]
    found = compared(tmp_path, locale, source, translation)
    assert [(path, at) for path, at, _ in found] == [(f"{locale}/a.md", line)]
    assert message in found[0][2]


LOOK_ALIKES = {
    "the same": ("de", "# A\n\n1. One.\n2. Two.\n", "# A\n\n1. Eins.\n2. Zwei.\n"),
    "steps that all begin with 1": ("fr", "# A\n\n1. One.\n2. Two.\n", "# A\n\n1. Un.\n1. Deux.\n"),
    "steps with parentheses": ("es", "# A\n\n1. One.\n2. Two.\n", "# A\n\n1) Uno.\n2) Dos.\n"),
    "steps far apart": ("ru", "# A\n\n1. One.\n2. Two.\n", "# А\n\n1. Раз.\n\n2. Два.\n"),
    "steps in a code block": ("zh", "# A\n\nText.\n", "# 甲\n\n```\n1. 一\n2. 二\n```\n"),
    "a year at the start of a line": ("de", "# A\n\nIn\n2026 a lot.\n", "# A\n\nViel im Jahr\n2026\\. Mehr.\n"),
    "fewer bullets": ("ar", "# A\n\n- one\n- two\n", "# أ\n\n- واحد واثنان\n"),
    "another paragraph": ("fr", "# A\n\nOne. Two.\n", "# A\n\nUn.\n\nDeux.\n"),
    "an admonition's title": ("ru", '# A\n\n!!! note "N"\n    x\n', '# А\n\n!!! note "Важно"\n    текст\n'),
    "an admonition without title": ("es", '# A\n\n!!! tip "T"\n    x\n', "# A\n\n!!! tip\n    x\n"),
    "an image and a list in another order": (
        "ja",
        "# A\n\n![s](s.svg)\n\n1. One.\n",
        "# あ\n\n1. 一。\n\n![s](s.svg)\n",
    ),
    "an image with words of its own": ("zh", "# A\n\n![State](s.svg)\n", "# 甲\n\n![状态](s.zh.svg)\n"),
    "a table with wider cells": (
        "de",
        "# A\n\n|a|b|\n|-|-|\n|1|2|\n",
        "# A\n\n| aaaa | bbbb |\n| :--- | ---: |\n| eins | zwei |\n",
    ),
    "a bar in a cell": ("fr", "# A\n\n| a |\n| --- |\n| b |\n", "# A\n\n| a |\n| --- |\n| b \\| c |\n"),
    "deeper headings": ("es", "# A\n\n## B {#b}\n\n#### C\n", "# A\n\n## B {#b}\n"),
    "a heading that is underlined": ("ru", "# A\n\n## B {#b}\n", "А\n===\n\nБ {#b}\n---\n"),
    "an id in another form": ("pt-BR", "# A\n\n## B {#b}\n", "# A\n\n## B {: #b .wide}\n"),
}


@pytest.mark.parametrize("name", LOOK_ALIKES)
def test_what_only_looks_otherwise_is_no_finding(name: str, tmp_path: Path) -> None:
    assert compared(tmp_path, *LOOK_ALIKES[name]) == []


def test_an_outdated_section_is_left_to_its_own_rule(tmp_path: Path) -> None:
    stamp = '---\nsource:\n  sections: {b: "00000000"}\n---\n'
    source, translation = "# A\n\n## B {#b}\n\n1. One.\n2. Two.\n", f"{stamp}# A\n\n## B {{#b}}\n\n1. Un.\n"
    assert compared(tmp_path, "fr", source, translation) == []
