from __future__ import annotations

import pytest

from helpcentre.content.redirects import destination, read_redirects

FAULTS = [
    ("a.md: b.md\nc: d.md\n", 2, "expected a path"),
    ("a.md: b.md\nc.md: ../d.md\n", 2, "expected a path"),
    ("a.md: /b.md\n", 1, "expected a path"),
    ("a.md: https://shop.example/b.md\n", 1, "expected a path"),
    ("a.md: [b.md]\n", 1, "expected a text"),
    ("a.md: b.md\na.md: c.md\n", 2, "stands twice"),
    ("- a.md\n", 1, "expected keys and values"),
    ("a.md: 'b\n", 1, "no YAML"),
]


@pytest.mark.parametrize(("text", "line", "message"), FAULTS)
def test_faults_name_their_line(text: str, line: int, message: str) -> None:
    _, _, findings = read_redirects(text, "redirects.yml")
    assert [(f.rule, f.path, f.line) for f in findings] == [("redirects-invalid", "redirects.yml", line)]
    assert message in findings[0].message


def test_a_faulty_line_leaves_the_others() -> None:
    redirects, document, _ = read_redirects("# ours\nx/a b.md: y/größe.md\nc.md: d\n", "redirects.yml")
    assert redirects == {"x/a b.md": "y/größe.md"}
    assert document.position(("c.md",)) == (3, 1)
    assert read_redirects("", "redirects.yml")[::2] == ({}, [])


def test_chains_are_followed_and_loops_are_not() -> None:
    redirects = {"a": "b", "b": "c", "x": "y", "y": "x", "z": "x", "s": "s"}
    wanted = {"a": "c", "b": "c", "c": "", "x": "", "y": "", "z": "", "s": ""}
    assert {old: destination(redirects, old) for old in wanted} == wanted
