from __future__ import annotations

import json

import pytest

from helpcentre.content.findings import Finding, sorted_findings
from helpcentre.reports import annotation, render, summary, text_line

ERROR = Finding("link-broken", "fr/a.md", '"x.md" leads to no page, expected one', 12, 5, "Write y.md.")
WARNING = Finding("term-differs", "../mkdocs.yml", "Is it?", severity="warning")


def test_a_line_says_where_what_and_how_to_mend() -> None:
    assert text_line(ERROR, "docs/fr/a.md") == (
        'docs/fr/a.md:12:5: error link-broken: "x.md" leads to no page, expected one. Hint: Write y.md.'
    )
    assert text_line(WARNING, "mkdocs.yml") == "mkdocs.yml:1:1: warning term-differs: Is it?"


def test_paths_are_those_seen_from_the_working_directory() -> None:
    lines = render([ERROR, WARNING], "text", "../site/docs").split("\n")
    assert [line.partition(":")[0] for line in lines] == ["../site/docs/fr/a.md", "../site/mkdocs.yml"]


def test_a_value_of_several_lines_stays_in_one() -> None:
    line = text_line(Finding("r", "a.md", 'found "a\nb\r\n c"'), "a.md")
    assert line == 'a.md:1:1: error r: found "a b c".'


ANNOTATIONS = {
    "50% of a\nline": "50%25 of a line.",
    "a: b, c": "a: b, c.",
}


@pytest.mark.parametrize(("message", "text"), ANNOTATIONS.items())
def test_an_annotation_escapes_what_github_would_read(message: str, text: str) -> None:
    line = annotation(Finding("r", "a.md", message, 2, 3, "50%\nmore"), "docs/a,b: c%.md")
    assert line == f"::error file=docs/a%2Cb%3A c%25.md,line=2,col=3,title=r::{text} 50%25%0Amore"


def test_json_has_the_documented_keys_in_order() -> None:
    (found,) = json.loads(render([ERROR], "json", "docs"))
    assert list(found) == ["rule", "severity", "path", "line", "column", "message", "hint"]
    assert (found["path"], found["line"], found["severity"]) == ("fr/a.md", 12, "error")
    assert json.loads(render([], "json", "docs")) == []


def test_json_keeps_the_scripts_of_the_world() -> None:
    assert "助记词" in render([Finding("r", "zh/a.md", "助记词")], "json", "docs")


@pytest.mark.parametrize(
    ("findings", "text"),
    [
        ([], "no findings"),
        ([ERROR], "1 error"),
        ([WARNING, WARNING], "2 warnings"),
        ([ERROR, ERROR, WARNING], "2 errors, 1 warning"),
    ],
)
def test_a_summary_counts(findings: list[Finding], text: str) -> None:
    assert summary(findings) == text


def test_findings_are_sorted_by_place_each_once() -> None:
    one, two = Finding("b", "a.md", "x", 2), Finding("a", "a.md", "x", 10)
    assert sorted_findings([Finding("a", "b.md", "x"), two, one, two]) == [one, two, Finding("a", "b.md", "x")]
