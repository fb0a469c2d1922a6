from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpcentre.content.front_matter import read_head

PATH = "en/topic/article.md"
RULE = "front-matter-invalid"


def head(yaml: str, body: str = "# Title\n") -> str:
    return f"---\n{yaml}\n---\n{body}"


def test_every_key_is_read() -> None:
    text = head(
        "kind: faq\ndescription: ' One sentence. '\ncontact: [live-chat]\nkeywords: [no, 12:30, \"2026\"]\n"
        "related: [topic/other.md, größe/助.md]\nrisk: funds\nreviewed: 2026-11-20\ndraft: true\n"
        'source:\n  sections: {_meta: "77f0c1d2"}\nprepare: [Name]'
    )
    found = read_head(text, path=PATH)
    assert found.findings == ()
    meta = found.meta
    assert (meta.kind, meta.description, meta.contact) == ("faq", "One sentence.", ("live-chat",))
    assert meta.keywords == ("no", "12:30", "2026")
    assert (meta.reviewed, meta.draft, meta.risk) == (datetime.date(2026, 11, 20), True, "funds")
    assert meta.source is not None
    assert meta.source.sections == {"_meta": "77f0c1d2"}


# Text -> body, its first line.
BODIES = {
    "": ("", 1),
    "# Title\n": ("# Title\n", 1),
    "---\nkind: faq\n---\n# T\n": ("# T\n", 4),
    "---\nkind: faq\n...\n# T\n": ("# T\n", 4),
    "---\nkind: faq\n---": ("", 3),
    "--- \nkind: faq\n---\t\n\n# T\n": ("\n# T\n", 4),
    "---\n---\n# T\n": ("# T\n", 3),
    "---\n# only a comment\n---\n# T\n": ("# T\n", 4),
    "# T\n\n---\n\nkind: faq\n\n---\n": ("# T\n\n---\n\nkind: faq\n\n---\n", 1),
    "---\nkind: faq\n---\n# T\n\n---\n\nMore\n": ("# T\n\n---\n\nMore\n", 4),
    "---\n\nA text below a rule\n": ("---\n\nA text below a rule\n", 1),
    "----\nkind: faq\n----\n": ("----\nkind: faq\n----\n", 1),
    "---\ndescription: |\n  a\n  --- b\n---\n# T\n": ("# T\n", 6),
}


@pytest.mark.parametrize("text", BODIES, ids=repr)
def test_the_text_begins_after_the_front_matter(text: str) -> None:
    found = read_head(text, path=PATH)
    assert (found.body, found.body_line, found.findings) == (*BODIES[text], ())


# Front matter -> line and column of the finding, words of its message and hint.
FAULTS = [
    ("kind: faq\nkeyword: [x]", 3, 1, 'unknown key "keyword"', 'Did you mean "keywords"?'),
    ("Kind: faq", 2, 1, 'unknown key "Kind"', 'Did you mean "kind"?'),
    ("zzz: 1", 2, 1, 'unknown key "zzz"', "Known: contact, description"),
    ("true: 1", 2, 1, 'unknown key "true"', ""),
    ("kind: FAQ", 2, 1, "\"kind\" is \"FAQ\": expected 'faq', 'guide'", ""),
    ("kind: fag", 2, 1, "expected 'faq'", 'Did you mean "faq"?'),
    ("kind:", 2, 1, '"kind" is empty: expected', ""),
    ("risk: [funds]", 2, 1, '"risk" is a list: expected', ""),
    ("description: 2026", 2, 1, '"description" is 2026: expected a text', 'Put quotes around it: "2026".'),
    ("description: true", 2, 1, '"description" is true: expected a text', 'Put quotes around it: "true".'),
    ("description: 2026-11-20", 2, 1, "expected a text", 'Put quotes around it: "2026-11-20".'),
    ("description: ''", 2, 1, '"description" is "": expected a text', ""),
    ("description: Foo: bar", 2, 17, "the front matter is no YAML", "Put quotes around a value"),
    ("kind: faq\ndescription: *x", 3, 14, "no YAML", ""),
    ("kind: faq\nrisk: info\nkind: faq", 4, 1, "'kind' stands twice", ""),
    ("keywords: [a, 12315]", 2, 15, '"keywords[1]" is 12315: expected a text', 'quotes around it: "12315"'),
    ("keywords: a, b", 2, 1, '"keywords" is "a, b": expected a list', "[a, b]"),
    ("contact: live-chat", 2, 1, '"contact" is "live-chat": expected a list', "[live-chat]"),
    ("contact: {live-chat: 1}", 2, 1, '"contact" is a group of keys: expected a list', ""),
    ("contact:\n  - a\n  - ''", 4, 5, '"contact[1]" is "": expected a text', ""),
    ("related: [other]", 2, 11, '"related[0]" is "other": expected a path below the locale', ""),
    ("related: [/en/other.md]", 2, 11, "expected a path below the locale", ""),
    ("reviewed: 20.11.2026", 2, 1, '"reviewed" is "20.11.2026": expected a date such as 2026-11-20', ""),
    ('reviewed: "2026-11-20"', 2, 1, "expected a date", "Take the quotes away."),
    ("reviewed: 2026-11-20 10:00:00", 2, 1, "expected a date", ""),
    ("reviewed: 2026-02-30", 2, 11, "'2026-02-30' is no date", ""),
    ("reviewed: 20261120", 2, 1, "expected a date", ""),
    ("draft: yes", 2, 1, '"draft" is "yes": expected true or false', ""),
    ("draft: 1", 2, 1, '"draft" is 1: expected true or false', ""),
    ("source: {sections: {a: 12345678}}", 2, 21, "expected a text", "quotes"),
    ("source: {sections: {a: xyz}}", 2, 21, "expected a digest", ""),
    ("source: {section: {}}", 2, 1, '"source.sections" is missing', ""),
    ("tagline: Hello", 2, 1, 'unknown key "tagline": it belongs to the home page', ""),
    ("- kind\n- faq", 1, 1, "found a list, expected keys and values", ""),
    ("just words", 1, 1, 'found "just words", expected keys and values', ""),
]


@pytest.mark.parametrize(("yaml", "line", "column", "message", "hint"), FAULTS)
def test_a_fault_is_told_with_its_place(yaml: str, line: int, column: int, message: str, hint: str) -> None:
    finding = next(f for f in read_head(head(yaml), path=PATH).findings if message in f.message)
    assert (finding.rule, finding.path, finding.line, finding.column) == (RULE, PATH, line, column)
    assert hint in finding.hint


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("---\nkind: faq\n# Title\n", 1, "is not closed, expected a line ---"),
        ("\n---\nkind: faq\n---\n# T\n", 2, "begins in line 2, expected its --- in line 1"),
        ("\n\n  \n---\nkind: faq\n---\n", 4, "begins in line 4"),
    ],
)
def test_front_matter_that_would_show_as_text_is_told(text: str, line: int, message: str) -> None:
    (finding,) = read_head(text, path=PATH).findings
    assert (finding.rule, finding.line) == (RULE, line)
    assert message in finding.message


def test_the_home_page_has_keys_of_its_own() -> None:
    found = read_head(head("site_name: Help\ntagline: Here\nsearches: [a, b]"), path="en/index.md", home=True)
    assert (found.findings, found.meta.site_name, found.meta.searches) == ((), "Help", ("a", "b"))


def test_one_fault_leaves_the_other_keys() -> None:
    found = read_head(head("kind: faq\nkeywords: [1]\ncontact: [email]\nreviwed: x"), path=PATH)
    assert (found.meta.kind, found.meta.contact, found.meta.keywords) == ("faq", ("email",), ())
    assert len(found.findings) == 2


def test_what_is_no_yaml_leaves_the_text() -> None:
    found = read_head(head("a: [", "# Title\n"), path=PATH)
    assert (found.body, found.body_line) == ("# Title\n", 4)


YAMLISH = st.lists(
    st.sampled_from(
        [
            "---\n",
            "...\n",
            "kind",
            ": ",
            "faq",
            "\n",
            "contact",
            "[",
            "]",
            "- ",
            "{",
            "}",
            "reviewed",
            "2026-11-20",
            "source",
            "sections",
            "5",
            "'",
            '"',
            "<<",
            "*a",
            "&a ",
            "  ",
            "draft",
            "true",
            "null",
            "#",
            "ü",
        ]
    ),
    max_size=25,
).map("".join)


@given(st.one_of(st.text(), YAMLISH, YAMLISH.map(lambda text: f"---\n{text}\n---\n# T\n")))
def test_any_text_has_a_head_and_findings_within_it(text: str) -> None:
    found = read_head(text, path=PATH)
    lines = text.split("\n")
    assert "\n".join(lines[found.body_line - 1 :]).endswith(found.body)
    assert all(1 <= finding.line <= len(lines) and finding.column >= 1 for finding in found.findings)
