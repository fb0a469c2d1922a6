"""A file's text as the parsers see it, and its way back to the file's own bytes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

_BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """A passage to be replaced; offsets are those of the text with line feeds only."""

    start: int
    end: int
    text: str


class RawText:
    """A text with line feeds only and no byte order mark, whose edits leave every other byte as it was."""

    def __init__(self, data: bytes) -> None:
        # Bytes that are no UTF-8 come back as they were.
        raw = data.decode("utf-8", "surrogateescape")
        self._mark = _BYTE_ORDER_MARK if raw.startswith(_BYTE_ORDER_MARK) else ""
        self._raw = raw.removeprefix(self._mark)
        self.newline = "\r\n" if "\r\n" in self._raw else "\n"
        self.text = self._raw.replace("\r\n", "\n").replace("\r", "\n")
        """As `content.files` reads it."""
        self._dropped: list[int] = []
        at = self._raw.find("\r\n")
        while at >= 0:
            self._dropped.append(at - len(self._dropped))
            at = self._raw.find("\r\n", at + 2)

    def _place(self, offset: int) -> int:
        return offset + bisect_left(self._dropped, offset)

    def edited(self, edits: Iterable[Edit]) -> bytes:
        """Return the file's bytes with the edits made; line ends in them become those of the file."""
        parts, at = [self._mark], 0
        for edit in sorted(set(edits)):
            start, end = self._place(edit.start), self._place(edit.end)
            assert start >= at, "edits do not overlap"
            parts += [self._raw[at:start], edit.text.replace("\n", self.newline)]
            at = end
        parts.append(self._raw[at:])
        return "".join(parts).encode("utf-8", "surrogateescape")
