"""What DESIGN.md promises of all style sheets: no physical side, one bold weight, nothing from another host."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from conftest import ROOT

OVERRIDES = ROOT / "overrides"
BUNDLE = OVERRIDES / "assets" / "stylesheets" / "helpcentre.css"
SHEETS = [sheet for sheet in sorted(OVERRIDES.rglob("*.css")) if sheet != BUNDLE]
DECLARATION = re.compile(r"(?P<property>[\w-]+)\s*:\s*(?P<value>[^;{}]+)[;}]")
SIDES = "left|right|top|bottom"
PHYSICAL = re.compile(
    rf"(?:margin|padding|border|scroll-margin|scroll-padding)-(?:{SIDES})(?:-\w+)?|{SIDES}|(?:min-|max-)?(?:width|height)"
)
FOREIGN = re.compile(r"(?:url\(\s*|@import\s+)[\"']?(?:https?:)?//[^\s)\"';]*")


def faults(text: str) -> list[str]:
    """Return the declarations that break a promise, with their lines."""
    text = re.sub(r"/\*.*?\*/", lambda comment: "\n" * comment[0].count("\n"), text, flags=re.DOTALL)
    found: list[tuple[int, str]] = []
    for match in DECLARATION.finditer(text):
        name, value = match["property"], match["value"].strip()
        if (
            PHYSICAL.fullmatch(name)
            or (name in ("text-align", "float", "clear") and value in ("left", "right"))
            or (name == "font-weight" and value not in ("var(--bold)", "inherit", "normal", "400"))
            or (name == "font" and re.search(r"\b(?:bold|bolder|lighter|[1-9]\d\d)\b", value))
        ):
            found.append((match.start(), f"{name}: {value}"))
    found += [(match.start(), match[0]) for match in FOREIGN.finditer(text)]
    return [f"{text.count(chr(10), 0, start) + 1}: {fault}" for start, fault in sorted(found)]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_sheet_keeps_the_promises(sheet: Path) -> None:
    assert faults(sheet.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("rule", "fault"),
    [
        ("p { margin-left: 1rem; }", "1: margin-left: 1rem"),
        ("p {\n  border-top-color: red;\n}", "2: border-top-color: red"),
        ("/* left: 0;\n*/ p { left: 0 }", "2: left: 0"),
        ("p { max-width: 3em; }", "1: max-width: 3em"),
        ("p { text-align: right; }", "1: text-align: right"),
        ("p { font-weight: 600; }", "1: font-weight: 600"),
        ("p { background: url(//elsewhere.example/a.png); }", "1: url(//elsewhere.example/a.png"),
        ("p {}\n@import 'https://elsewhere.example/a.css';", "2: @import 'https://elsewhere.example/a.css"),
        ("p { font: bold 1rem serif; }", "1: font: bold 1rem serif"),
        ("p { font: 600 1rem/1.5 serif; }", "1: font: 600 1rem/1.5 serif"),
        ("@media (min-width: 40rem) { p { margin-inline: auto; inline-size: 3em; font-weight: var(--bold); } }", None),
        ("p { --bold: 650; background: url('data:image/svg+xml,<svg></svg>'); text-align: start; }", None),
    ],
)
def test_a_broken_promise_is_seen(rule: str, fault: str | None) -> None:
    assert faults(rule) == ([fault] if fault else [])
