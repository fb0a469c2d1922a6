"""What a hit shows of a text."""

from __future__ import annotations

import pytest

from helpcentre.output import search_entry
from helpcentre.output.search_entry import shortened
from helpcentre.output.search_table import Table, fold


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("short", 10, "short"),
        ("two\n lines", 10, "two lines"),
        ("cut between the words", 12, "cut between…"),
        ("comma, and more words", 8, "comma…"),
        ("没有空格的句子在这里", 10, "没有空格的…"),
        ("没有空格的句子", 14, "没有空格的句子"),
        ("没有空格的句子", 13, "没有空格的句…"),
        ("unbrokenandverylong", 8, "unbroken…"),
        ("один два три", 8, "один два…"),
        ("a b c d", 7, "a b c d"),
        ("a  b  c  d  e", 7, "a b c…"),
        ("a" + " " * 99 + "b c", 8, "a b c"),
        ("a" + " " * 99 + "b c d e", 5, "a b…"),
        ("说明。\n正文， 还有 Wi-Fi 和更多。 完", 60, "说明。正文，还有 Wi-Fi 和更多。完"),
    ],
)
def test_shortened(text: str, width: int, shown: str) -> None:
    assert shortened(text, width) == shown


def test_no_letter_of_an_alphabet_takes_two_columns() -> None:
    table = Table.load()
    narrow = [chr(code) for code in range(0x3000) if search_entry._NARROW.fullmatch(chr(code))]
    assert len(narrow) > 3000
    assert not [char for char in narrow if any(table.script(part) in table.pairs for part in fold(char))]
