from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpcentre.content.yaml_source import YamlSyntaxError, positions_of, read_yaml

# Text -> the value that a writer means.
VALUES: dict[str, Any] = {
    "a: no": "no",
    "a: yes": "yes",
    "a: on": "on",
    "a: true": True,
    "a: False": False,
    "a: 12:30": "12:30",
    "a: 09:00-12:30": "09:00-12:30",
    "a: 190:20:30": "190:20:30",
    "a: 010": 10,
    "a: 089": 89,
    "a: 0o17": "0o17",
    "a: 0x1F": "0x1F",
    "a: 1_000": "1_000",
    "a: +5": 5,
    "a: -5": -5,
    "a: 0.10": 0.1,
    "a: .5": 0.5,
    "a: 1e3": 1000.0,
    "a: .inf": ".inf",
    "a: ~": None,
    "a:": None,
    "a: =": "=",
    "a: '12'": "12",
    "a: 2026-11-20": datetime.date(2026, 11, 20),
    "a: 2026-11-2x": "2026-11-2x",
    "a: 助记词": "助记词",
    "a: |\n  one\n  two\n": "one\ntwo\n",
}


@pytest.mark.parametrize(("text", "value"), VALUES.items())
def test_a_value_is_what_a_writer_means(text: str, value: Any) -> None:
    found = read_yaml(text).value["a"]
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize("text", ["true: x", "no: x", "1: x", "2026-11-20: x", "~: x", "1.5: x"])
def test_keys_are_texts(text: str) -> None:
    document = read_yaml(text)
    assert list(document.value) == [text.partition(":")[0]]
    assert list(document.positions) == [(text.partition(":")[0],)]


@pytest.mark.parametrize("text", ["", "# only a comment\n", "\n\n"])
def test_nothing_is_none(text: str) -> None:
    assert read_yaml(text).value is None


# Text -> line and column of the fault, a word of the message.
FAULTS: dict[str, tuple[int, int, str]] = {
    "a: 1\nb: 2\na: 3": (3, 1, "'a' stands twice"),
    "a:\n  b: 1\n  b: 2": (3, 3, "'b' stands twice"),
    "a: Foo: bar": (1, 7, "not allowed"),
    "a: x\nb:\n - 2026-13-40": (3, 4, "'2026-13-40' is no date"),
    "a: [1, 2": (1, 1, "flow sequence"),
    "a: 1\n\tb: 2": (2, 1, "tab"),
    "a: *nowhere": (1, 4, "alias"),
    "a: !!python/object:os.system x": (1, 4, "constructor"),
    "a: !ENV X": (1, 4, "constructor"),
    "a: 1\n--- 2": (2, 1, "single document"),
    "? [a]\n: 1": (1, 3, "unhashable"),
    "x: 1\na: \0": (2, 1, "character"),
    "!!bool maybe": (1, 1, "no bool"),
    "a: !!int ''": (1, 4, "no int"),
    "[" * 9000 + "]" * 9000: (1, 1, "deeply"),
}


@pytest.mark.parametrize("text", FAULTS, ids=lambda text: repr(text[:20]))
def test_a_fault_names_its_place(text: str) -> None:
    line, column, word = FAULTS[text]
    with pytest.raises(YamlSyntaxError) as caught:
        read_yaml(text)
    assert (caught.value.line, word in str(caught.value)) == (line, True), str(caught.value)
    assert caught.value.column == column


def test_lines_count_from_the_first_line_given() -> None:
    assert read_yaml("a: 1\nb: [x, y]", first_line=2).positions[("b", 1)] == (3, 8)
    with pytest.raises(YamlSyntaxError) as caught:
        read_yaml("a: 1\na: 2", first_line=2)
    assert caught.value.line == 3


def test_positions_of_what_the_text_does_not_hold_are_those_of_what_it_does() -> None:
    document = read_yaml("channels:\n  phone:\n    number: 1\n")
    assert document.position(("channels", "phone", "phone-tag", "number")) == (3, 5)
    assert document.position(("channels", "phone", "languages")) == (2, 3)
    assert document.position(("nothing",)) == (1, 1)
    assert document.lookup(("channels", "phone", "phone-tag", "number")) == 1


def test_anchors_and_merges_are_read() -> None:
    document = read_yaml("base: &base {hours: always}\nchat:\n  <<: *base\n  kind: chat\nsame: *base\n")
    assert document.value["chat"] == {"hours": "always", "kind": "chat"}
    assert document.position(("chat", "hours")) == (2, 1)
    assert document.position(("same", "hours")) == (5, 1)


def test_aliases_within_aliases_take_no_time() -> None:
    text = "a0: &a0 [x]\n" + "".join(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n" for i in range(1, 60))
    assert len(read_yaml(text).positions) < 300


def test_a_value_that_holds_itself_is_read() -> None:
    assert read_yaml("a: &a [*a]").position(("a", 0)) == (1, 4)


def test_keys_are_those_of_a_group() -> None:
    document = read_yaml("a: {b: 1, c: 2}\nd: 5\n")
    assert document.keys() == {"a", "d"}
    assert document.keys("a") == {"b", "c"}
    assert not document.keys("d")
    assert not document.keys("e", "f")


def test_tags_of_mkdocs_have_positions() -> None:
    text = "docs_dir: !ENV [X, docs]\nmarkdown_extensions:\n  - x: !!python/name:a.b\n"
    assert positions_of(text)[("markdown_extensions", 0, "x")] == (3, 5)


YAML_MARKS = st.text(alphabet="ab: -[]{}&*!|>'\"#%@\n\t<?~0129.e+\0\x07ü助é\u202e", max_size=60)


@given(st.one_of(st.text(max_size=80), YAML_MARKS))
def test_any_text_is_read_or_refused_with_a_line_of_it(text: str) -> None:
    lines = text.count("\n") + text.count("\r") + text.count("\x85") + text.count("\u2028") + text.count("\u2029") + 1
    try:
        places = list(read_yaml(text).positions.values())
    except YamlSyntaxError as error:
        places = [(error.line, error.column)]
    assert all(1 <= line <= lines and column >= 1 for line, column in places)
