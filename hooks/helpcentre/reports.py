"""Findings as people and machines read them."""

from __future__ import annotations

import json
import posixpath
from collections import Counter
from collections.abc import Sequence

from helpcentre.content.findings import Finding, numbered

FORMATS = ("text", "json", "github")


def render(findings: Sequence[Finding], form: str, root: str) -> str:
    """Return the findings in one of FORMATS; `root` is the folder of their paths, seen from the working directory."""
    if form == "json":
        return json.dumps([finding.as_dict() for finding in findings], indent=2, ensure_ascii=False)
    one = annotation if form == "github" else text_line
    return "\n".join(one(finding, posixpath.normpath(posixpath.join(root, finding.path))) for finding in findings)


def text_line(finding: Finding, path: str) -> str:
    """Return `path:line:column: error rule: message. Hint: …`."""
    line = f"{path}:{finding.line}:{finding.column}: {finding.severity} {finding.rule}: {finding.sentence}"
    return f"{line} Hint: {finding.hint}" if finding.hint else line


def annotation(finding: Finding, path: str) -> str:
    """Return a workflow command that GitHub shows at the line of the file."""
    message = f"{finding.sentence} {finding.hint}".strip()
    place = f"file={_escaped(path, ':,')},line={finding.line},col={finding.column},title={finding.rule}"
    return f"::{finding.severity} {place}::{_escaped(message)}"


def _escaped(text: str, further: str = "") -> str:
    for character in "%\r\n" + further:
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def summary(findings: Sequence[Finding]) -> str:
    """Return `no findings` or how many errors and warnings there are."""
    counts = Counter(finding.severity for finding in findings)
    told = [numbered(n, name) for name in ("error", "warning") if (n := counts[name])]
    return ", ".join(told) or "no findings"
