"""`translation-outdated`: what changed in the source since a translation was accepted, at the line it stands in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from helpcentre.checks.freshness import future_reviews
from helpcentre.content.reading import parse_article, read_catalogue
from helpcentre.translations.digests import section_digests
from helpcentre.translations.stamps import with_stamp
from trees import catalogue_of, findings_of, mkdocs_yml, places

RULE = "translation-outdated"
SOURCES = {
    "en": """\
---
description: When parcels come.
---
# My parcel

It comes in three days.

## Look {#look}

1. Open the list.
2. Read the state.

### Late {#late}

Wait a day.

## Write {#write}

Write to us.
""",
    "zh": """\
---
description: 包裹什么时候到。
---
# 我的包裹

三天内送到。

## 查看 {#look}

1. 打开列表。
2. 查看状态。

### 迟到 {#late}

等一天。

## 联系 {#write}

写信给我们。
""",
    "ar": """\
---
description: متى تصل الطرود.
---
# طردي

يصل في ثلاثة أيام.

## انظر {#look}

1. افتح القائمة.
2. اقرأ الحالة.

### متأخر {#late}

انتظر يومًا.

## اكتب {#write}

اكتب إلينا.
""",
}
# The stamp moves every line of the translation down by its own.
STAMPED = 7
HEAD, LEAD, LOOK, LATE, WRITE = (line + STAMPED for line in (4, 4, 8, 13, 17))


def found(root: Path, source: str, own: str, before: str, after: str) -> list[tuple[int, str]]:
    text, path = SOURCES[source], "a/b.md"
    assert text.replace(before, after) != text
    was, _ = parse_article(text, f"{source}/{path}", source, path)
    stamped = with_stamp(SOURCES[own], section_digests(was))
    config = mkdocs_yml(source, own, options={"checks": {RULE: "warning"}})
    files = {"mkdocs.yml": config, f"{source}/{path}": text.replace(before, after), f"{own}/{path}": stamped}
    findings = findings_of(root, files, RULE)
    assert all(f.path == f"{own}/{path}" and f.severity == "warning" for f in findings)
    return [(f.line, f.message.partition(" outdated: ")[0]) for f in findings]


# Source, translation, what is edited in the source -> line and section of what is outdated.
PLANTED = [
    ("en", "ar", "# My parcel", "# Your parcel", [(HEAD, "title and description are")]),
    ("en", "zh", "When parcels come", "When parcels arrive", [(HEAD, "title and description are")]),
    ("en", "ar", "three days", "four days", [(LEAD, 'section "_lead" is')]),
    ("en", "zh", "## Look", "## Have a look", [(LOOK, 'section "look" is')]),
    ("en", "ar", "1. Open the list.\n2.", "1. Open the list.\n2. Wait.\n3.", [(LOOK, 'section "look" is')]),
    ("en", "zh", "Wait a day.", "Wait **a** day.", [(LATE, 'section "late" is')]),
    ("en", "ar", "Write to us.", "Write to us!", [(WRITE, 'section "write" is')]),
    ("en", "zh", "Write to us.", "[Write](../c.md) to us.", [(WRITE, 'section "write" is')]),
    ("zh", "en", "三天内", "四天内", [(LEAD, 'section "_lead" is')]),
    ("zh", "ar", "写信给我们。", "写信给我们。\n\n电话也行。", [(WRITE, 'section "write" is')]),
    ("ar", "zh", "انتظر يومًا", "انتظر يومين", [(LATE, 'section "late" is')]),
    ("ar", "en", "# طردي", "# طردك", [(HEAD, "title and description are")]),
    ("en", "ar", "## Write", "## New {#new}\n\nNews.\n\n## Write", [(HEAD, 'section "new" is')]),
    ("en", "zh", "## Write {#write}\n\nWrite to us.\n", "", [(WRITE, 'section "write" is')]),
    ("en", "ar", "{#late}", "{#delayed}", [(HEAD, 'section "delayed" is'), (LATE, 'section "late" is')]),
]


@pytest.mark.parametrize(("source", "own", "before", "after", "expected"), PLANTED)
def test_an_edit_of_the_source_is_found(
    source: str, own: str, before: str, after: str, expected: list[tuple[int, str]], tmp_path: Path
) -> None:
    assert found(tmp_path, source, own, before, after) == expected


LOOK_ALIKES = {
    "lines broken otherwise": ("en", "ar", "It comes in three days.", "It comes\nin three\ndays."),
    "lines of Chinese broken otherwise": ("zh", "en", "三天内送到。", "三天内\n送到。"),
    "white space": ("en", "zh", "Wait a day.", "Wait  a day.  "),
    "more empty lines": ("en", "ar", "\n\n## Write", "\n\n\n\n## Write"),
    "composed letters": ("ar", "zh", "اقرأ", "اقر\N{ARABIC LETTER ALEF}\N{ARABIC HAMZA ABOVE}"),
    "keywords": ("en", "zh", "description:", "keywords: [late]\ndescription:"),
    "the kind": ("en", "ar", "description:", "kind: policy\ndescription:"),
    "a review": ("en", "zh", "description:", "reviewed: 2026-11-20\ndescription:"),
    "related articles": ("zh", "ar", "description:", "related: [a/b.md]\ndescription:"),
    "quotes in front matter": ("en", "ar", "When parcels come.", '"When parcels come."'),
    "a comment in front matter": ("en", "zh", "description:", "# For cards.\ndescription:"),
    "space after a heading": ("en", "ar", "## Look {#look}", "## Look {#look} "),
    "space after a step's number": ("en", "zh", "1. Open", "1.  Open"),
}


@pytest.mark.parametrize("name", LOOK_ALIKES)
def test_what_changes_no_text_is_none(name: str, tmp_path: Path) -> None:
    assert found(tmp_path, *LOOK_ALIKES[name]) == []


@pytest.mark.parametrize("own", ["zh", "ar"])
def test_a_translation_nobody_accepted_is_told_once(own: str, tmp_path: Path) -> None:
    config = mkdocs_yml("en", own, options={"checks": {RULE: "warning"}})
    (finding,) = findings_of(
        tmp_path, {"mkdocs.yml": config, "en/a.md": SOURCES["en"], f"{own}/a.md": SOURCES[own]}, RULE
    )
    assert (finding.path, finding.line) == (f"{own}/a.md", 1)
    assert "unstamped" in finding.message
    assert finding.hint == f"Read it, then helpcentre accept {own}/a.md"


# Days from today -> whether it is told that they are still to come.
REVIEWED = {-400: False, 0: False, 1: False, 2: True, 365: True}


@pytest.mark.parametrize("days", REVIEWED)
@pytest.mark.parametrize("path", ["en/a.md", "fr/a.md"])
def test_an_article_was_reviewed_on_a_day_that_has_come(tmp_path: Path, path: str, days: int) -> None:
    """Somewhere it is tomorrow already."""
    day = datetime.now(tz=UTC).date() + timedelta(days=days)
    text = f"---\nkind: guide\nreviewed: {day.isoformat()}\n---\n# A\n"
    found = findings_of(tmp_path, {"en/a.md": "# A\n", path: text}, "front-matter-invalid")
    assert places(found) == ([("front-matter-invalid", path, 3)] if REVIEWED[days] else [])
    assert all("expected a day that has come" in f.message and f.hint for f in found)


def test_a_build_that_is_told_another_time_takes_no_review_for_one_to_come(tmp_path: Path) -> None:
    config = catalogue_of(tmp_path, {"en/a.md": "---\nreviewed: 2026-01-01\n---\n# A\n"}).settings
    assert not list(future_reviews(read_catalogue(config, datetime(1980, 1, 1, tzinfo=UTC))))
