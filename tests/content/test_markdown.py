from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpcentre.content.markdown import parse, placeholders_in, replace_placeholders

# Text -> kind, target, line, column of each link, as written.
LINKS: dict[str, list[tuple[str, str, int, int]]] = {
    "See [fees](fees.md).": [("link", "fees.md", 1, 12)],
    "![Map](map.png)": [("image", "map.png", 1, 8)],
    '[fees](fees.md "All fees")': [("link", "fees.md", 1, 8)],
    "[fees](<my fees.md>)": [("link", "my fees.md", 1, 9)],
    "[größe](größe.md#maß)": [("link", "größe.md#maß", 1, 9)],
    "[提现](../提现/延迟.md)": [("link", "../提现/延迟.md", 1, 6)],
    "[رسوم](رسوم.md)": [("link", "رسوم.md", 1, 8)],
    "[a](my%20file.md)": [("link", "my%20file.md", 1, 5)],
    "[a]()": [("link", "", 1, 1)],
    "a\n[b](b.md) and [c](c.md)": [("link", "b.md", 2, 5), ("link", "c.md", 2, 19)],
    "[a](x.md) [b](x.md)": [("link", "x.md", 1, 5), ("link", "x.md", 1, 15)],
    "[![alt](i.png)](x.md)": [("image", "i.png", 1, 9), ("link", "x.md", 1, 17)],
    "<https://shop.example/>": [("link", "https://shop.example/", 1, 2)],
    "<help@shop.example>": [("link", "mailto:help@shop.example", 1, 1)],
    "See [fees][f].\n\n[f]: fees.md 'All fees'\n": [("link", "fees.md", 3, 6)],
    "[Fees][] and [fees]\n\n[fees]: fees.md": [("link", "fees.md", 3, 9)],
    "[f]: unused.md\n": [],
    "| a | b |\n| - | - |\n| [x](one.md) | ![y](two.png) |": [("link", "one.md", 3, 7), ("image", "two.png", 3, 22)],
    '!!! note "[t](one.md)"\n    [x](two.md)\n': [("link", "one.md", 1, 15), ("link", "two.md", 2, 9)],
    "??? tip\n\n    [x](two.md)\n": [("link", "two.md", 3, 9)],
    "A[^1].\n\n[^1]: Note [x](one.md).\n": [("link", "one.md", 3, 16)],
    "Word\n:   [x](one.md)\n": [("link", "one.md", 2, 9)],
    "- a\n    - [x](one.md)\n": [("link", "one.md", 2, 11)],
    "1. a\n\n    [x](one.md)\n": [("link", "one.md", 3, 9)],
    "## [x](one.md) {#x}": [("link", "one.md", 1, 8)],
    "> [x](one.md)": [("link", "one.md", 1, 7)],
    '<a href="one.md">x</a>': [("link", "one.md", 1, 1)],
    'See <a\nhref="one.md">x</a> now': [("link", "one.md", 1, 5)],
    '<p>\n<a class="b" href=\'one.md\'>x</a>\n<img src="i.png">\n</p>': [
        ("link", "one.md", 2, 1),
        ("image", "i.png", 3, 1),
    ],
    '<map><area href="one.md"></map>\n': [("link", "one.md", 1, 6)],
    'a <button formaction="one.md">x</button>': [("link", "one.md", 1, 3)],
    '<div markdown="1">\n[x](one.md)\n</div>': [("link", "one.md", 2, 5)],
    "<div markdown>\n\n[x](one.md)\n\n</div>": [("link", "one.md", 3, 5)],
    # Two at one place, in the same order always
    "[![x][p]][p]\n\n[p]: one.png\n": [("image", "one.png", 3, 6), ("link", "one.png", 3, 6)],
    # Look-alikes
    "```\n[x](one.md)\n```": [],
    "~~~ md\n[x](one.md)\n~~~": [],
    "    [x](one.md)\n": [],
    "`[x](one.md)`": [],
    "``a ` [x](one.md)``": [],
    "\\[x](one.md)": [],
    "[x] (one.md)": [],
    '<!-- <a href="one.md">x</a> -->': [],
    "<!-- [x](one.md) -->": [],
    '```html\n<a href="one.md">\n```': [],
    "<div>\n[x](one.md)\n</div>": [],
    "{{ facts.x }} and [1]": [],
}


@pytest.mark.parametrize("text", LINKS, ids=repr)
def test_links_are_found_where_they_stand(text: str) -> None:
    assert [(x.kind, x.target, x.line, x.column) for x in parse(text).links] == LINKS[text]


# Text -> labels without a definition, with their lines.
REFERENCES: dict[str, list[tuple[str, int]]] = {
    "See [fees][nowhere].": [("nowhere", 1)],
    "a\n\nSee [fees][].": [("fees", 3)],
    "[a][x] [b][y]\n\n[x]: x.md": [("y", 1)],
    "[Fees][FEES]\n\n[fees]: x.md": [],
    "![i][picture]": [("picture", 1)],
    "| a |\n| - |\n| [x][y] |": [("y", 3)],
    "`[a][b]`": [],
    "```\n[a][b]\n```": [],
    "\\[a][b]": [],
    "rows[0][1]": [],
    "A note.[^1][^2]\n\n[^1]: a\n[^2]: b": [],
    "[only brackets] and [ ]": [],
    "- [ ] task\n- [x] done": [],
}


@pytest.mark.parametrize("text", REFERENCES, ids=repr)
def test_references_without_a_definition_are_found(text: str) -> None:
    assert [(use.name, use.line) for use in parse(text).references] == REFERENCES[text]


# Text -> level, words, id, line of each heading.
HEADINGS: dict[str, list[tuple[int, str, str | None, int]]] = {
    "# Title\n\n## What to do {#what-to-do}": [(1, "Title", None, 1), (2, "What to do", "what-to-do", 3)],
    "## A {: #a }": [(2, "A", "a", 1)],
    "## A { #a .big }": [(2, "A", "a", 1)],
    "## A {.big #a}": [(2, "A", "a", 1)],
    '## A {id="a"}': [(2, "A", "a", 1)],
    "## A {#a} ##": [(2, "A", "a", 1)],
    "## A {.big}": [(2, "A", None, 1)],
    "## A `{#no}`": [(2, "A {#no}", None, 1)],
    "## Braces {x} within": [(2, "Braces {x} within", None, 1)],
    "### 怎么办 {#what}": [(3, "怎么办", "what", 1)],
    "### ماذا *أفعل*؟ {#what}": [(3, "ماذا أفعل؟", "what", 1)],
    "## [A](a.md) and `b` {#x}": [(2, "A and b", "x", 1)],
    "Title\n=====\n\nPart {#part}\n----\n": [(1, "Title", None, 1), (2, "Part", "part", 4)],
    "#hashtag": [],
    "    ## code": [],
    "```\n## in a fence {#x}\n```": [],
    "~~~\n## in a fence\n~~~": [],
    "text\n\n---\n\nmore": [],
    "> ## quoted": [],
    "a | b\n--- | ---\n1 | 2": [],
    "<!--\n## hidden\n-->": [],
    "!!! note\n    ## inside\n": [],
}


@pytest.mark.parametrize("text", HEADINGS, ids=repr)
def test_headings_are_found(text: str) -> None:
    assert [(h.level, h.text, h.id, h.line) for h in parse(text).headings] == HEADINGS[text]


def test_a_code_span_holds_no_id_even_at_the_end_of_a_heading() -> None:
    assert "no" not in parse("## A `{#no}`").anchors


# Text -> ids.
ANCHORS: dict[str, set[str]] = {
    "## A {#a}\n\nText. {: #b }": {"a", "b"},
    "- item {#c}": {"c"},
    '<a id="d"></a> <a name="e"></a>\n\n<h2 id=f>F</h2>': {"d", "e", "f"},
    "[x](y.md){#g}": {"g"},
    "`{#no}` and\n\n```\n{#no}\n```\n": set(),
    '<!-- <a id="no"></a> -->': set(),
    "{{ facts.x }} {notanid}": set(),
}


@pytest.mark.parametrize("text", ANCHORS, ids=repr)
def test_ids_are_found(text: str) -> None:
    assert parse(text).anchors == ANCHORS[text]


def test_a_text_is_cut_into_sections_at_headings_of_level_2_and_3() -> None:
    text = (
        "# T\n\nLead [x](x.md).\n\n## A {#a}\n\nOne.\n\n#### Deep {#deep}\n\nTwo.\n\n"
        "### B {#b}\n\n```\n## no\n```\n\nC\n---\n\nEnd."
    )
    found = [(s.id, s.title, s.level, s.line, s.plain) for s in parse(text, first_line=11).sections]
    assert found == [
        ("_lead", "T", 1, 11, "Lead x."),
        ("a", "A", 2, 15, "One.\nDeep {#deep}\nTwo."),
        ("b", "B", 3, 23, ""),
        ("", "C", 2, 29, "End."),
    ]


def test_the_source_of_a_section_begins_below_its_heading() -> None:
    sections = parse("Lead\n\nA {#a}\n------\nText\n\n## B {#b}\nMore").sections
    assert [section.source for section in sections] == ["Lead", "Text", "More"]


@pytest.mark.parametrize("text", ["", "\n", "\n\n\n", "no heading at all"])
def test_a_text_without_headings_is_one_section(text: str) -> None:
    document = parse(text)
    assert (document.title, [s.id for s in document.sections]) == ("", ["_lead"])


def test_passages_and_placeholders_are_found() -> None:
    text = (
        '# T\n\n--8<-- "warning.md"\n\n'
        "Takes {{ facts.review_time }}, `{{channels.live-chat.url}}`, {{ other.x }}, {{facts}}.\n"
    )
    document = parse(text, first_line=5)
    assert [(use.name, use.line, use.column) for use in document.snippets] == [("warning.md", 7, 9)]
    assert [(use.name, use.line, use.column) for use in document.placeholders] == [
        ("facts.review_time", 9, 10),
        ("channels.live-chat.url", 9, 35),
    ]
    assert placeholders_in(text) == ["facts.review_time", "channels.live-chat.url"]


def test_placeholders_of_unknown_names_stay() -> None:
    assert replace_placeholders("{{ facts.a }} {{ facts.b }}", {"facts.a": "5"}) == "5 {{ facts.b }}"


MARKS = st.lists(
    st.sampled_from(
        [
            "# ",
            "## ",
            "a",
            "\n",
            "\n\n",
            "[",
            "]",
            "(",
            ")",
            "x.md",
            "`",
            "```\n",
            "| ",
            "---",
            "{#a}",
            "{: ",
            "}",
            "<a href='",
            "'>",
            "</a>",
            "<![",
            "<!--",
            "-->",
            "<div markdown>",
            "!!! note\n    ",
            "[^1]",
            "[^1]: ",
            "[x]: ",
            "![",
            "*",
            "_",
            "\\",
            ":   ",
            "- ",
            "1. ",
            "    ",
            "> ",
            "&amp;",
            "{{ facts.a }}",
            '--8<-- "a.md"',
            "==",
            "\t",
            "助",
            "م",
            "\r",
            "\f",
            "\u2028",
            "\0",
        ]
    ),
    max_size=30,
).map("".join)


@given(st.one_of(st.text(), MARKS), st.integers(1, 9))
def test_any_text_is_parsed_into_lines_of_its_own(text: str, first_line: int) -> None:
    text = text.replace("\r", "\n")  # as read_text gives it
    document = parse(text, first_line)
    last = first_line + text.count("\n")
    uses = (*document.snippets, *document.placeholders, *document.references)
    places = [(link.line, link.column) for link in document.links] + [(use.line, use.column) for use in uses]
    places += [(heading.line, 1) for heading in document.headings]
    assert all(first_line <= line <= last and column >= 1 for line, column in places)
    assert all(first_line <= section.line <= last for section in document.sections)
