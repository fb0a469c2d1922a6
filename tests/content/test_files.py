from __future__ import annotations

from pathlib import Path

import pytest

from helpcentre.content.files import read_text

TEXTS = {
    b"a\nb\n": "a\nb\n",
    b"a\r\nb\r\n": "a\nb\n",
    b"a\rb\r": "a\nb\n",
    b"\xef\xbb\xbf# T\n": "# T\n",
    b"": "",
    "# 助记词 عربي\n".encode(): "# 助记词 عربي\n",
    "a\u2028b\x0c\n".encode(): "a\u2028b\x0c\n",
}


@pytest.mark.parametrize("data", TEXTS, ids=repr)
def test_text_is_read_whatever_editor_wrote_it(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.md").write_bytes(data)
    assert read_text(tmp_path / "a.md", "en/a.md") == (TEXTS[data], [])


# Bytes -> line, column, words of message and hint.
FAULTS = {
    "# Titel\n\nGröße\n".encode("latin-1"): (3, 3, "byte 0xf6 is not UTF-8", "Latin-1"),
    "é à\r\nè".encode() + b"\r\n\xe9": (3, 1, "byte 0xe9 is not UTF-8", "Latin-1"),
    "ü ".encode() + b"\xfc": (1, 3, "byte 0xfc is not UTF-8", "Latin-1"),
    "# T\n".encode("utf-16"): (1, 1, "is not UTF-8", "UTF-16"),
    "# T\n".encode("utf-16-le"): (1, 1, "NUL", "UTF-16"),
    "\n中文".encode("gb18030"): (2, 1, "is not UTF-8", "save"),
    b"a\nb\n\xe4\xb8": (3, 1, "is not UTF-8", "Save"),
}


@pytest.mark.parametrize("data", FAULTS, ids=repr)
def test_what_is_not_utf_8_is_told_with_its_place(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.md").write_bytes(data)
    _, (finding,) = read_text(tmp_path / "a.md", "en/a.md")
    line, column, message, hint = FAULTS[data]
    assert (finding.rule, finding.path, finding.line, finding.column) == ("encoding-invalid", "en/a.md", line, column)
    assert message in finding.message
    assert "expected" in finding.message
    assert hint.lower() in finding.hint.lower()


def test_other_checks_still_see_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"# T\n\n\xe9 [x](y.md)\n")
    assert read_text(tmp_path / "a.md", "en/a.md")[0] == "# T\n\n\ufffd [x](y.md)\n"
