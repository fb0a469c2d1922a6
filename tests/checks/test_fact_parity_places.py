"""Where facts are compared: sections that are not known to be outdated, titles, descriptions, shared passages."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpcentre.checks.fact_parity import RULE
from trees import findings_of, mkdocs_yml


def test_an_outdated_section_is_left_to_its_own_rule(tmp_path: Path) -> None:
    stamp = '---\nsource:\n  sections: {b: "00000000"}\n---\n'
    files = {
        "mkdocs.yml": mkdocs_yml("en", "fr"),
        "en/a.md": "# A\n\n## B {#b}\n\nWait 30 minutes.\n\n## C {#c}\n\n5 days.\n",
        "fr/a.md": f"{stamp}# A\n\n## B {{#b}}\n\nAttendez 20 minutes.\n\n## C {{#c}}\n\n5 jours.\n",
    }
    assert findings_of(tmp_path, files, RULE) == []


@pytest.mark.parametrize(
    ("path", "source", "translation", "lines"),
    [
        (
            "a.md",
            "---\ndescription: The first 10 minutes.\n---\n# The 12 words\n",
            "---\ndescription: Les 20 premières minutes.\n---\n# Les 24 mots\n",
            [2, 4],
        ),
        ("_snippets/warning.md", "Nobody asks for the 12 words.\n", "Personne ne demande\nles 24 mots.\n", [2]),
    ],
    ids=["title and description", "shared passage"],
)
def test_what_is_no_section_is_compared(
    path: str, source: str, translation: str, lines: list[int], tmp_path: Path
) -> None:
    files = {"mkdocs.yml": mkdocs_yml("en", "fr"), f"en/{path}": source, f"fr/{path}": translation}
    assert [(f.path, f.line) for f in findings_of(tmp_path, files, RULE)] == [(f"fr/{path}", line) for line in lines]


def texts_of(root: Path, **texts: str) -> list[tuple[str, int]]:
    """Return path and line of what the rule finds in an article whose text each language has."""
    files = {f"{locale}/a.md": f"# A\n\n{text}\n" for locale, text in texts.items()}
    found = findings_of(root, {"mkdocs.yml": mkdocs_yml(*texts), **files}, RULE)
    return [(finding.path, finding.line) for finding in found]


def test_what_the_other_languages_keep_every_language_must(tmp_path: Path) -> None:
    """VAT has a name of its own in French; TRON and Ethereum, which Russian keeps, have none."""
    assert texts_of(
        tmp_path,
        en="VAT is due. Use TRON.\n\n## B {#b}\n\nPay with Ethereum.\n\n## C {#c}\n\nPay with Solana.",
        fr="TVA due. Utilisez BSC.\n\n## B {#b}\n\nPayez avec Solana.\n\n## C {#c}\n\nPayez avec Solana.",
        ru="НДС. Сеть TRON.\n\n## B {#b}\n\nСеть Ethereum.\n\n## C {#c}\n\nСеть Solana.",
    ) == [("fr/a.md", 3), ("fr/a.md", 7)]


def test_it_can_be_switched_off(tmp_path: Path) -> None:
    files = {
        "mkdocs.yml": mkdocs_yml("en", "fr", options={"checks": {RULE: "off"}}),
        "en/a.md": "# 12 words\n",
        "fr/a.md": "# 24 mots\n",
    }
    assert findings_of(tmp_path, files, RULE) == []
