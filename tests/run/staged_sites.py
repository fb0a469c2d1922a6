"""What tests of a staging share: the site that stands there, the one that is built, and what hides beside them."""

from pathlib import Path

import pytest

from helpcentre.run import staging

OLD = {"index.html": "old", "fr/index.html": "vieux", "gone/deep/page.html": "old", ".git/HEAD": "ref"}
NEW = {"index.html": "new", "fr/index.html": "neuf", "added.html": "new"}
KEPT = {".git/HEAD": "ref"}
"""What of the old site no build makes, and none takes away."""


def hidden(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.startswith("."))


def without_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging, "exchange", lambda first, second: False)
