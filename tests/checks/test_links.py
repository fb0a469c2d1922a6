from __future__ import annotations

from pathlib import Path

import pytest

from helpcentre.content.links import resolve
from trees import catalogue_of, findings_of, mkdocs_yml, places

SITE: dict[str, str | bytes] = {
    "mkdocs.yml": mkdocs_yml("en", "fr", "zh"),
    "en/index.md": "# Home\n",
    "en/fees.md": "# Fees\n\n## Table {#table}\n\n<a id='raw'></a>\n",
    "en/topic/index.md": "# Topic\n",
    "en/topic/only-english.md": "# Only\n\n## Part {#part}\n",
    "en/topic/draft.md": "---\ndraft: true\n---\n# Draft\n",
    "en/topic/images/map.png": b"",
    "en/topic/größe.md": "# Größe\n\n## Maß {#mass}\n",
    "en/topic/my file.md": "# Mine\n",
    "en/_snippets/note.md": "Shared. {: #shared }\n",
    "en/topic/shares.md": '# Shares\n\n--8<-- "note.md"\n',
    "fr/fees.md": "# Frais\n\n## Table {#table}\n\n<a id='raw'></a>\n",
    "fr/topic/index.md": "# Sujet\n",
    "files/terms.pdf": b"",
}
SAME = {"zh/fees.md": "# 费用\n\n## 表 {#table}\n\n<a id='raw'></a>\n", "zh/topic/index.md": "# 主题\n"}

SOUND = [
    "[x](../fees.md)",
    "[x](../fees.md#table)",
    "[x](../fees.md#raw)",
    '[x](../fees.md "Title")',
    "[x](<../fees.md>)",
    "[x](./index.md)",
    "[x](index.md)",
    "[x](#here)",
    "[x](other.md#here)",
    "[x](../fees.md#:~:text=fees)",
    "[x](only-english.md#part)",
    "[x](gr%C3%B6%C3%9Fe.md#mass)",
    "[x](größe.md)",
    "[x](my%20file.md)",
    "[x](<my file.md>)",
    "[x](shares.md#shared)",
    "![x](images/map.png)",
    "[x](images/map.png)",
    "[x](../../files/terms.pdf)",
    "[x](https://shop.example/nowhere.md)",
    "[x](//shop.example/nowhere.md)",
    "[x](mailto:help@shop.example)",
    "[x](tel:+12025550142)",
    "<https://shop.example/>",
    "<help@shop.example>",
    "[x][f]\n\n[f]: ../fees.md",
    "[f]: nowhere.md",
    "A note.[^1]\n\n[^1]: See [x](../fees.md).",
    '<a href="../fees.md#table">x</a>',
    '<a href="https://shop.example/x.md">x</a>',
    '!!! note "Title"\n    [x](../fees.md)',
    "| a |\n| - |\n| [x](../fees.md) |",
    "```\n[x](nowhere.md) <a href='nowhere.md'>\n```",
    "    [x](nowhere.md)",
    "`[x](nowhere.md)` and `[a][b]`",
    "<!-- [x](nowhere.md) -->",
    "\\[x](nowhere.md)",
    "rows[0][1] and [brackets]",
    "{{ facts.x }}",
    "[x](mailto:help@shop.example?subject=A%20b)",
    "[x](mailto:a@shop.example,b@shop.example) [y](mailto:?subject=Look)",
    "[x](mailto:{{channels.email.address}}) [y](tel:{{channels.phone.number}})",
    "[x](mailto:h%C3%A9l%C3%A8ne@shop.example)",
    "[x](tel:+1-202-555-0142) [y](tel:+12025550142;ext=5) [z](tel:112) [p](tel:*100%23)",
    "[x](sms:+12025550142) [y](whatsapp://send) [z](mywallet://open) [f](sftp://shop.example) [g](geo:1,2)",
    '<img src="data:image/png;base64,AAAA" alt="">',
    '<video poster="images/map.png"><source src="images/map.png"><track src="images/map.png"></video>',
    '<audio src="https://shop.example/a.mp3"></audio>',
    '<picture><source srcset="images/map.png 1x, images/map.png 2x"><img src="images/map.png" alt=""></picture>',
    '<img srcset="data:image/png;base64,AAAA 1x, images/map.png, https://shop.example/a.png 3x" src="images/map.png">',
    '--8<-- "note.md"',
    "1. a\n\n    --8<-- 'note.md'",
    '!!! note\n    --8<-- "note.md"',
    'a\n--8<-- "note.md"\nb',
    'Write `--8<-- "note.md"` or `--8<-- x`.',
    '```\n- --8<-- "note.md"\n--8<--\nnote.md\n--8<--\n```',
    "A note.[^1]\n\n!!! tip\n    Another.[^two]\n\n[^1]: a\n[^two]: b",
    "`[^9]` and \\[^9] and [^ 9]\n\n    [^9]",
]


@pytest.mark.parametrize("text", SOUND, ids=repr)
@pytest.mark.parametrize("locale", ["en", "fr", "zh"])
def test_a_sound_link_is_no_fault(tmp_path: Path, locale: str, text: str) -> None:
    article = f"# T\n\n## Here {{#here}}\n\n{text}\n"
    shared = {f"{key}/_snippets/note.md": SITE["en/_snippets/note.md"] for key in ("fr", "zh")}
    files = {
        **SITE,
        **SAME,
        **shared,
        "en/topic/other.md": "# O\n\n## Here {#here}\n",
        f"{locale}/topic/other.md": article,
    }
    assert findings_of(tmp_path, files, "link-broken") == []


# Text after a title line and an empty line -> line, column, words of message and hint.
BROKEN = [
    ("[x](missing-page.md)", 3, 5, '"missing-page.md" leads to no page or file', "relative to this one"),
    ("See [x](../feees.md) now", 3, 9, '"../feees.md" leads to no page', 'Did you mean "../fees.md"?'),
    ("a\nb [x](nowhere.md)", 4, 7, '"nowhere.md"', ""),
    ("[x](nowhere.md)\n\n---\n\n[y](nowhere.md)", 3, 5, '"nowhere.md"', ""),
    ("[提现](提现.md)", 3, 6, '"提现.md"', ""),
    ("[رسوم](رسوم.md)", 3, 8, '"رسوم.md"', ""),
    ("[x](größer.md#maß)", 3, 5, '"größer.md#maß"', 'Did you mean "größe.md"?'),
    ("[x](Index.md)", 3, 5, '"Index.md"', 'Did you mean "index.md"?'),
    ("[x](../fees.md#tabel)", 3, 5, 'expected the id "tabel" in ', 'Did you mean "table"?'),
    ("[x](#hier)", 3, 5, 'expected the id "hier" in ', '"here"'),
    ("[x](only-english.md#prat)", 3, 5, 'expected the id "prat" in en/topic/only-english.md', '"part"'),
    ("![x](images/mop.png)", 3, 6, 'the image "images/mop.png" does not exist', 'Did you mean "images/map.png"?'),
    ("[![x](no.png)](nowhere.md)", 3, 7, 'the image "no.png"', ""),
    ("[x](draft.md)", 3, 5, "leads to a draft", "Publish the draft"),
    ("[x]()", 3, 1, "the link leads nowhere", ""),
    ("[x](/fees.md)", 3, 5, '"/fees.md" begins with /', "begin with ../"),
    ("[x](../fees/)", 3, 5, "is the address of a page, expected the name of its file", "Write ../fees.md."),
    ("[x](../fees)", 3, 5, "is the address of a page", "Write ../fees.md."),
    ("[x](../fees.html)", 3, 5, "is the address of a page", "Write ../fees.md."),
    ("[x](../topic/)", 3, 5, "is the address of a page", "Write index.md."),
    ("[x](../../../outside.md)", 3, 5, '"../../../outside.md"', ""),
    ("[x](http://[broken)", 3, 5, '"http://[broken"', ""),
    ("[x][f]\n\n[f]: nowhere.md", 5, 6, '"nowhere.md"', ""),
    ("[x][undefined]", 3, 1, 'the reference "undefined" has no definition', "Add the line"),
    ('See <a href="nowhere.md">x</a>', 3, 5, '"nowhere.md"', ""),
    ('<p>\n<img src="no.png">\n</p>', 4, 1, 'the image "no.png"', ""),
    ("| a | b |\n| - | - |\n| 1 | [x](nowhere.md) |", 5, 11, '"nowhere.md"', ""),
    ('!!! warning "Look"\n    Go to [x](nowhere.md)', 4, 15, '"nowhere.md"', ""),
    ("A note.[^1]\n\n[^1]: See [x](nowhere.md).", 5, 15, '"nowhere.md"', ""),
    ("Part {#part}\n------------\n\n[x](nowhere.md)", 6, 5, '"nowhere.md"', ""),
    ('<p>\n<video poster="no.png"></video>\n</p>', 4, 1, 'the image "no.png" does not exist', ""),
    ('<video src="no.mp4"></video>', 3, 1, 'the file "no.mp4" does not exist, expected a file below docs/', ""),
    ('<video><source src="no.webm"></video>', 3, 8, 'the file "no.webm"', ""),
    ('<audio src="no.mp3"></audio>', 3, 1, 'the file "no.mp3"', ""),
    ('<video><track src="no.vtt"></video>', 3, 8, '"no.vtt" does not exist', ""),
    ('<picture><source srcset="images/mop.png"></picture>', 3, 10, '"images/mop.png"', '"images/map.png"?'),
    ('<img srcset="images/map.png 1x, no.png 2x" src="images/map.png">', 3, 1, 'the image "no.png"', ""),
    ('<img srcset="no.png,images/map.png 2x,">', 3, 1, 'the image "no.png,images/map.png"', ""),
    ("[x](javascript:alert(1))", 3, 5, "leads nowhere with javascript:, expected one of http, https, mailto, tel", ""),
    ("[x](JavaScript:void%200)", 3, 5, "leads nowhere with javascript:", "Link to a page"),
    ('<a href="java&#10;script:alert(1)">x</a>', 3, 1, "leads nowhere with javascript:", ""),
    ("[x](file:///C:/help.pdf)", 3, 5, "leads nowhere with file:", ""),
    ("[x](data:text/html,x)", 3, 5, "leads nowhere with data:", ""),
    ("[x](htps://shop.example/)", 3, 5, "begins with htps:, expected https:", 'Did you mean "https"?'),
    ("[x](mail:help@shop.example)", 3, 5, "begins with mail:, expected mailto:", ""),
    ("[x](mailto:wrong@@)", 3, 5, 'holds "wrong@@", expected an e-mail address', "@-sign"),
    ("[x](mailto:help@shop.example,wrong)", 3, 5, 'holds "wrong", expected an e-mail address', "@-sign"),
    ("[x](tel:abc)", 3, 5, 'holds "abc", expected a number with its country code', "Write digits"),
    ("[x](tel:+1202555014)", 3, 5, 'holds "+1202555014", expected a number', "it is too short for +1"),
    ("[x](tel:+999123)", 3, 5, 'holds "+999123", expected a number', "country code"),
    ("[x](tel:)", 3, 5, 'holds "", expected a number', ""),
    ('text --8<-- "note.md" text', 3, 6, 'expected --8<-- "name.md" on a line of its own', "nothing else on the line"),
    ('--8<-- "note.md" text', 3, 1, "on a line of its own", ""),
    ("--8<-- note.md", 3, 1, "on a line of its own, found --8<-- note.md", "Put the name in quotes"),
    ("--8<--\nnote.md\n--8<--", 3, 1, "on a line of its own", ""),
    ('> --8<-- "note.md"', 3, 3, "on a line of its own", ""),
    ('- --8<-- "note.md"', 3, 3, "on a line of its own", ""),
    ('| a |\n| - |\n| --8<-- "note.md" |', 5, 3, "on a line of its own", ""),
    ('!!! note\n    See --8<-- "note.md"', 4, 9, "on a line of its own", ""),
    ("A note.[^9]", 3, 8, "the footnote [^9] has no text, expected a line [^9]: and what it says", "Add the line"),
    ("A note.[^one]\n\nx[^ones]\n\n[^one]: a", 5, 2, "the footnote [^ones] has no text", 'Did you mean "[^one]"?'),
    ("!!! note\n    A note.[^9]", 4, 12, "the footnote [^9] has no text", ""),
    ("A note.\n\n[^b]: See b.", 5, 1, "no text refers to the footnote [^b]:, expected [^b]", "take it out"),
]


@pytest.mark.parametrize(("text", "line", "column", "message", "hint"), BROKEN, ids=lambda value: repr(value)[:40])
@pytest.mark.parametrize("locale", ["en", "fr", "zh"])
def test_a_broken_link_is_found_in_every_locale(
    tmp_path: Path, locale: str, text: str, line: int, column: int, message: str, hint: str
) -> None:
    files = {
        **SITE,
        **SAME,
        "en/topic/other.md": "# O\n",
        f"{locale}/topic/other.md": f"# T\n\n{text}\n\n## Here {{#here}}\n",
    }
    finding = findings_of(tmp_path, files, "link-broken")[0]
    assert (finding.path, finding.line, finding.column) == (f"{locale}/topic/other.md", line, column)
    assert message in finding.message
    assert hint in finding.hint
    assert "expected" in finding.message
    assert finding.hint


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_lines_are_those_of_the_file_whatever_its_endings(tmp_path: Path, ending: str, mark: str) -> None:
    text = mark + ending.join(["---", "kind: guide", "---", "# T", "", "Text [x](nowhere.md)", ""])
    (finding,) = findings_of(tmp_path, {"en/a.md": text, "fr/a.md": "# A\n"}, "link-broken")
    assert (finding.line, finding.column) == (6, 10)


def test_related_articles_and_passages_are_links_too(tmp_path: Path) -> None:
    files = {
        **SITE,
        "fr/a.md": '---\nrelated:\n  - fees.md\n  - feees.md\n  - topic/draft.md\n---\n# A\n\n--8<-- "nite.md"\n',
        "fr/_snippets/note.md": "Voir [x](nulle-part.md).\n",
        "fr/topic/shares.md": '# Partage\n\n--8<-- "note.md"\n',
        "en/a.md": "# A\n",
    }
    found = findings_of(tmp_path, files, "link-broken")
    assert places(found) == [
        ("link-broken", "fr/_snippets/note.md", 1),
        ("link-broken", "fr/a.md", 4),
        ("link-broken", "fr/a.md", 5),
        ("link-broken", "fr/a.md", 9),
    ]
    assert [f.hint for f in found[1:]] == [
        'Did you mean "fees.md"?',
        "Publish it first, or take it out.",
        'Did you mean "note.md"?',
    ]


@pytest.mark.parametrize(
    "line", ['--8<-- "other.md"', '--8<-- "note.md"', '--8<-- "nowhere.md"', "a --8<-- b", "--8<--"]
)
@pytest.mark.parametrize("path", ["fr/_snippets/note.md", "fr/notices/n.md"])
def test_only_an_article_holds_passages(tmp_path: Path, path: str, line: str) -> None:
    files = {"en/_snippets/other.md": "Text.\n", "fr/_snippets/other.md": "Texte.\n", path: f"# T\n\n{line}\n"}
    if "notices" in path:
        files["en/notices/n.md"] = "---\nfrom: 2026-01-01T00:00Z\nuntil: 2026-01-02T00:00Z\n---\n# N\n\nText.\n"
    found = findings_of(tmp_path, files, "link-broken")
    assert {(f.rule, f.path, f.line) for f in found} == {("link-broken", path, 3)}
    assert any(", expected text, found " in f.message and f.hint for f in found)


def test_a_passage_may_show_the_mark_of_one(tmp_path: Path) -> None:
    text = 'Write `--8<-- "x.md"`:\n\n```\n--8<-- "x.md"\n```\n'
    assert findings_of(tmp_path, {"en/_snippets/note.md": text, "fr/_snippets/note.md": text}) == []


def test_without_passages_their_marks_are_text(tmp_path: Path) -> None:
    text = '# T\n\na --8<-- "x.md"\n\n--8<-- x.md\n\n--8<-- "x.md"\n'
    assert findings_of(tmp_path, {"en/a.md": text, "fr/a.md": text}, "link-broken") == []


def test_a_footnote_and_its_text_may_stand_in_a_passage_and_the_article_around_it(tmp_path: Path) -> None:
    files = {
        "en/_snippets/note.md": "A note.[^1] [^3]\n\n[^2]: b\n[^4]: d\n",
        "en/a.md": '# A\n\nText.[^2]\n\n[^1]: a\n\n--8<-- "note.md"\n',
        "fr/a.md": "# A\n",
    }
    found = findings_of(tmp_path, files, "link-broken")
    assert places(found) == [("link-broken", "en/_snippets/note.md", 1), ("link-broken", "en/_snippets/note.md", 4)]
    assert ["[^3]" in found[0].message, "[^4]" in found[1].message] == [True, True]


def test_a_passage_is_read_from_where_it_stands_in(tmp_path: Path) -> None:
    files = {
        "en/_snippets/note.md": "[x](here.md)\n",
        "en/a/one.md": '# 1\n\n--8<-- "note.md"\n',
        "en/b/two.md": '# 2\n\n--8<-- "note.md"\n',
        "en/a/here.md": "# Here\n",
    }
    assert places(findings_of(tmp_path, files, "link-broken")) == [("link-broken", "en/_snippets/note.md", 1)]


def test_a_link_into_another_language_would_be_lost(tmp_path: Path) -> None:
    files = {"en/a/x.md": "# X\n\n[fr](../../fr/a/x.md)\n", "fr/a/x.md": "# X\n\n[en](../../en/a/x.md#p)\n"}
    found = findings_of(tmp_path, files, "link-broken")
    assert places(found) == [("link-broken", "en/a/x.md", 3), ("link-broken", "fr/a/x.md", 3)]
    assert "leads to a file of another language, expected one of fr/" in found[1].message


@pytest.mark.parametrize(
    ("target", "state", "path"),
    [
        ("fees.md", "page", "fees.md"),
        ("fees.md#no", "no-fragment", "fees.md"),
        ("topic/images/map.png", "asset", "en/topic/images/map.png"),
        ("../files/terms.pdf", "asset", "files/terms.pdf"),
        ("topic/only-english.md", "page", "topic/only-english.md"),
        ("", "absent", ""),
        ("#", "page", "home.md"),
    ],
)
def test_a_reader_of_french_is_led(tmp_path: Path, target: str, state: str, path: str) -> None:
    catalogue = catalogue_of(tmp_path, {**SITE, "en/home.md": "# H\n", "fr/home.md": f"# H\n\n[x](<{target}>)\n"})
    file = catalogue.files["fr"]["home.md"]
    found = resolve(file.document.links[0], file, catalogue)
    assert (found.state, found.path) == (state, path)
