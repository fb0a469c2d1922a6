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
    "{{ factory.x }} {{ facts and figures }} {{ fact }} {{ x.facts }} {{ a.b | upper }} {{ }}",
    "`{{ fact.review_time }}` and `{{ channels.email.address | upper }}`",
    "```\n{{ fact.review_time }} {{ Channels.email.address }}\n```",
    "    {{facts.}}",
    "\\{{ fact.x }} and {\\{ fact.x }}",
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


# Text after a title line and an empty line -> column, what it was meant for.
MISTAKES = [
    ("Takes {{ fact.review_time }}.", 7, 'Did you mean "facts.review_time"?'),
    ("Takes {{ Facts.review_time }}.", 7, 'Did you mean "facts.review_time"?'),
    ("{{ review_time }}", 1, 'Did you mean "facts.review_time"?'),
    ("{{facts.}}", 1, "Known: facts.review_time."),
    ("{{ facts }}", 1, "Known: facts.review_time."),
    ("{{ facts['review_time'] }}", 1, "facts.review_time"),
    ("{{ facts.review time }}", 1, 'Did you mean "facts.review_time"?'),
    ("{{ Channels.email.address }}", 1, 'Did you mean "channels.email.address"?'),
    ("{{ channel.email.adress }}", 1, 'Did you mean "channels.email.address"?'),
    ("{{ email.address }}", 1, 'Did you mean "channels.email.address"?'),
    ("- a\n- {{ channels.email.address | upper }}", 3, 'Did you mean "channels.email.address"?'),
    ('<a href="mailto:{{ Channels.email.address }}">x</a>', 17, 'Did you mean "channels.email.address"?'),
    ("[x](mailto:{{channel.email.address}})", 12, 'Did you mean "channels.email.address"?'),
    ("!!! note\n    {{ fact.review_time }}", 5, 'Did you mean "facts.review_time"?'),
]


@pytest.mark.parametrize(("text", "column", "hint"), MISTAKES)
@pytest.mark.parametrize("path", ["fr/a.md", "fr/_snippets/note.md"])
def test_what_was_meant_for_a_placeholder_is_told(tmp_path: Path, path: str, text: str, column: int, hint: str) -> None:
    (finding,) = findings_of(tmp_path, {**SITE, path: f"# T\n\n{text}\n"}, RULE)
    assert (finding.path, finding.line, finding.column) == (path, 3 + text.count("\n"), column)
    assert "is no placeholder, expected {{ " in finding.message
    assert hint in finding.hint


def test_what_was_meant_for_a_placeholder_is_told_in_the_front_matter_too(tmp_path: Path) -> None:
    text = "---\ndescription: In {{ fact.review_time }}.\n---\n# T\n"
    (finding,) = findings_of(tmp_path, {**SITE, "fr/a.md": text}, RULE)
    assert (finding.path, finding.line) == ("fr/a.md", 2)


@pytest.mark.parametrize("facts", ["", "# none yet\n", "---\n", "{}\n", "null\n"])
def test_a_file_without_facts_has_none_that_could_be_named(tmp_path: Path, facts: str) -> None:
    text = "# T\n\n{{ facts.x }}\n\n{{ fact.x }}\n"
    found = findings_of(tmp_path, {"facts.yml": facts, "en/a.md": text, "fr/a.md": "# T\n"}, RULE)
    assert places(found) == [(RULE, "en/a.md", 3), (RULE, "en/a.md", 5)]


def test_in_a_site_without_facts_and_channels_braces_are_text(tmp_path: Path) -> None:
    text = "# T\n\n{{ facts.x }} {{ channels.y.z }} {{ fact.x }} {{ channels.y.z | upper }} {{facts.}}\n"
    assert findings_of(tmp_path, {"en/a.md": text, "fr/a.md": text}) == []


@pytest.mark.parametrize(
    ("facts", "line"), [("review_time: {kind: duration, max: 0, unit: days}\n", 1), ("# facts\n\nreview_time: [\n", 3)]
)
def test_a_faulty_fact_is_told_once(tmp_path: Path, facts: str, line: int) -> None:
    files = {**SITE, "facts.yml": facts, "en/a.md": "# T\n\n{{ facts.review_time }}\n", "fr/a.md": "# T\n"}
    assert places(findings_of(tmp_path, files, RULE)) == [(RULE, "facts.yml", line)]
