"""A fault of one page, and how the same fault of many pages becomes one finding."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from helpcentre.content.findings import Finding, Severity, sorted_findings

_FILES_NAMED = 3
_SHOWN_OF_A_KIND = 10


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one place of one file."""

    rule: str
    path: str
    line: int
    message: str
    hint: str = ""
    severity: Severity = "error"
    target: str = ""
    """What is at fault when that is not the page itself: the dead address, the inline code."""
    topic: str = ""
    """The kind of fault, the same on every page that has it."""


def folded(faults: Iterable[Fault]) -> list[Finding]:
    """Return one finding for each target at fault, placed on the first page that has it.

    A dead link in the footer is one finding, not one for each page. Faults of the pages
    themselves (no title) are told one by one, until there are more than ten of a kind.
    """
    groups: dict[tuple[str, str, str, str], list[Fault]] = {}
    for fault in faults:
        groups.setdefault((fault.rule, fault.severity, fault.topic, fault.target), []).append(fault)
    findings: list[Finding] = []
    for (_, _, topic, target), group in groups.items():
        if target or (topic and len(group) > _SHOWN_OF_A_KIND):
            findings.append(_finding(group[0], _elsewhere(group)))
        else:
            findings += [_finding(fault) for fault in group]
    return sorted_findings(findings)


def _finding(fault: Fault, elsewhere: str = "") -> Finding:
    return Finding(
        rule=fault.rule,
        path=fault.path,
        line=fault.line,
        message=fault.message + elsewhere,
        hint=fault.hint,
        severity=fault.severity,
    )


def _elsewhere(group: list[Fault]) -> str:
    """Return the words for where else a fault is: ` (in 5,000 files, also …)`, ` (12 times)`."""
    paths = list(dict.fromkeys(fault.path for fault in group))
    if len(paths) > 1:
        named = ", ".join(paths[1 : 1 + _FILES_NAMED])
        more = ", …" if len(paths) > 1 + _FILES_NAMED else ""
        return f" (in {len(paths):,} files, also {named}{more})"
    return f" ({len(group):,} times)" if len(group) > 1 else ""
