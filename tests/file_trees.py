"""Trees of small files, made and read."""

from __future__ import annotations

from pathlib import Path


def write(root: Path, files: dict[str, str]) -> Path:
    """Write files below a folder, by relative path, and return it."""
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return root


def tree(root: Path) -> dict[str, str]:
    """Return the files below a folder, by relative path."""
    return {str(path.relative_to(root)): path.read_text() for path in root.rglob("*") if path.is_file()}
