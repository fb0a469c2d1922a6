from __future__ import annotations

from pathlib import Path

import pytest

from helpcentre.checks.rules import run_checks
from trees import catalogue_of, findings_of, mkdocs_yml, places

RULES = ("translation-missing", "translation-orphaned")
THREE = {"mkdocs.yml": mkdocs_yml("en", "zh", "ar")}


def article(kind: str = "guide", more: str = "") -> str:
    return f"---\nkind: {kind}\n{more}---\n# Title\n"


@pytest.mark.parametrize(
    ("kind", "severity"), [("faq", "error"), ("guide", "warning"), ("policy", "warning"), ("ladder", "warning")]
)
@pytest.mark.parametrize("missing", ["zh", "ar"])
def test_a_missing_translation_is_told_at_the_file_it_should_be(
    tmp_path: Path, missing: str, kind: str, severity: str
) -> None:
    files = {**THREE, **{f"{key}/a/b.md": article(kind) for key in ("en", "zh", "ar") if key != missing}}
    found = findings_of(tmp_path, files, *RULES)
    assert places(found) == [("translation-missing", f"{missing}/a/b.md", 1)]
    assert (found[0].severity, found[0].hint.partition(";")[0]) == (
        severity,
        f"helpcentre translate en/a/b.md {missing}",
    )


def test_orphans_are_told_in_every_locale(tmp_path: Path) -> None:
    files = {**THREE, "zh/a.md": article("faq"), "ar/a.md": article("faq"), "en/b.md": article(), "zh/b.md": article()}
    assert places(findings_of(tmp_path, files, *RULES)) == [
        ("translation-orphaned", "ar/a.md", 1),
        ("translation-missing", "ar/b.md", 1),
        ("translation-orphaned", "zh/a.md", 1),
    ]


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param({"en/a.md": article("faq", "draft: true\n")}, [], id="a draft needs no translation"),
        pytest.param(
            {"en/a.md": article("faq"), "zh/a.md": article("faq", "draft: true\n"), "ar/a.md": article()},
            [("translation-missing", "zh/a.md", 1)],
            id="a draft is no translation",
        ),
        pytest.param({"en/_snippets/note.md": "x", "zh/_snippets/other.md": "x"}, [], id="passages are no articles"),
        pytest.param({"en/README.txt": "x", "notes/a.md": "# x", "zh/.hidden.md": "# x"}, [], id="other files"),
        pytest.param(
            {"en/größe/助.md": article(), "zh/größe/助.md": article(), "ar/größe/助.md": article()}, [], id="names"
        ),
        pytest.param({"en/a.md": "", "zh/a.md": "", "ar/a.md": ""}, [], id="empty files"),
    ],
)
def test_what_counts_as_a_translation(
    tmp_path: Path, files: dict[str, str], expected: list[tuple[str, str, int]]
) -> None:
    assert places(findings_of(tmp_path, {**THREE, **files}, *RULES)) == expected


def test_locales_that_are_not_built_are_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {**THREE, "en/a.md": article("faq"), "zh/b.md": "---\nkid: x\n---\n# B\n", "ar/a.md": article("faq")}
    monkeypatch.setenv("HELPCENTRE_LOCALES", "ar")
    assert run_checks(catalogue_of(tmp_path, files)) == []


@pytest.mark.parametrize(
    ("severity", "expected"), [("error", ["error"]), ("warning", ["warning"]), ("off", []), (None, ["error"])]
)
def test_the_severity_of_the_site_wins(tmp_path: Path, severity: str | None, expected: list[str]) -> None:
    checks = {"message-missing": "off"} | ({"translation-missing": severity} if severity else {})
    config = mkdocs_yml("en", "fr", options={"checks": checks})
    found = findings_of(tmp_path, {"mkdocs.yml": config, "en/a.md": article("faq")}, *RULES)
    assert [finding.severity for finding in found] == expected


def test_findings_are_in_the_order_of_paths_and_lines_each_once(tmp_path: Path) -> None:
    text = "# T\n\n[x](no.md) [x](no.md)\n\n## B\n\n## A\n"
    found = findings_of(tmp_path, {"en/b.md": text, "fr/b.md": text, "en/a.md": text, "fr/a.md": text})
    assert [(f.path, f.line, f.column) for f in found] == [
        (f"{locale}/{name}.md", line, column)
        for locale in ("en", "fr")
        for name in ("a", "b")
        for line, column in ((3, 5), (3, 16), (5, 1), (7, 1))
    ]
