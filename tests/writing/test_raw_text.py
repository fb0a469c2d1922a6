from __future__ import annotations

import pytest

from helpcentre.writing.raw_text import Edit, RawText

FILES = [b"a\nb x c\n", b"a\r\nb x c\r\n", b"\xef\xbb\xbfa\r\nb x c", b"a\rb x c\r", b"a\r\r\n\nb x c\xff\r\n", b"x"]


@pytest.mark.parametrize("data", FILES)
def test_only_the_edited_passage_changes(data: bytes) -> None:
    raw = RawText(data)
    at = raw.text.index("x")
    assert "\r" not in raw.text
    assert raw.edited([]) == data
    assert raw.edited([Edit(at, at + 1, "long")]) == data.replace(b"x", b"long")
    assert raw.edited([Edit(0, at, "")]) == (data[:3] if data[:1] == b"\xef" else b"") + data[data.index(b"x") :]


def test_new_lines_are_those_of_the_file() -> None:
    assert RawText(b"a\r\n").edited([Edit(2, 2, "b\nc\n")]) == b"a\r\nb\r\nc\r\n"
