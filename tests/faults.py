"""What can be spoilt in a project's files; each says in which line."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Edit:
    """Replaces the first match of a pattern in a file below docs/."""

    path: str
    pattern: str
    text: str
    below: int = 0
    """How many lines of the new text stand before the fault."""

    def plant(self, project: Path) -> int:
        """Return the line of the edit."""
        file = project / "docs" / self.path
        before = file.read_text("utf-8")
        match = re.search(self.pattern, before, re.MULTILINE)
        assert match, f"{self.path} has no {self.pattern}"
        file.write_text(before[: match.start()] + match.expand(self.text) + before[match.end() :], encoding="utf-8")
        return before.count("\n", 0, match.start()) + 1 + self.below


@dataclass(frozen=True)
class Delete:
    """Removes a file below docs/; what should be there is missed in its first line."""

    path: str

    def plant(self, project: Path) -> int:
        (project / "docs" / self.path).unlink()
        return 1


@dataclass(frozen=True)
class Encode:
    """Saves a file in another encoding; the fault is at the first letter outside ASCII."""

    path: str
    encoding: str

    def plant(self, project: Path) -> int:
        file = project / "docs" / self.path
        text = file.read_text("utf-8")
        file.write_bytes(text.encode(self.encoding, errors="replace"))
        return next(number for number, line in enumerate(text.split("\n"), 1) if not line.isascii())


@dataclass(frozen=True)
class WithoutContact:
    """Takes the key `contact` and every link to a channel from an article; its `kind` asks for one."""

    path: str

    def plant(self, project: Path) -> int:
        file = project / "docs" / self.path
        text = re.sub(r"^contact: .*\n", "", file.read_text("utf-8"), flags=re.MULTILINE)
        text = re.sub(r"\[([^\]]*)\]\((?:\.\./)?contact/[^)]*\)", r"\1", text)
        file.write_text(text, encoding="utf-8")
        return text[: text.index("kind: faq")].count("\n") + 1


@dataclass(frozen=True)
class EmptyWord:
    """Takes the translation of an interface word away."""

    path: str
    word: str

    def plant(self, project: Path) -> int:
        overrides = project / "overrides"
        if overrides.is_symlink():
            theme = overrides.resolve()
            overrides.unlink()
            shutil.copytree(theme, overrides)
        return Edit(self.path, rf'^(msgid "{self.word}"\nmsgstr) .*$', r'\1 ""').plant(project)


Planted = Edit | Delete | Encode | WithoutContact | EmptyWord
