"""Moves within little trees, for tests."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from helpcentre.commands import writing
from helpcentre.content.catalogue import Catalogue
from helpcentre.content.reading import read_catalogue
from trees import catalogue_of

Tree = dict[str, bytes]


def tree_of(catalogue: Catalogue) -> Tree:
    docs = catalogue.settings.docs_dir
    return {file.relative_to(docs).as_posix(): file.read_bytes() for file in docs.rglob("*") if file.is_file()}


def move(catalogue: Catalogue, old: str, new: str) -> str:
    return writing.move(read_catalogue(catalogue.settings), old, new)


def moved(root: Path, files: Mapping[str, str | bytes], old: str, new: str) -> Tree:
    catalogue = catalogue_of(root, files)
    move(catalogue, old, new)
    return tree_of(catalogue)
