from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from helpcentre.checks.rules import run_checks
from helpcentre.content.notices import Notice, read_notice_head
from helpcentre.content.reading import read_catalogue
from helpcentre.mkdocs_settings import read_settings
from trees import catalogue_of, findings_of, mkdocs_yml, places, write_tree


def notice(head: str, body: str = "# Slow today\n\nWe work on it.\n") -> str:
    return f"---\n{head}---\n{body}"


TIMES = "from: 2026-11-25T08:00+08:00\nuntil: 2026-11-26T08:00+08:00\n"
SITE = {"en/index.md": "# Home\n", "en/orders/index.md": "# Orders\n", "fr/index.md": "# Accueil\n"}

MOMENTS = {
    "2026-11-25T08:00+08:00": datetime(2026, 11, 25, 0, 0, tzinfo=UTC),
    "2026-11-25T08:00:30+08:00": datetime(2026, 11, 25, 0, 0, 30, tzinfo=UTC),
    "2026-11-25 08:00+08:00": datetime(2026, 11, 25, 0, 0, tzinfo=UTC),
    "2026-11-25 08:00:00 +08:00": datetime(2026, 11, 25, 0, 0, tzinfo=UTC),
    '"2026-11-25T08:00Z"': datetime(2026, 11, 25, 8, 0, tzinfo=UTC),
    "2026-11-25T08:00:00Z": datetime(2026, 11, 25, 8, 0, tzinfo=UTC),
}


@pytest.mark.parametrize("text", MOMENTS)
def test_a_time_with_its_zone_is_read(text: str) -> None:
    found, head = read_notice_head(f"---\nfrom: {text}\nuntil: 2027-01-01T00:00Z\n---\n# A\n", path="x", is_source=True)
    assert head.findings == ()
    assert isinstance(found, Notice)
    assert found.since == MOMENTS[text]


# Front matter of a source's notice -> line, what is told, and the hint.
FAULTS = [
    ("from: 2026-11-25T08:00\nuntil: 2026-11-26T08:00Z\n", 2, "expected a time with its zone", "Add Z for UTC"),
    ("from: 2026-11-25 08:00:00\nuntil: 2026-11-26T08:00Z\n", 2, "expected a time with its zone", "Add Z for UTC"),
    ("from: 2026-11-25\nuntil: 2026-11-26T08:00Z\n", 2, "expected a time with its zone", "Add the hour"),
    ('from: "2026-11-25"\nuntil: 2026-11-26T08:00Z\n', 2, "expected a time with its zone", "Add the hour"),
    ("from: tomorrow\nuntil: 2026-11-26T08:00Z\n", 2, '"from" is "tomorrow": expected a time with its zone', ""),
    ("from: 8\nuntil: 2026-11-26T08:00Z\n", 2, "expected a time with its zone", ""),
    ("from: 2026-11-26T08:00Z\nuntil: 2026-11-26T08:00Z\n", 3, "expected a time after from", ""),
    ("from: 2026-11-26T08:00Z\n", 1, 'the key "until" is missing', "Add until: …"),
    (TIMES + "severity: warn\n", 4, "expected 'info', 'warning' or 'critical'", 'Did you mean "warning"?'),
    (TIMES + "topics: orders\n", 4, "expected a list", "[orders]"),
    (TIMES + "topics: [order]\n", 4, 'the topic "order" does not exist', 'Did you mean "orders"?'),
    (TIMES + "unitl: 2026-11-26T08:00Z\n", 4, 'unknown key "unitl"', 'Did you mean "until"?'),
]


@pytest.mark.parametrize(("head", "line", "message", "hint"), FAULTS)
def test_a_fault_is_told_with_its_line(tmp_path: Path, head: str, line: int, message: str, hint: str) -> None:
    [found] = findings_of(tmp_path, {**SITE, "en/notices/a.md": notice(head)}, "front-matter-invalid")
    assert (found.path, found.line, found.severity) == ("en/notices/a.md", line, "error")
    assert message in found.message
    assert hint in found.hint


TEXTS = [
    ("Slow today.\n", 5, "no title"),
    ("# Slow today\n", 5, "no text"),
    ("# Slow today\n\nText.\n\n## More {#more}\n\nText.\n", 9, 'a heading "More" below its title'),
    ("# Slow today\n\nText.\n\n# Again\n", 9, 'a heading "Again" below its title'),
]


@pytest.mark.parametrize(("body", "line", "message"), TEXTS)
def test_a_notice_is_a_title_and_a_short_text(tmp_path: Path, body: str, line: int, message: str) -> None:
    [found] = findings_of(tmp_path, {**SITE, "en/notices/a.md": notice(TIMES, body)}, "front-matter-invalid")
    assert found.line == line
    assert message in found.message


def test_a_notice_without_front_matter_is_told_what_it_needs(tmp_path: Path) -> None:
    found = findings_of(tmp_path, {**SITE, "en/notices/a.md": "# A\n\nText.\n"}, "front-matter-invalid")
    assert {finding.message for finding in found} == {'the key "from" is missing', 'the key "until" is missing'}


def test_a_translation_may_repeat_its_sources_times_but_not_change_them(tmp_path: Path) -> None:
    head = "from: 2026-11-25T00:00Z\nuntil: 2026-11-27T00:00Z\nseverity: info\ntopics: [orders]\n"
    files = {"en/notices/a.md": notice(TIMES + "topics: [orders]\n"), "fr/notices/a.md": notice(head)}
    [found] = findings_of(tmp_path, {**SITE, **files}, "front-matter-invalid")
    assert (found.path, found.line) == ("fr/notices/a.md", 3)
    assert found.message == '"until" differs from en/notices/a.md:3, expected the same'


def test_notices_obey_the_rules_of_translations_and_links(tmp_path: Path) -> None:
    files = {
        **SITE,
        "fr/orders/index.md": "# Commandes\n",
        "en/notices/a.md": notice(TIMES, "# A\n\n1. [One](../orders/index.md)\n2. [Two](../nowhere.md)\n"),
        "fr/notices/orphan.md": "# B\n\nTexte.\n",
        "en/notices/b.md": notice(TIMES + "draft: true\n"),
        "en/notices/c.md": notice(TIMES, "# C\n\n1. One\n2. {{ facts.nothing }}\n"),
        "fr/notices/c.md": "# C\n\nTexte.\n",
        "facts.yml": "a: {kind: number, value: 1}\n",
    }
    assert places(findings_of(tmp_path, files)) == [
        ("link-broken", "en/notices/a.md", 8),
        ("facts-invalid", "en/notices/c.md", 8),
        ("translation-missing", "fr/notices/a.md", 1),
        ("facts-differ", "fr/notices/c.md", 1),
        ("structure-differs", "fr/notices/c.md", 1),
        ("translation-orphaned", "fr/notices/orphan.md", 1),
    ]


def test_a_notice_is_no_article(tmp_path: Path) -> None:
    files = {**SITE, "en/notices/a.md": notice(TIMES), "fr/notices/a.md": "# A\n\nTexte.\n"}
    catalogue = catalogue_of(tmp_path, files)
    assert list(catalogue.source_files) == ["index.md", "orders/index.md"]
    assert catalogue.topics == ("orders",)
    assert [file.path for file in catalogue.pages("fr")] == ["fr/index.md", "en/orders/index.md"]
    assert set(catalogue.texts["fr"]) == {"index.md", "notices/a.md"}


def test_another_folder_may_hold_them(tmp_path: Path) -> None:
    files = {**SITE, "mkdocs.yml": mkdocs_yml("en", options={"notices_folder": "_incidents"}), "fr/index.md": "# A\n"}
    files |= {"en/_incidents/a.md": notice(TIMES), "en/notices/index.md": "# Legal notices\n"}
    catalogue = catalogue_of(tmp_path, files)
    assert list(catalogue.notices["en"]) == ["_incidents/a.md"]
    assert "notices" in catalogue.topics


# The moment of the build -> is the notice there, and shown.
BUILDS = [
    ("2026-11-24T00:00Z", [False]),
    ("2026-11-24T23:59Z", [False]),
    ("2026-11-25T00:00Z", [True]),
    ("2026-11-25T23:59Z", [True]),
    ("2026-11-26T00:00Z", []),
]


@pytest.mark.parametrize(("now", "current"), BUILDS)
def test_a_build_knows_which_notices_are_current_and_which_are_over(
    tmp_path: Path, now: str, current: list[bool]
) -> None:
    files = {f"docs/{name}": text for name, text in {**SITE, "en/notices/a.md": notice(TIMES)}.items()}
    catalogue = read_catalogue(read_settings(write_tree(tmp_path, files)), datetime.fromisoformat(now))
    assert [one.current for one in catalogue.running_notices("en")] == current
    assert run_checks(catalogue)[0].rule == "translation-missing", "what is over may still be translated"


def test_the_gravest_comes_first_and_drafts_are_for_previews(tmp_path: Path) -> None:
    far = "from: 2026-11-25T08:00Z\nuntil: 2999-01-01T00:00Z\n"
    files = {
        **SITE,
        "en/notices/a.md": notice(far),
        "en/notices/b.md": notice(far + "severity: critical\n"),
        "en/notices/c.md": notice(far + "severity: warning\ndraft: true\n"),
        "en/notices/d.md": notice(far.replace("2026-11-25", "2026-11-24")),
        "fr/notices/b.md": notice("draft: true\n", "# B\n\nTexte.\n"),
        "fr/notices/d.md": "# D\n\nTexte.\n",
    }
    found = [one.file.path for one in catalogue_of(tmp_path, files).running_notices("fr")]
    assert found == ["en/notices/b.md", "fr/notices/d.md", "en/notices/a.md"]
