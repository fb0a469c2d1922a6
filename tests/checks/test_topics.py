from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from trees import findings_of, mkdocs_yml

RULE = "topic-missing"
PAGE = "# A\n"
DRAFT = f"---\ndraft: true\n---\n{PAGE}"
ARTICLES = {"en/money/a.md": PAGE, "en/money/index.md": PAGE, "en/soon/b.md": DRAFT, "fr/french/c.md": PAGE}

# Topics that mkdocs.yml lists -> what is told: the topic, and how to mend it.
LISTED: list[tuple[list[str], list[tuple[str, str]]]] = [
    ([], []),
    (["money"], []),
    (["money", "soon"], []),
    (["mony"], [("mony", 'Did you mean "money"?')]),
    (["mony", "money"], [("mony", "Take it out until there is one.")]),
    (["Money"], [("Money", 'Did you mean "money"?')]),
    (["french"], [("french", "Take it out until there is one.")]),
    (["money", "later", "soon"], [("later", "Take it out until there is one.")]),
]


@pytest.mark.parametrize(("listed", "told"), LISTED)
def test_a_listed_topic_has_articles(listed: list[str], told: list[tuple[str, str]], tmp_path: Path) -> None:
    options: dict[str, Any] = {"topics": {key: {} for key in listed}, "checks": {RULE: "warning"}}
    config = mkdocs_yml("en", "fr", options=options)
    found = findings_of(tmp_path, {**ARTICLES, "mkdocs.yml": config}, RULE)
    assert [(f.message, f.hint) for f in found] == [
        (f'the topic "{topic}" has no article, expected some in docs/en/{topic}/', hint) for topic, hint in told
    ]
    lines = config.split("\n")
    assert [lines[f.line - 1].strip(" :{}") for f in found] == [topic for topic, _ in told]
    assert all((f.path, f.severity) == ("../mkdocs.yml", "warning") for f in found)


# Files -> where something is told, and how to mend it.
UNLISTED: list[tuple[dict[str, str], list[tuple[str, str]]]] = [
    ({"en/money/a.md": PAGE, "en/money/index.md": PAGE}, []),
    ({"en/money/a.md": PAGE}, [("en/money/index.md", "helpcentre new en/money/index.md")]),
    ({"en/money/more/a.md": PAGE}, [("en/money/index.md", "helpcentre new en/money/index.md")]),
    ({"en/money/a.md": PAGE, "fr/money/index.md": PAGE}, [("en/money/index.md", "helpcentre new en/money/index.md")]),
    ({"en/money/a.md": PAGE, "en/money/index.md": DRAFT}, [("en/money/index.md", "Take draft: true out.")]),
    ({"en/money/a.md": DRAFT}, []),
    ({"en/money/README.md": PAGE, "en/money/a.md": PAGE}, []),
    ({"en/terms.md": PAGE}, [("en/terms.md", "helpcentre move terms.md TOPIC/terms.md, or link to it.")]),
    ({"en/terms.md": f"{PAGE}\n[Here](terms.md)\n"}, [("en/terms.md", "or link to it.")]),
    ({"en/terms.md": DRAFT}, []),
    ({"en/terms.md": PAGE, "en/index.md": f"{PAGE}\n[Terms](terms.md#a)\n"}, []),
    ({"en/terms.md": PAGE, "en/index.md": f"---\nrelated: [terms.md]\n---\n{PAGE}"}, []),
]


@pytest.mark.parametrize(("files", "told"), UNLISTED)
def test_a_list_leads_to_each_article(files: dict[str, str], told: list[tuple[str, str]], tmp_path: Path) -> None:
    config = mkdocs_yml("en", "fr", options={"checks": {RULE: "warning"}})
    found = findings_of(tmp_path, {"en/index.md": PAGE, **files, "mkdocs.yml": config}, RULE)
    assert [(f.path, f.line, f.severity) for f in found] == [(path, 1, "warning") for path, _ in told]
    for finding, (_, hint) in zip(found, told, strict=True):
        assert hint in finding.hint
        assert "1 articles" not in finding.message
