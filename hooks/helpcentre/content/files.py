"""Bytes of a content file as text, whatever editor wrote them."""

from __future__ import annotations

from pathlib import Path

from helpcentre.content.findings import Finding

RULE = "encoding-invalid"


def read_text(file: Path, path: str) -> tuple[str, list[Finding]]:
    """Return the text of a file with line feeds only and no byte order mark, and a finding if it is not UTF-8.

    Bytes that are no UTF-8 become U+FFFD, so that the other checks still see the file.
    """
    return decoded(file.read_bytes(), path)


def decoded(data: bytes, path: str) -> tuple[str, list[Finding]]:
    """Return what `read_text` returns for a file with these bytes."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    findings = []
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8")) + 1
        message = f"byte 0x{data[error.start]:02x} is not UTF-8, expected a file saved as UTF-8"
        hint = "Save the file as UTF-8 in your editor; it may be Latin-1 or Windows-1252 now."
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            hint = "The file is UTF-16; save it as UTF-8."
        findings.append(Finding(RULE, path, message, line, column, hint))
        text = data.decode("utf-8", errors="replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text and not findings:
        line = text.count("\n", 0, text.index("\0")) + 1
        hint = "The file may be UTF-16; save it as UTF-8."
        findings.append(Finding(RULE, path, "the text holds a NUL character, expected none", line, hint=hint))
    return text, findings
