from __future__ import annotations

from pathlib import Path

import pytest

from helpcentre.checks.rules import run_checks
from helpcentre.content.reading import read_catalogue
from helpcentre.mkdocs_settings import read_settings
from trees import findings_of, mkdocs_yml, write_tree

RULE = "home-missing"
CONFIG = mkdocs_yml("de", "en", options={"checks": {RULE: "error"}})
PAGE = "# A\n"
DRAFT = f"---\ndraft: true\n---\n{PAGE}"

# Files below docs/ -> what is told of the home page, and how to mend it.
TREES: list[tuple[dict[str, str], list[tuple[str, str]]]] = [
    ({"de/index.md": PAGE, "de/a.md": PAGE}, []),
    ({"de/a.md": PAGE}, [("there is no home page", "helpcentre new de/index.md")]),
    ({"de/a.md": PAGE, "en/index.md": PAGE}, [("there is no home page", "helpcentre new de/index.md")]),
    ({"de/a.md": PAGE, "de/index.md": DRAFT}, [("is a draft", "Take draft: true out.")]),
    ({"de/a.md": DRAFT, "de/index.md": DRAFT}, []),
    ({}, [("no article of the source locale", "begin with docs/de/index.md")]),
    ({"index.md": PAGE, "a.md": PAGE}, [("expected them below docs/de/", "Each language has a folder")]),
    ({"de/README.md": PAGE}, []),
]


@pytest.mark.parametrize(("files", "told"), TREES)
def test_a_site_has_a_home_page(files: dict[str, str], told: list[tuple[str, str]], tmp_path: Path) -> None:
    found = findings_of(tmp_path, {"mkdocs.yml": CONFIG, **files}, RULE)
    assert all((f.path, f.line, f.severity) == ("de/index.md", 1, "error") for f in found)
    assert len(found) == len(told)
    for finding, (message, hint) in zip(found, told, strict=True):
        assert message in finding.message
        assert hint in finding.hint


def test_a_preview_shows_a_draft_of_the_home_page(tmp_path: Path) -> None:
    files = {"mkdocs.yml": CONFIG, "docs/de/index.md": DRAFT, "docs/de/a.md": PAGE}
    settings = read_settings(write_tree(tmp_path, files))
    vars(settings)["preview"] = True
    assert RULE not in {finding.rule for finding in run_checks(read_catalogue(settings))}
