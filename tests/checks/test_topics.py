from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from trees import findings_of, mkdocs_yml

RULE = "topic-missing"
ARTICLES = {"en/money/a.md": "# A\n", "en/soon/b.md": "---\ndraft: true\n---\n# B\n", "fr/french/c.md": "# C\n"}

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
    options: dict[str, Any] = {"topics": {key: {} for key in listed}}
    config = mkdocs_yml("en", "fr", options=options)
    found = findings_of(tmp_path, {**ARTICLES, "mkdocs.yml": config}, RULE)
    assert [(f.message, f.hint) for f in found] == [
        (f'the topic "{topic}" has no article, expected some in docs/en/{topic}/', hint) for topic, hint in told
    ]
    lines = config.split("\n")
    assert [lines[f.line - 1].strip(" :{}") for f in found] == [topic for topic, _ in told]
    assert all((f.path, f.severity) == ("../mkdocs.yml", "warning") for f in found)
