"""The addresses that CSS makes a browser fetch."""

from __future__ import annotations

import re
from collections.abc import Iterator

_DOUBLE = r'"(?:[^"\\]|\\.)*"'
_SINGLE = r"'(?:[^'\\]|\\.)*'"
_TOKEN = re.compile(
    rf"""/\*.*?(?:\*/|\Z)
    | @namespace\b [^;]* ;?
    | @import \s* (?P<import> {_DOUBLE} | {_SINGLE} )
    | \burl\( \s* (?P<url> {_DOUBLE} | {_SINGLE} | (?:[^"'()\\\s]|\\.)* ) \s* \)
    | image-set\( (?P<set> (?: {_DOUBLE} | {_SINGLE} | \([^()]*\) | [^()"'] )* ) \)
    | {_DOUBLE} | {_SINGLE}
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_IN_SET = re.compile(
    rf"""type\([^)]*\)
    | url\( \s* (?P<url> {_DOUBLE} | {_SINGLE} | (?:[^"'()\\\s]|\\.)* ) \s* \)
    | (?P<text> {_DOUBLE} | {_SINGLE} )
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)


def css_addresses(text: str) -> Iterator[tuple[str, int]]:
    """Yield every address a style sheet fetches and its line, counted from 1.

    Comments, strings (`content: "url(x)"`), name spaces and references into the page itself
    (`url(#mask)`) fetch nothing.
    """
    line, counted = 1, 0
    for match in _TOKEN.finditer(text):
        found = [match["import"] or match["url"] or ""]
        if match["set"]:
            found = [inner["url"] or inner["text"] or "" for inner in _IN_SET.finditer(match["set"])]
        for quoted in found:
            address = _unescaped(quoted[1:-1] if quoted[:1] in {'"', "'"} else quoted).strip()
            if address and not address.startswith("#"):
                line, counted = line + text.count("\n", counted, match.start()), match.start()
                yield address, line


def _unescaped(text: str) -> str:
    """Return a CSS string without its backslash escapes."""

    def character(match: re.Match[str]) -> str:
        if not match[1]:
            return "" if match[2] == "\n" else match[2]
        code = int(match[1], 16)
        return chr(code) if 0 < code <= 0x10FFFF else "\ufffd"

    return _ESCAPE.sub(character, text) if "\\" in text else text
