from __future__ import annotations

from pathlib import Path

import pytest

from trees import findings_of, places

RULE = "heading-id-missing"

SOUND = [
    "## What {#what}",
    "## What {: #what }",
    '## What {id="what"}',
    "## 怎么办 {#what-to-do}",
    "### ماذا أفعل؟ {#a_b.c:d-1}",
    "#### Deeper headings need none",
    "# Another title",
    "Part {#part}\n------------",
    "```\n## in a fence\n```",
    "~~~~ md\n## in a fence\n~~~~",
    "    ## in a block of code",
    "- ## in a list",
    "<!--\n## in a comment\n-->",
    "<h2>raw</h2>",
    "text\n\n---\n\na rule",
    "***\n\n* * *",
    "| a |\n| - |\n| ## b |",
    "#no-heading",
    "\\## no heading",
    "term\n:   definition",
]


@pytest.mark.parametrize("text", SOUND, ids=repr)
def test_a_sound_text_is_no_fault(tmp_path: Path, text: str) -> None:
    assert findings_of(tmp_path, {"en/a.md": f"# T\n\n{text}\n", "fr/a.md": f"# T\n\n{text}\n"}, RULE) == []


# Text after a title and an empty line -> line, words of message and hint.
FAULTS = [
    ("## What", 3, 'the heading "What" has no id', "Write ## What {#…}"),
    ("### 怎么办", 3, 'the heading "怎么办" has no id', "Write ### 怎么办 {#…}"),
    ("## ماذا أفعل؟", 3, "has no id, expected the same in every locale", "{#…}"),
    ("## What ##", 3, 'the heading "What" has no id', ""),
    ("## What {.big}", 3, "has no id", ""),
    ("## What `{#code}`", 3, "has no id", ""),
    ("Part\n----", 3, 'the heading "Part" has no id', ""),
    ("text with a rule too close\n---", 3, "has no id", ""),
    ("## A {#größe}", 3, 'the id "größe" is not ASCII', ""),
    ("## A {#怎么办}", 3, "is not ASCII, expected letters, digits and hyphens", ""),
    ("## A {#a}\n\n## B {#a}", 5, 'the id "a" stands twice, first in line 3', ""),
    ("## A {#a}\n\n### B", 5, 'the heading "B" has no id', ""),
]


@pytest.mark.parametrize(("text", "line", "message", "hint"), FAULTS)
@pytest.mark.parametrize("locale", ["en", "fr"])
def test_a_heading_without_a_lasting_id_is_told(
    tmp_path: Path, locale: str, text: str, line: int, message: str, hint: str
) -> None:
    files = {"en/a.md": "# T\n", "fr/a.md": "# T\n", f"{locale}/a.md": f"# T\n\n{text}\n"}
    found = findings_of(tmp_path, files, RULE)
    assert places(found) == [(RULE, f"{locale}/a.md", line)]
    assert message in found[0].message
    assert hint in found[0].hint
    assert "expected" in found[0].message


def test_the_hint_names_the_id_of_the_source(tmp_path: Path) -> None:
    files = {"en/a.md": "# T\n\n## A {#a}\n\n## B {#b}\n", "fr/a.md": "# T\n\n## Un {#a}\n\n## Deux\n"}
    (finding,) = findings_of(tmp_path, files, RULE)
    assert (finding.path, finding.line, finding.hint) == ("fr/a.md", 5, "Write ## Deux {#b} with an ASCII id.")


def test_lines_count_the_front_matter(tmp_path: Path) -> None:
    text = "---\r\nkind: guide\r\n---\r\n# T\r\n\r\n## A\r\n"
    assert places(findings_of(tmp_path, {"en/a.md": text, "fr/a.md": "# T\n"}, RULE)) == [(RULE, "en/a.md", 6)]
