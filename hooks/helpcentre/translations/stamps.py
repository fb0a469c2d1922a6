"""Writing what a translator accepted into a file's front matter, leaving the rest as it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping

_FRONT_MATTER = re.compile(
    r"\A(?P<open>\ufeff?---[ \t]*\r?\n)(?P<keys>.*?)(?P<close>^---[ \t]*(?:\r?\n|\Z))", re.DOTALL | re.MULTILINE
)
_SOURCE_KEY = re.compile(r"^source:.*?(?=^[^\s#]|\Z)", re.DOTALL | re.MULTILINE)


def with_stamp(text: str, sections: Mapping[str, str]) -> str:
    """Return a file's text with `source.sections` set to the digests; nothing else changes, line ends neither."""
    end = "\r\n" if "\r\n" in text[:1000] else "\n"
    lines = ["source:", "  sections:", *(f'    {key}: "{value}"' for key, value in sections.items())]
    stamp = end.join(lines) + end
    match = _FRONT_MATTER.match(text)
    if match is None:
        mark = "\ufeff" if text.startswith("\ufeff") else ""
        return f"{mark}---{end}{stamp}---{end}{text.removeprefix(mark)}"
    keys = _SOURCE_KEY.sub("", match["keys"])
    if keys and not keys.endswith("\n"):
        keys += end
    return match["open"] + keys + stamp + match["close"] + text[match.end() :]
