from __future__ import annotations

from pathlib import Path

import pytest

from trees import EMAIL, EMAIL_PAGE, findings_of, places

RULE = "facts-invalid"
SITE = {
    "facts.yml": "review_time: {kind: duration, max: 3, unit: days}\n",
    "channels.yml": EMAIL,
    "en/contact/email.md": EMAIL_PAGE,
    "fr/contact/email.md": EMAIL_PAGE,
}

SOUND = [
    "{{ facts.review_time }} {{facts.review_time}}",
    "{{ channels.email.address }} {{ channels.email.hours }} {{ channels.email.languages }}",
    "{{ other.name }} {{ name }} {% raw %}",
    "{ facts.nothing }",
]


@pytest.mark.parametrize("text", SOUND)
def test_a_name_that_stands_for_something_is_no_fault(tmp_path: Path, text: str) -> None:
    assert findings_of(tmp_path, {**SITE, "fr/a.md": f"# T\n\n{text}\n"}, RULE) == []


# File -> text, line, column, hint.
FAULTS = [
    ("fr/a.md", "# T\n\nTakes {{ facts.reveiw_time }}.\n", 3, 10, 'Did you mean "facts.review_time"?'),
    ("en/a.md", "# T\n\n| a |\n| - |\n| {{ facts.x }} |\n", 5, 6, "facts.review_time"),
    ("fr/a.md", "# T\n\n{{ channels.email.number }}\n", 3, 4, "channels.email.hours"),
    ("fr/a.md", "# T\n\n{{ channels.email.first_reply }}\n", 3, 4, "channels.email"),
    ("fr/a.md", "# T\n\n{{ channels.fax.number }}\n", 3, 4, "channels.email"),
    ("fr/_snippets/note.md", "In {{ facts.x }}.\n", 1, 7, "facts.review_time"),
    ("fr/a.md", "---\ndescription: In {{ facts.x }}.\n---\n# T\n", 2, 1, "facts.review_time"),
    ("fr/a.md", "---\nprepare:\n  - One\n  - '{{ facts.x }}'\n---\n# T\n", 4, 5, "facts.review_time"),
    ("fr/index.md", "---\ntagline: '{{ facts.x }}'\n---\n# T\n", 2, 1, "facts.review_time"),
]


@pytest.mark.parametrize(("path", "text", "line", "column", "hint"), FAULTS)
def test_a_name_that_stands_for_nothing_is_told(
    tmp_path: Path, path: str, text: str, line: int, column: int, hint: str
) -> None:
    (finding,) = findings_of(tmp_path, {**SITE, path: text}, RULE)
    assert (finding.path, finding.line, finding.column) == (path, line, column)
    assert "names nothing, expected a key of" in finding.message
    assert hint in finding.hint


def test_in_a_site_without_facts_and_channels_braces_are_text(tmp_path: Path) -> None:
    text = "# T\n\n{{ facts.x }} {{ channels.y.z }}\n"
    assert findings_of(tmp_path, {"en/a.md": text, "fr/a.md": text}) == []


@pytest.mark.parametrize(
    ("facts", "line"), [("review_time: {kind: duration, max: 0, unit: days}\n", 1), ("# facts\n\nreview_time: [\n", 3)]
)
def test_a_faulty_fact_is_told_once(tmp_path: Path, facts: str, line: int) -> None:
    files = {**SITE, "facts.yml": facts, "en/a.md": "# T\n\n{{ facts.review_time }}\n", "fr/a.md": "# T\n"}
    assert places(findings_of(tmp_path, files, RULE)) == [(RULE, "facts.yml", line)]
