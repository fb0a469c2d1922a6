"""What a check says: one finding, how it counts, and the order findings are shown in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Literal

Severity = Literal["error", "warning", "off"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of a check: where it is, what was found, what is expected, how to mend it."""

    rule: str
    path: str
    """Relative to docs/, with forward slashes; `../mkdocs.yml` for a file outside it."""
    message: str
    """The fact first, then what is expected."""
    line: int = 1
    column: int = 1
    hint: str = ""
    severity: Severity = "error"

    @property
    def sentence(self) -> str:
        """The message in one line with a full stop: a value that it quotes may have lines."""
        message = " ".join(self.message.split())
        return message if message.endswith((".", "?", "!")) else f"{message}."

    def as_dict(self) -> dict[str, str | int]:
        """Return the JSON form that other tools read, its keys in the documented order."""
        keys = ("rule", "severity", "path", "line", "column", "message", "hint")
        values = asdict(self)
        return {key: values[key] for key in keys}


def numbered(number: int, noun: str) -> str:
    """Return a number with an English noun, in the plural where it needs one."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def sorted_findings(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings once each, by path, line, column and rule."""
    return sorted(set(findings), key=lambda f: (f.path, f.line, f.column, f.rule, f.message))
