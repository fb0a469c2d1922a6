"""Trees of other houses: whatever stands in them, a check tells it with file and line, and nothing breaks.

Real ones are tried by hand; these are made of what was met in them.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from conftest import fork_mkdocs
from helpcentre.checks.rules import CHECKS, run_checks
from helpcentre.content.settings import ENDS_BUILDS, SEVERITIES
from trees import catalogue_of, findings_of, mkdocs_yml

SITE = mkdocs_yml("en", "ar", "zh", options={"checks": {"translation-outdated": "warning"}})
MAY_BE_OFF = SEVERITIES.keys() - {ENDS_BUILDS}
ACCENTS = "Re\N{COMBINING ACUTE ACCENT}sume\N{COMBINING ACUTE ACCENT}"

# What other houses' files hold -> the rules that tell of it, with the line.
ODDITIES: dict[str, tuple[str | bytes, list[tuple[str, int]]]] = {
    "unknown front matter": (
        "---\ntitle: T\nsidebar_position: 3\ntags: [a]\n---\n# T\n",
        [("front-matter-invalid", line) for line in (2, 3, 4)],
    ),
    "front matter of another format": ("+++\ntitle = 'T'\n+++\n# T\n", []),
    "front matter that is no YAML": ("---\ntitle: a: b\n---\n# T\n", [("front-matter-invalid", 2)]),
    "front matter that is a list": ("---\n- a\n---\n# T\n", [("front-matter-invalid", 1)]),
    "front matter without an end": ("---\ntitle: T\n# T\n", [("front-matter-invalid", 1)]),
    "empty front matter": ("---\n---\n# T\n", []),
    "raw HTML": (
        '# T\n\n<details open><summary>S</summary>\n<p align="center">x<br></p></details>\n\n<!-- x -->\n',
        [],
    ),
    "broken raw HTML": ("# T\n\n<div <span> <![CDATA[ x </p>\n\n<a href='no.md'>x\n", [("link-broken", 5)]),
    "components": ("# T\n\n<Tabs>\n<TabItem value=\"a\" label={b}>x</TabItem>\n</Tabs>\n\nimport X from 'y';\n", []),
    "line ends of Windows": (b"# T\r\n\r\n[x](no.md)\r\n", [("link-broken", 3)]),
    "line ends of old Macs": (b"# T\r\r[x](no.md)\r", [("link-broken", 3)]),
    "a byte order mark": (b"\xef\xbb\xbf---\nkind: guide\n---\n# T\n\n[x](no.md)\n", [("link-broken", 6)]),
    "Latin-1": ("# T\n\nGröße\n".encode("latin-1"), [("encoding-invalid", 3)]),
    "decomposed letters": (f"# {ACCENTS}\n\n## {ACCENTS} {{#resume}}\n\n[x](#resume)\n", []),
    "balanced isolates": ("# T\n\nUse \u2066support@shop.example\u2069 and \u2067نص\u2069.\n", []),
    "headings without ids": ("# T\n\n## One\n\n### Two\n", [("heading-id-missing", 3), ("heading-id-missing", 5)]),
    "two titles": ("# T\n\n# U\n", [("title-missing", 3)]),
    "no title": ("Text only.\n", [("title-missing", 1)]),
    "nothing": (b"", [("title-missing", 1)]),
    "headings underlined": ("T\n=\n\nOne {#one}\n---\n", []),
    "tabs and no blank lines": ("# T\n1.\tOne\n\t- a\n2.\tTwo\n```\ncode\n", []),
    "links to nowhere": (
        "# T\n\n[a]()\n[b](no.md#x)\n[c](//x.example)\n[d](/e.md)\n",
        [("link-broken", 3), ("link-broken", 4), ("link-broken", 6)],
    ),
    "a table out of shape": ("# T\n\n| a | b\n|-\n| c | d | e\n", []),
    "placeholders of other tools": ("# T\n\n{{< note >}} {% include x %} {{ site.x }} ${y} %z%\n", []),
    "includes": ("# T\n\n{* ../docs_src/x.py hl[1] *}\n\n/// tip\n\nx\n\n///\n", []),
}


@pytest.mark.parametrize("name", ODDITIES)
def test_oddities_are_told_with_their_line_or_not_at_all(name: str, tmp_path: Path) -> None:
    text, expected = ODDITIES[name]
    found = findings_of(tmp_path, {"mkdocs.yml": mkdocs_yml("en"), "en/a.md": text})
    assert [(f.rule, f.line) for f in found] == expected


def odd_tree() -> dict[str, str | bytes]:
    """All oddities in three locales, each differing from its source in some way."""
    files: dict[str, str | bytes] = {"mkdocs.yml": SITE}
    for number, (text, _) in enumerate(ODDITIES.values()):
        data = text if isinstance(text, bytes) else text.encode()
        files[f"en/a{number}.md"] = data
        files[f"ar/a{number}.md"] = data.replace(b"\n", b"\r\n")
        if number % 3:
            files[f"zh/topic/a{number}.md"] = data
    return files


def test_every_finding_has_a_file_and_a_line_of_it(tmp_path: Path) -> None:
    files = odd_tree()
    found = findings_of(tmp_path, files)
    assert len(found) > 50
    for finding in found:
        file = tmp_path / "docs" / finding.path
        lines = (
            file.read_bytes().replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1 if file.is_file() else 1
        )
        assert finding.rule in SEVERITIES
        assert 1 <= finding.line <= lines, finding
        assert finding.column >= 1, finding
        assert file.is_file() or finding.rule == "translation-missing", finding


@pytest.mark.parametrize("rule", sorted(MAY_BE_OFF))
def test_a_rule_that_is_off_stays_silent(rule: str, tmp_path: Path) -> None:
    config = mkdocs_yml("en", "ar", "zh", options={"checks": {rule: "off"}})
    assert rule not in {finding.rule for finding in findings_of(tmp_path, {**odd_tree(), "mkdocs.yml": config})}


def test_all_rules_off_are_all_silent(tmp_path: Path) -> None:
    config = mkdocs_yml("en", "ar", "zh", options={"checks": dict.fromkeys(MAY_BE_OFF, "off")})
    assert findings_of(tmp_path, {**odd_tree(), "mkdocs.yml": config}) == []


def test_a_file_of_a_megabyte_is_read_like_any_other(tmp_path: Path) -> None:
    words = "Some words with a [link](#s1), `code` and more words. " * 9
    section = f"## S{{n}} {{{{#s{{n}}}}}}\n\n{words}\n\n1. One\n2. Two\n\n"
    text = "# T\n\n" + "".join(section.format(n=n) for n in range(2_000))
    assert len(text) > 1_000_000
    files = {"en/a.md": text, "fr/a.md": text.replace("2. Two\n\n## S1999 ", "2. Two\n\n[x](no.md)\n\n## S1999 ")}
    found = findings_of(tmp_path, files, "link-broken", "structure-differs", "heading-id-missing")
    line = files["fr/a.md"].split("[x](no.md)")[0].count("\n") + 1
    assert [(f.rule, f.path, f.line) for f in found] == [("link-broken", "fr/a.md", line)]


def test_such_a_tree_is_built(tmp_path: Path) -> None:
    """Without --strict every finding is only told."""
    root = Path(__file__).parent.parent
    catalogue_of(tmp_path, odd_tree())
    theme = f"theme: {{name: material, custom_dir: {root / 'overrides'}}}\nhooks: [{root / 'hooks' / 'build.py'}]\n"
    config = tmp_path / "mkdocs.yml"
    config.write_text(config.read_text("utf-8") + theme, encoding="utf-8")
    done = fork_mkdocs("build", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    pages = {file.relative_to(tmp_path / "site").as_posix() for file in (tmp_path / "site").rglob("a*/index.html")}
    assert len(pages) == 3 * len(ODDITIES), "in three languages"


_TEXTS = st.text(
    st.one_of(
        st.sampled_from("#*_-`[](){}<>|!:=\n\t \r\ufeff\u2066\u2069\u0301\x00\x0c٣助"), st.characters(codec="utf-8")
    ),
    max_size=120,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(source="1" + "0" * 25, own="2")  # more digits than decimal's context has room for
@given(source=_TEXTS, own=_TEXTS)
def test_any_text_can_be_checked(source: str, own: str, tmp_path: Path) -> None:
    catalogue = catalogue_of(tmp_path, {"en/a.md": source.encode(), "fr/a.md": own.encode()})
    for finding in run_checks(catalogue):
        assert finding.line >= 1


def test_every_rule_is_some_checks() -> None:
    assert len(CHECKS) == len(set(CHECKS))
